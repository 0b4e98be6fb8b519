package dev.mrc.tokenize;

import java.util.Arrays;

/**
 * Canonical order with places, as the reference keeps them: when marks change places, the places stay, that is the n-th
 * character of the ordered run keeps the place of the n-th character as sent. What a character falls into shares its place.
 */
final class Reordering {
    private int[] parts = new int[16];
    private boolean[] leading = new boolean[16];
    private int count;
    private int[] places = new int[16];
    private int placeCount;
    private int start;
    private int end;

    /** What the ordered characters are handed to. */
    interface Sink {
        void accept(int codePoint, int start, int end);
    }

    /** The place of the next leading part. */
    void place(int from, int to) {
        if (placeCount + 2 > places.length) {
            places = Arrays.copyOf(places, placeCount * 2);
        }
        places[placeCount++] = from;
        places[placeCount++] = to;
    }

    /** A character, or a part of one: {@code leads} if it is the first. */
    void add(int part, boolean leads) {
        if (count == parts.length) {
            parts = Arrays.copyOf(parts, count * 2);
            leading = Arrays.copyOf(leading, count * 2);
        }
        parts[count] = part;
        leading[count++] = leads;
    }

    /** Hands over what has gathered; called before each character that nothing moves across. */
    void flush(Sink sink) {
        int place = 0;
        long[] order = count > 1 ? sorted() : null;
        for (int i = 0; i < count; i++) {
            int at = order == null ? i : (int) order[i];
            if (leading[at]) {
                start = places[place++];
                end = places[place++];
            }
            sink.accept(parts[at], start, end);
        }
        count = 0;
        placeCount = 0;
    }

    /** Indices in canonical order, null if they are in order already. */
    private long[] sorted() {
        boolean ordered = true;
        int last = 0;
        for (int i = 0; i < count && ordered; i++) {
            int next = CharClass.order(parts[i]);
            ordered = next == 0 || next >= last;
            last = next;
        }
        if (ordered) {
            return null;
        }
        long[] keys = new long[count];
        int starters = 0;
        for (int i = 0; i < count; i++) {
            int order = CharClass.order(parts[i]);
            starters += order == 0 ? 1 : 0;
            keys[i] = (long) starters << 40 | (long) order << 32 | i;
        }
        Arrays.sort(keys);
        return keys;
    }
}
