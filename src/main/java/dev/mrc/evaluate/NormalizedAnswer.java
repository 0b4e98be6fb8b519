package dev.mrc.evaluate;

import java.util.Locale;

/**
 * An answer as KorQuAD 1.0's {@code evaluate-v1.0.py} compares it. In this order: quotation marks and brackets of a fixed list
 * become a space, letters become small, ASCII punctuation goes, blanks of Unicode shrink to one space. No Unicode
 * normalisation: decomposed Hangul differs from composed. Python and Java agree on small letters but for a Greek sigma beside
 * a sign and letters newer than Java's Unicode.
 *
 * @param text what exact match compares
 * @param characters its code points without spaces, sorted: F1 is over a bag of characters, their order does not count
 */
record NormalizedAnswer(String text, int[] characters) {
    private static final String TO_SPACE = "'\"《》<>〈〉()‘’";
    private static final String DELETED = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

    static NormalizedAnswer of(String answer) {
        StringBuilder spaced = new StringBuilder(answer);
        for (int i = 0; i < spaced.length(); i++) {
            if (TO_SPACE.indexOf(spaced.charAt(i)) >= 0) {
                spaced.setCharAt(i, ' ');
            }
        }
        String text = words(spaced.toString().toLowerCase(Locale.ROOT));
        return new NormalizedAnswer(text, text.codePoints().filter(c -> c != ' ').sorted().toArray());
    }

    private static String words(String text) {
        StringBuilder words = new StringBuilder(text.length());
        boolean blank = false;
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (isBlank(unit)) {
                blank = true;
            } else if (DELETED.indexOf(unit) < 0) {
                if (blank && !words.isEmpty()) {
                    words.append(' ');
                }
                words.append(unit);
                blank = false;
            }
        }
        return words.toString();
    }

    /** What Python's {@code str.split()} splits at: no-break spaces too, which {@link Character#isWhitespace} leaves out. */
    private static boolean isBlank(char unit) {
        return Character.isSpaceChar(unit) || unit >= '\t' && unit <= '\r' || unit >= 0x1c && unit <= 0x1f || unit == 0x85;
    }

    boolean isSameAs(NormalizedAnswer other) {
        return text.equals(other.text);
    }

    /** Harmonic mean of precision and recall over characters; 0 where none is shared, also of two empty answers. */
    double f1(NormalizedAnswer gold) {
        int same = shared(gold);
        if (same == 0) {
            return 0;
        }
        double precision = (double) same / characters.length;
        double recall = (double) same / gold.characters.length;
        return 2 * precision * recall / (precision + recall);
    }

    private int shared(NormalizedAnswer other) {
        int shared = 0;
        int mine = 0;
        int theirs = 0;
        while (mine < characters.length && theirs < other.characters.length) {
            int order = Integer.compare(characters[mine], other.characters[theirs]);
            shared += order == 0 ? 1 : 0;
            mine += order <= 0 ? 1 : 0;
            theirs += order >= 0 ? 1 : 0;
        }
        return shared;
    }
}
