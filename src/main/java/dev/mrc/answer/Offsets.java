package dev.mrc.answer;

/** Turns UTF-16 offsets of one text into another unit. Immutable, thread-safe. */
public final class Offsets {
    /** Low surrogates are counted up to every 64th unit, so that an offset costs 63 looks at most. */
    private static final int BLOCK = 64;

    private final String text;
    /** Surrogate pairs that begin before each block; null where units and code points are the same. */
    private final int[] pairsBefore;

    private Offsets(String text, int[] pairsBefore) {
        this.text = text;
        this.pairsBefore = pairsBefore;
    }

    static Offsets utf16(String text) {
        return new Offsets(text, null);
    }

    static Offsets codePoints(String text) {
        int[] pairsBefore = new int[text.length() / BLOCK + 1];
        int pairs = 0;
        for (int i = 0; i < text.length(); i++) {
            if (i % BLOCK == 0) {
                pairsBefore[i / BLOCK] = pairs;
            }
            pairs += endsPair(text, i) ? 1 : 0;
        }
        if (text.length() % BLOCK == 0) {
            pairsBefore[text.length() / BLOCK] = pairs;
        }
        return new Offsets(text, pairs == 0 ? null : pairsBefore);
    }

    /**
     * @param utf16 0 to the length of the text
     * @throws IndexOutOfBoundsException if outside the text
     */
    public int of(int utf16) {
        if (utf16 < 0 || utf16 > text.length()) {
            throw new IndexOutOfBoundsException("No offset %d in a text of %d units".formatted(utf16, text.length()));
        }
        if (pairsBefore == null) {
            return utf16;
        }
        int pairs = pairsBefore[utf16 / BLOCK];
        for (int i = utf16 / BLOCK * BLOCK; i < utf16; i++) {
            pairs += endsPair(text, i) ? 1 : 0;
        }
        return utf16 - pairs;
    }

    /** A lone surrogate is a code point of its own, in Python as in Java. */
    private static boolean endsPair(String text, int index) {
        return Character.isLowSurrogate(text.charAt(index)) && index > 0 && Character.isHighSurrogate(text.charAt(index - 1));
    }
}
