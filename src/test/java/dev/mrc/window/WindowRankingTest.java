package dev.mrc.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.mrc.tokenize.Tokens;

class WindowRankingTest {
    private static final WindowSplitter SPLITTER = new WindowSplitter(64, 16);

    @Test
    void theWindowThatHoldsTheQuestionsRarePiecesIsChosen() {
        int[] text = new int[600];
        Arrays.setAll(text, i -> i % 5); // 0 to 4 stand everywhere
        text[300] = 77;
        text[301] = 78;

        Window best = WindowRanking.best(split(tokens(0, 77, 78, 1), tokens(text)), 1).get(0);

        assertThat(best.slice().first()).isLessThanOrEqualTo(300);
        assertThat(best.slice().end()).isGreaterThan(301);
    }

    @Test
    void piecesThatFollowEachOtherAsInTheQuestionWeighMore() {
        int[] text = new int[600];
        Arrays.setAll(text, i -> 1000 + i);
        text[100] = 7;
        text[120] = 8; // both, apart
        text[500] = 7;
        text[501] = 8; // both, together

        Window best = WindowRanking.best(split(tokens(7, 8), tokens(text)), 1).get(0);

        assertThat(best.slice().first()).isLessThanOrEqualTo(500);
        assertThat(best.slice().end()).isGreaterThan(501);
    }

    @Test
    void chosenWindowsStayInOrderKeepTheirNumberAndOwnWhatNoOtherShows() {
        int[] text = new int[600];
        Arrays.setAll(text, i -> 1000 + i);
        text[10] = 7;
        text[595] = 7;
        List<Window> all = split(tokens(7), tokens(text));

        List<Window> best = WindowRanking.best(all, 2);

        assertThat(best).extracting(Window::uniqueId).containsExactly(0, all.size() - 1);
        assertThat(best).allSatisfy(window -> assertThat(window.owned()).isEqualTo(window.slice()));
        assertThat(WindowRanking.best(all, all.size())).isSameAs(all);
    }

    @Test
    void scoresEqualAPlainReckoningOfBm25() {
        Random random = new Random(20261123);
        for (int round = 0; round < 50; round++) {
            Tokens question = tokens(random.ints(1 + random.nextInt(9), 0, 40).toArray());
            List<Window> windows = split(question, tokens(random.ints(700, 0, 40).toArray()));
            int count = 1 + random.nextInt(windows.size());

            List<Integer> best = WindowRanking.best(windows, count).stream().map(Window::uniqueId).toList();

            List<Double> plain = plainly(question, windows);
            double least = best.stream().mapToDouble(plain::get).min().orElseThrow();
            List<Double> sorted = plain.stream().sorted(Comparator.reverseOrder()).toList();
            assertThat(least).isCloseTo(sorted.get(count - 1), org.assertj.core.data.Offset.offset(1e-9));
        }
    }

    /** A term is a piece, or a piece with the one after its first place in the question. */
    private static List<Double> plainly(Tokens question, List<Window> windows) {
        Map<Integer, Integer> firsts = new HashMap<>();
        for (int i = question.size() - 1; i >= 0; i--) {
            firsts.put(question.id(i), i);
        }
        List<Map<String, Integer>> counts = new ArrayList<>();
        for (Window window : windows) {
            Map<String, Integer> count = new HashMap<>();
            for (int i = window.slice().first(); i < window.slice().end(); i++) {
                int id = window.context().id(i);
                if (firsts.containsKey(id)) {
                    count.merge("" + id, 1, Integer::sum);
                    int next = firsts.get(id) + 1;
                    if (next < question.size() && i + 1 < window.slice().end()
                            && window.context().id(i + 1) == question.id(next)) {
                        count.merge(id + " then", 1, Integer::sum);
                    }
                }
            }
            counts.add(count);
        }
        return counts.stream().map(count -> count.entrySet().stream().mapToDouble(term -> {
            long holders = counts.stream().filter(other -> other.containsKey(term.getKey())).count();
            double weight = Math.log(1 + (counts.size() - holders + 0.5) / (holders + 0.5));
            double times = term.getValue();
            return weight * times * 2.2f / (times + 1.2f) * (term.getKey().endsWith("then") ? 2 : 1);
        }).sum()).toList();
    }

    private static List<Window> split(Tokens question, Tokens text) {
        return SPLITTER.split(question, List.of(text));
    }

    private static Tokens tokens(int... ids) {
        return Tokens.of(ids, IntStream.range(0, ids.length).toArray(), IntStream.rangeClosed(1, ids.length).toArray());
    }
}
