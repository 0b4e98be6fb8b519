package dev.mrc.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import dev.mrc.tokenize.CharSpan;
import dev.mrc.tokenize.Tokens;
import dev.mrc.window.Window;
import dev.mrc.window.WindowLogits;

/** Against an oracle that scores every pair of pieces of every window. */
class SpanSearchTest {
    private static final int MAX_TOKENS = 12;

    @Test
    void bestSpansEqualTheOracle() {
        Random random = new Random(20261123);
        for (int round = 0; round < 400; round++) {
            List<Window> windows = RandomWindows.of(random, round, MAX_TOKENS);
            List<WindowLogits> logits = RandomWindows.logits(windows, random, round % 3 == 0);
            int maxChars = 1 + random.nextInt(30);
            List<Candidate> all = oracle(windows, logits, maxChars);
            for (int count : new int[] { 1, 20 }) {
                List<Candidate> found = new SpanSearch(windows, logits, MAX_TOKENS, maxChars).best(count);

                assertThat(names(found)).isEqualTo(names(all.subList(0, Math.min(count, all.size()))));
            }
        }
    }

    @Test
    void spansTakenApartEqualTheOracle() {
        Random random = new Random(42);
        for (int round = 0; round < 400; round++) {
            List<Window> windows = RandomWindows.of(random, round, MAX_TOKENS);
            List<WindowLogits> logits = RandomWindows.logits(windows, random, round % 3 == 0);
            int maxChars = 1 + random.nextInt(30);

            List<Candidate> found = new SpanSearch(windows, logits, MAX_TOKENS, maxChars).takeApart(20);

            List<Candidate> expected = new ArrayList<>();
            for (Candidate candidate : oracle(windows, logits, maxChars)) {
                if (expected.size() < 20 && expected.stream().noneMatch(taken -> overlap(taken, candidate))) {
                    expected.add(candidate);
                }
            }
            assertThat(names(found)).isEqualTo(names(expected));
        }
    }

    @Test
    void piecesOfOneSyllableAreTakenTogether() {
        // Three pieces of a syllable split into jamo share its place.
        Tokens pieces = Tokens.of(new int[] { 1, 2, 3, 4 }, new int[] { 0, 0, 0, 1 }, new int[] { 1, 1, 1, 2 });
        Window.Slice all = new Window.Slice(0, 4);
        Window window = new Window(0, 0, Pieces.QUESTION, pieces, all, all);
        WindowLogits logits = new WindowLogits(new float[] { 0, 0, 0, 0, 9, 8, 7, 1, 0 },
                new float[] { 0, 0, 0, 0, 9, 8, 7, 1, 0 });

        List<Candidate> found = new SpanSearch(List.of(window), List.of(logits), 8, 8).takeApart(20);

        assertThat(found).extracting(Candidate::span).containsExactly(new CharSpan(0, 1), new CharSpan(1, 2));
    }

    private static List<Candidate> oracle(List<Window> windows, List<WindowLogits> logits, int maxChars) {
        List<Candidate> all = new ArrayList<>();
        for (int w = 0; w < windows.size(); w++) {
            Window window = windows.get(w);
            for (int last = window.slice().first(); last < window.slice().end(); last++) {
                for (int first = window.slice().first(); first <= last; first++) {
                    int middle = (first + last) / 2;
                    if (last - first < MAX_TOKENS && window.context().span(first, last).length() <= maxChars
                            && middle >= window.owned().first() && middle < window.owned().end()) {
                        all.add(Candidate.of(window, logits.get(w), first, last));
                    }
                }
            }
        }
        // Stable: equal scores stay in the order of window, end, start.
        all.sort(Comparator.comparing(Candidate::score).reversed());
        return all;
    }

    private static List<String> names(List<Candidate> candidates) {
        return candidates.stream().map(candidate -> "window %d, pieces %d to %d: %s".formatted(candidate.window().uniqueId(),
                candidate.first(), candidate.last(), candidate.score())).toList();
    }

    private static boolean overlap(Candidate one, Candidate other) {
        return one.window().passage() == other.window().passage() && one.span().overlaps(other.span());
    }
}
