package dev.mrc.answer;

import dev.mrc.tokenize.CharSpan;

/** Edges of words: between blanks, and between letters or digits and anything else. */
final class Words {
    private Words() {
    }

    /** Widened to the blanks on both sides, whatever other signs stand there. */
    static CharSpan around(String text, CharSpan span) {
        int start = span.start();
        while (start > 0 && !isBlank(text.charAt(start - 1))) {
            start--;
        }
        int end = span.end();
        while (end < text.length() && !isBlank(text.charAt(end))) {
            end++;
        }
        return new CharSpan(start, end);
    }

    /** Blanks of Unicode (no-break ones too), line ends and other controls: none needs a surrogate. */
    static boolean isBlank(char unit) {
        return Character.isWhitespace(unit) || Character.isSpaceChar(unit) || Character.isISOControl(unit);
    }

    /** No letter, digit or mark goes on at {@code index}. */
    static boolean endsAt(String text, int index) {
        return index == text.length() || !isPartOfWord(text.codePointAt(index));
    }

    /** No letter, digit or mark stands before {@code index}. */
    static boolean startsAt(String text, int index) {
        return index == 0 || !isPartOfWord(text.codePointBefore(index));
    }

    private static boolean isPartOfWord(int codePoint) {
        return Character.isLetterOrDigit(codePoint) || Character.getType(codePoint) == Character.NON_SPACING_MARK;
    }
}
