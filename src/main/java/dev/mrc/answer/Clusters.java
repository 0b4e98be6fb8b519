package dev.mrc.answer;

import dev.mrc.tokenize.CharSpan;

/**
 * What a reader takes for one character: a surrogate pair, a syllable of conjoining jamo, a letter with its marks, an
 * emoji with its modifiers or joined to others, a flag, CR with LF. After the extended grapheme clusters of
 * <a href="https://www.unicode.org/reports/tr29/">UAX #29</a>, reduced to what passages hold; {@code BreakIterator} of JDK 17
 * knows no joined emoji.
 */
final class Clusters {
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    private Clusters() {
    }

    /** The least span of whole clusters that holds {@code span}. */
    static CharSpan around(String text, CharSpan span) {
        int start = before(text, span.start());
        int end = after(text, span.end());
        return start == span.start() && end == span.end() ? span : new CharSpan(start, end);
    }

    /** The last boundary at or before {@code index}. */
    static int before(String text, int index) {
        int at = index;
        while (!isBoundary(text, at)) {
            at--;
        }
        return at;
    }

    /** The first boundary at or after {@code index}. */
    static int after(String text, int index) {
        int at = index;
        while (!isBoundary(text, at)) {
            at++;
        }
        return at;
    }

    static boolean isBoundary(String text, int index) {
        if (index <= 0 || index >= text.length()) {
            return true;
        }
        char left = text.charAt(index - 1);
        char right = text.charAt(index);
        if (left < 0x300 && right < 0x300) {
            return left != '\r' || right != '\n';
        }
        if (isSyllable(left) && isSyllable(right)) {
            return true;
        }
        if (Character.isHighSurrogate(left) && Character.isLowSurrogate(right)) {
            return false;
        }
        return !joins(text, index, text.codePointBefore(index), text.codePointAt(index));
    }

    private static boolean joins(String text, int index, int left, int right) {
        if (isControl(left)) {
            return false;
        }
        return isExtender(right) || joinsHangul(left, right)
                || left == ZERO_WIDTH_JOINER && isPicture(right) && isPicture(baseBefore(text, index))
                || isFlagLetter(left) && isFlagLetter(right) && flagLettersBefore(text, index) % 2 == 1;
    }

    private static boolean isControl(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            case Character.FORMAT -> !isExtender(codePoint);
            default -> false;
        };
    }

    private static boolean isExtender(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK -> true;
            default -> codePoint == ZERO_WIDTH_JOINER || codePoint == ZERO_WIDTH_JOINER - 1
                    || codePoint >= 0x1F3FB && codePoint <= 0x1F3FF || codePoint >= 0xE0020 && codePoint <= 0xE007F;
        };
    }

    private static boolean isPicture(int codePoint) {
        return Character.getType(codePoint) == Character.OTHER_SYMBOL && !isFlagLetter(codePoint);
    }

    /** The character that a run of marks and joiners before {@code index} belongs to. */
    private static int baseBefore(String text, int index) {
        int at = index;
        int base = ZERO_WIDTH_JOINER;
        while (at > 0 && isExtender(base)) {
            base = text.codePointBefore(at);
            at -= Character.charCount(base);
        }
        return base;
    }

    /** Leading, vowel and trailing jamo in this order make one syllable; a syllable without a final takes one. */
    private static boolean joinsHangul(int left, int right) {
        if (isLeading(left)) {
            return isLeading(right) || isVowel(right) || isSyllable(right);
        }
        if (isVowel(left) || isSyllable(left) && (left - 0xAC00) % 28 == 0) {
            return isVowel(right) || isTrailing(right);
        }
        return (isTrailing(left) || isSyllable(left)) && isTrailing(right);
    }

    private static boolean isSyllable(int codePoint) {
        return codePoint >= 0xAC00 && codePoint <= 0xD7A3;
    }

    private static boolean isLeading(int codePoint) {
        return codePoint >= 0x1100 && codePoint <= 0x115F || codePoint >= 0xA960 && codePoint <= 0xA97C;
    }

    private static boolean isVowel(int codePoint) {
        return codePoint >= 0x1160 && codePoint <= 0x11A7 || codePoint >= 0xD7B0 && codePoint <= 0xD7C6;
    }

    private static boolean isTrailing(int codePoint) {
        return codePoint >= 0x11A8 && codePoint <= 0x11FF || codePoint >= 0xD7CB && codePoint <= 0xD7FB;
    }

    private static boolean isFlagLetter(int codePoint) {
        return codePoint >= 0x1F1E6 && codePoint <= 0x1F1FF;
    }

    private static int flagLettersBefore(String text, int index) {
        int count = 0;
        for (int at = index; at >= 2 && isFlagLetter(text.codePointBefore(at)); at -= 2) {
            count++;
        }
        return count;
    }
}
