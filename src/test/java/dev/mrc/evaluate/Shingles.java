package dev.mrc.evaluate;

import java.text.Normalizer;
import java.util.stream.LongStream;

/**
 * The runs of {@code length} letters and digits of a text, each once, hashed and sorted; spaces, signs and decomposition do not
 * count. Two texts share as much as their shingles do.
 */
record Shingles(long[] hashes) {
    private static final long PRIME = 1_000_003;

    static Shingles of(String text, int length) {
        int[] letters = Normalizer.normalize(text, Normalizer.Form.NFC).codePoints().filter(Character::isLetterOrDigit)
                .toArray();
        return new Shingles(LongStream.rangeClosed(0, letters.length - length).map(from -> {
            long hash = 0;
            for (int i = 0; i < length; i++) {
                hash = hash * PRIME + letters[(int) from + i];
            }
            return hash;
        }).distinct().sorted().toArray());
    }

    int size() {
        return hashes.length;
    }

    int shared(Shingles other) {
        int shared = 0;
        int theirs = 0;
        for (long hash : hashes) {
            while (theirs < other.hashes.length && other.hashes[theirs] < hash) {
                theirs++;
            }
            shared += theirs < other.hashes.length && other.hashes[theirs] == hash ? 1 : 0;
        }
        return shared;
    }

    /** Share of the smaller set that is in the other, 0 to 1: a text that is part of a longer one has 1. */
    double containment(Shingles other) {
        return (double) shared(other) / Math.max(1, Math.min(size(), other.size()));
    }

    /** Shared of all, 0 to 1 (Jaccard). */
    double likeness(Shingles other) {
        int shared = shared(other);
        return (double) shared / Math.max(1, size() + other.size() - shared);
    }
}
