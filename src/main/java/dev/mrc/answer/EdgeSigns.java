package dev.mrc.answer;

import dev.mrc.tokenize.CharSpan;

/** Drops signs at the edges of an answer that belong to the sentence: blanks, a comma, a quotation mark without its partner. */
final class EdgeSigns {
    private static final String PAUSES = ",;:?!·…、。，";
    private static final String OPENING = "([{<「『《〈“‘【";
    private static final String CLOSING = ")]}>」』》〉”’】";
    /** Marks that open and close alike. */
    private static final String STRAIGHT = "\"'";

    private EdgeSigns() {
    }

    /** The same span if nothing would be left. */
    static CharSpan drop(String text, CharSpan span) {
        int start = span.start();
        int end = span.end();
        boolean moved = true;
        while (moved && start < end) {
            if (isLoose(text, start, end, start) || text.charAt(start) != '.' && isPause(text, start, end, start)) {
                start++;
            } else if (isLoose(text, start, end, end - 1) || isPause(text, start, end, end - 1)) {
                end--;
            } else {
                moved = false;
            }
        }
        return start >= end || start == span.start() && end == span.end() ? span : new CharSpan(start, end);
    }

    private static boolean isPause(String text, int start, int end, int at) {
        char sign = text.charAt(at);
        return Words.isBlank(sign) || PAUSES.indexOf(sign) >= 0 || sign == '.' && !isAbbreviation(text, start, at);
    }

    /** {@code U.S.} keeps its last full stop: a Latin letter before it, and another full stop. */
    private static boolean isAbbreviation(String text, int start, int at) {
        return at > start && text.charAt(at - 1) < 0x250 && Character.isLetter(text.charAt(at - 1))
                && text.lastIndexOf('.', at - 1) >= start;
    }

    /** A bracket or quotation mark whose partner is not between {@code start} and {@code end}. */
    private static boolean isLoose(String text, int start, int end, int at) {
        char sign = text.charAt(at);
        if (STRAIGHT.indexOf(sign) >= 0) {
            return count(text, start, end, sign) % 2 == 1;
        }
        int opening = OPENING.indexOf(sign);
        int closing = CLOSING.indexOf(sign);
        if (opening < 0 && closing < 0) {
            return false;
        }
        int kind = Math.max(opening, closing);
        int opened = count(text, start, end, OPENING.charAt(kind));
        int closed = count(text, start, end, CLOSING.charAt(kind));
        return opening >= 0 ? opened > closed : closed > opened;
    }

    private static int count(String text, int start, int end, char sign) {
        int count = 0;
        for (int i = start; i < end; i++) {
            count += text.charAt(i) == sign ? 1 : 0;
        }
        return count;
    }
}
