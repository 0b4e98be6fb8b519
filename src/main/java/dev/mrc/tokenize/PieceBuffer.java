package dev.mrc.tokenize;

import java.util.Arrays;

/** Pieces as they are found; reused from text to text. */
final class PieceBuffer {
    private int[] ids = new int[512];
    private int[] starts = new int[512];
    private int[] ends = new int[512];
    private int size;

    int size() {
        return size;
    }

    /** Forgets all but the first {@code kept} pieces. */
    void cut(int kept) {
        size = kept;
    }

    void add(int id, int start, int end) {
        if (size == ids.length) {
            ids = Arrays.copyOf(ids, size * 2);
            starts = Arrays.copyOf(starts, size * 2);
            ends = Arrays.copyOf(ends, size * 2);
        }
        ids[size] = id;
        starts[size] = start;
        ends[size++] = end;
    }

    Tokens toTokens() {
        return new Tokens(Arrays.copyOf(ids, size), Arrays.copyOf(starts, size), Arrays.copyOf(ends, size));
    }
}
