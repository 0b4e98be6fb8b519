package dev.mrc.answer;

/**
 * The Hangul syllables at the end of a span, read backwards and composed, whether the text holds them whole or as conjoining
 * jamo; each knows where it begins.
 */
final class Syllables {
    private static final int MOST = 12;

    /** Syllable 0 is the last one. */
    private final char[] composed = new char[MOST];
    private final int[] starts = new int[MOST];
    private int size;

    /** Reads back from {@code end} to the first unit that is no syllable, at most to {@code start}. */
    static Syllables before(String text, int start, int end) {
        Syllables syllables = new Syllables();
        int at = end;
        while (at > start && syllables.size < MOST) {
            at = syllables.read(text, start, at);
            if (at < 0) {
                break;
            }
        }
        return syllables;
    }

    /** Where the syllable that ends at {@code end} begins; -1 if none does. */
    private int read(String text, int start, int end) {
        char unit = text.charAt(end - 1);
        if (unit >= 0xAC00 && unit <= 0xD7A3) {
            return push(unit, end - 1);
        }
        int at = end - 1;
        int trailing = 0;
        if (unit > 0x11A7 && unit <= 0x11C2) {
            trailing = unit - 0x11A7;
            at--;
        }
        if (trailing > 0 && at >= start && isOpen(text.charAt(at))) {
            return push((char) (text.charAt(at) + trailing), at);
        }
        if (at - 1 < start) {
            return -1;
        }
        int vowel = text.charAt(at) - 0x1161;
        int leading = text.charAt(at - 1) - 0x1100;
        if (vowel < 0 || vowel >= 21 || leading < 0 || leading >= 19) {
            return -1;
        }
        return push((char) (0xAC00 + (leading * 21 + vowel) * 28 + trailing), at - 1);
    }

    private static boolean isOpen(char unit) {
        return unit >= 0xAC00 && unit <= 0xD7A3 && (unit - 0xAC00) % 28 == 0;
    }

    private int push(char syllable, int start) {
        composed[size] = syllable;
        starts[size++] = start;
        return start;
    }

    int size() {
        return size;
    }

    /** First UTF-16 unit of the last {@code count} syllables. */
    int start(int count) {
        return starts[count - 1];
    }

    /** The syllable with {@code index} others after it. */
    char at(int index) {
        return composed[index];
    }

    /** The last {@code count} syllables without the last {@code skipped}, in reading order. */
    String text(int count, int skipped) {
        StringBuilder text = new StringBuilder(count);
        for (int i = count - 1; i >= skipped; i--) {
            text.append(composed[i]);
        }
        return text.toString();
    }
}
