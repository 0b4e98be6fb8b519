package dev.mrc.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * Pairs of texts that are nearly the same, without comparing each with each: only texts that share a rare shingle are compared,
 * so the time grows with the texts, not with their pairs.
 */
final class Twins {
    private final List<Shingles> texts;
    private final Map<Long, Integer> frequency = new HashMap<>();

    /** Numbers of two texts, and how alike they are, 0 to 1. */
    record Pair(int first, int second, double likeness) {
    }

    Twins(List<Shingles> texts) {
        this.texts = texts;
        texts.forEach(text -> LongStream.of(text.hashes()).forEach(hash -> frequency.merge(hash, 1, Integer::sum)));
    }

    /** All pairs of that {@link Shingles#likeness} or more: such texts share one of their rarest shingles at least. */
    List<Pair> alike(double least) {
        Map<Long, List<Integer>> holders = new HashMap<>();
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            Shingles text = texts.get(i);
            Set<Integer> candidates = new HashSet<>();
            for (long hash : rarest(text, (int) ((1 - least) * text.size()) + 1)) {
                List<Integer> others = holders.computeIfAbsent(hash, none -> new ArrayList<>());
                candidates.addAll(others);
                others.add(i);
            }
            candidates.remove(i);
            for (int other : candidates) {
                double likeness = text.likeness(texts.get(other));
                if (likeness >= least) {
                    pairs.add(new Pair(other, i, likeness));
                }
            }
        }
        return pairs;
    }

    /** All pairs of that {@link Shingles#containment} or more; quick where shingles are so long that few are common. */
    List<Pair> overlapping(double least) {
        Map<Long, List<Integer>> holders = new HashMap<>();
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            Map<Integer, Integer> shared = new HashMap<>();
            for (long hash : texts.get(i).hashes()) {
                if (frequency.get(hash) > 1) {
                    List<Integer> others = holders.computeIfAbsent(hash, none -> new ArrayList<>());
                    others.forEach(other -> shared.merge(other, 1, Integer::sum));
                    others.add(i);
                }
            }
            for (int other : shared.keySet()) {
                double containment = texts.get(i).containment(texts.get(other));
                if (containment >= least) {
                    pairs.add(new Pair(other, i, containment));
                }
            }
        }
        return pairs;
    }

    private List<Long> rarest(Shingles text, int count) {
        return LongStream.of(text.hashes()).boxed()
                .sorted(Comparator.<Long> comparingInt(frequency::get).thenComparing(Comparator.naturalOrder()))
                .limit(count).toList();
    }
}
