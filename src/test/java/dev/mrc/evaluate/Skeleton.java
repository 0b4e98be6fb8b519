package dev.mrc.evaluate;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.mrc.evaluate.OwnQuestions.Pair;

/** What is left of a question without its matter: questions poured from a template have the same. Two measures of it. */
enum Skeleton {
    /** The last two words: {@code 사람은 누구인가}. */
    ENDING(Skeleton::ending),
    /** Words with figures as {@code #}, those whose first two letters or more begin a word of the passage as {@code _}. */
    MASKED(Skeleton::masked);

    private static final int SAMPLE = 1_000;

    private final Function<Pair, String> of;

    Skeleton(Function<Pair, String> of) {
        this.of = of;
    }

    /**
     * How various the skeletons of questions are.
     *
     * @param commonest skeleton
     * @param share of the questions that have it, 0 to 1
     * @param inThousand different skeletons among 1,000 questions drawn by chance, mean over all such draws: the number of
     *        different ones in the whole would depend on how many questions there are
     */
    record Variety(String commonest, double share, double inThousand) {
    }

    String of(Pair pair) {
        return of.apply(pair);
    }

    Variety variety(List<Pair> questions) {
        List<String> skeletons = new ArrayList<>(questions.stream().map(of).toList());
        Map.Entry<String, Long> commonest = skeletons.stream()
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
                .entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
        Collections.shuffle(skeletons, new Random(8));
        int size = Math.min(SAMPLE, skeletons.size());
        long different = 0;
        int draws = skeletons.size() / size;
        for (int i = 0; i < draws; i++) {
            different += new HashSet<>(skeletons.subList(i * size, (i + 1) * size)).size();
        }
        return new Variety(commonest.getKey(), (double) commonest.getValue() / skeletons.size(),
                (double) different / draws * SAMPLE / size);
    }

    private static String ending(Pair pair) {
        List<String> words = words(pair.asked().question());
        return String.join(" ", words.subList(Math.max(0, words.size() - 2), words.size()));
    }

    private static String masked(Pair pair) {
        Set<String> beginnings = words(pair.passage().context()).stream().filter(word -> word.length() > 1)
                .map(word -> word.substring(0, 2)).collect(Collectors.toSet());
        List<String> skeleton = new ArrayList<>();
        for (String word : words(pair.asked().question())) {
            boolean figures = word.codePoints().anyMatch(Character::isDigit);
            boolean known = word.length() > 1 && beginnings.contains(word.substring(0, 2));
            String mark = figures ? "#" : known ? "_" : word;
            if (skeleton.isEmpty() || !mark.equals(skeleton.get(skeleton.size() - 1))) {
                skeleton.add(mark);
            }
        }
        return String.join(" ", skeleton);
    }

    private static List<String> words(String text) {
        return Arrays.stream(Normalizer.normalize(text, Normalizer.Form.NFC).split("[^\\p{L}\\p{N}]+"))
                .filter(word -> !word.isEmpty()).toList();
    }
}
