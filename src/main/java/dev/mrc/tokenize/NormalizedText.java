package dev.mrc.tokenize;

import java.util.Arrays;

/**
 * Text as the vocabulary is looked up with, and for each of its units the place in the text as sent that it came from.
 * Reused from text to text; where nothing had to change there is no map.
 */
final class NormalizedText {
    private char[] units = new char[1024];
    private int length;
    private boolean mapped;
    private int[] starts = new int[0];
    private int[] ends = new int[0];

    /** Takes {@code text} as it is. */
    void copy(String text) {
        length = text.length();
        mapped = false;
        if (units.length < length) {
            units = new char[length + length / 4];
        }
        text.getChars(0, length, units, 0);
    }

    /** Empties it for {@link #append}. */
    void clear() {
        length = 0;
        mapped = true;
    }

    /** Adds a code point that stands for {@code [start, end)} of the text as sent. */
    void append(int codePoint, int start, int end) {
        if (length + 2 > starts.length) {
            int capacity = Math.max(units.length, starts.length * 2);
            units = Arrays.copyOf(units, capacity);
            starts = Arrays.copyOf(starts, capacity);
            ends = Arrays.copyOf(ends, capacity);
        }
        int count = Character.toChars(codePoint, units, length);
        for (int i = length; i < length + count; i++) {
            starts[i] = start;
            ends[i] = end;
        }
        length += count;
    }

    char[] units() {
        return units;
    }

    int length() {
        return length;
    }

    /** Where in the text as sent the unit begins, surrogate pairs and clusters being whole. */
    int start(int unit) {
        return mapped ? starts[unit] : unit;
    }

    /** Where in the text as sent the unit ends. */
    int end(int unit) {
        return mapped ? ends[unit] : unit + 1;
    }
}
