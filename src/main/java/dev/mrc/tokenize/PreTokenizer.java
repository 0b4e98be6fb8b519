package dev.mrc.tokenize;

/** Splits normalised text into words: at blanks, and around every punctuation mark and ideograph. Immutable. */
final class PreTokenizer {
    private static final byte LETTER = 0;
    private static final byte BLANK = 1;
    /** A word of its own. */
    private static final byte ALONE = 2;
    private static final byte SURROGATE = 3;

    /** The kind of each UTF-16 unit, ready for one load. */
    private final byte[] kinds = new byte[1 << 16];
    private final int aloneFlags;

    PreTokenizer(TokenizerOptions options) {
        aloneFlags = CharClass.PUNCTUATION | (options.chineseCharacters() ? CharClass.IDEOGRAPH : 0);
        for (int c = 0; c < kinds.length; c++) {
            kinds[c] = Character.isSurrogate((char) c) ? SURROGATE : kind(c);
        }
    }

    /** The first unit from {@code at} on that is in a word, or {@code length}. */
    int wordStart(char[] text, int at, int length) {
        int start = at;
        while (start < length && kinds[text[start]] == BLANK) {
            start++;
        }
        return start;
    }

    /** One past the last unit of the word that begins at {@code start}. */
    int wordEnd(char[] text, int start, int length) {
        int end = start;
        while (end < length) {
            byte kind = kinds[text[end]];
            int units = 1;
            if (kind == SURROGATE) {
                int c = Character.codePointAt(text, end, length);
                units = Character.charCount(c);
                kind = kind(c);
            }
            if (kind != LETTER) {
                return end > start ? end : end + units;
            }
            end += units;
        }
        return end;
    }

    private byte kind(int codePoint) {
        int flags = CharClass.of(codePoint);
        if ((flags & CharClass.SPACE) != 0) {
            return BLANK;
        }
        return (flags & aloneFlags) != 0 ? ALONE : LETTER;
    }
}
