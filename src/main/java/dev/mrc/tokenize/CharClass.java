package dev.mrc.tokenize;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * What kind of character a code point is, as flags. Lists of {@code characters.txt}, so that the same text gives the same
 * pieces on every JDK; decomposition and Hangul come from the JDK and from arithmetic.
 */
final class CharClass {
    static final int SPACE = 1;
    /** A word of its own. */
    static final int PUNCTUATION = 1 << 1;
    /** An ideograph: a word of its own. Ranges of BERT's {@code _is_chinese_char}, Hangul and kana are not in them. */
    static final int IDEOGRAPH = 1 << 2;
    /** Control, format, private use, NUL and U+FFFD: taken out before anything else looks. */
    static final int DROPPED = 1 << 3;
    /** Non-spacing mark: taken out where accents are stripped. */
    static final int MARK = 1 << 4;
    /** Has a canonical combining class: may change places with its neighbours. */
    static final int REORDERED = 1 << 5;
    /** May be changed by composition, alone or with its neighbours: marks, conjoining jamo, a few like U+212B. */
    static final int COMPOSED = 1 << 6;

    private static final int PAGE = 256;
    /** No character beyond is a mark that composes, or has a decomposition. */
    private static final int LAST_WITH_FORMS = 0x2FFFF;
    private static final byte[] PLAIN = new byte[PAGE];
    private static final byte[][] PAGES = new byte[(Character.MAX_CODE_POINT + 1) / PAGE][];
    private static final Map<Integer, Integer> ORDERS = new HashMap<>();
    private static final Map<Integer, Integer> LOWER = new HashMap<>();

    static {
        Arrays.fill(PAGES, PLAIN);
        read();
        int[] ideographs = { 0x3400, 0x4DBF, 0x4E00, 0x9FFF, 0xF900, 0xFAFF, 0x20000, 0x2A6DF, 0x2A700, 0x2B73F, 0x2B740,
                0x2B81F, 0x2B920, 0x2CEAF, 0x2F800, 0x2FA1F };
        for (int i = 0; i < ideographs.length; i += 2) {
            flag(ideographs[i], ideographs[i + 1], IDEOGRAPH);
        }
        for (int c = 0; c <= LAST_WITH_FORMS; c++) {
            if (Decomposition.changesComposed(c) || Jamo.isConjoining(c) || extendsCluster(c)) {
                flag(c, c, COMPOSED);
            }
        }
    }

    private CharClass() {
    }

    static int of(int codePoint) {
        return PAGES[codePoint / PAGE][codePoint % PAGE];
    }

    /** Canonical combining class, 0 for most. */
    static int order(int codePoint) {
        return (of(codePoint) & REORDERED) == 0 ? 0 : ORDERS.get(codePoint);
    }

    /**
     * Simple lower case, without context. The one character with a longer form, U+0130, is {@link Normalization}'s affair.
     */
    static int lower(int codePoint) {
        int lower = Character.toLowerCase(codePoint);
        return lower != codePoint ? lower : LOWER.getOrDefault(codePoint, codePoint);
    }

    /** Whether {@code codePoint} stays with the character before it when text is composed. */
    static boolean extendsCluster(int codePoint) {
        int type = Character.getType(codePoint);
        // U+11930 composes from Unicode 13 on, which is newer than the reference.
        return (type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK) && codePoint != 0x11930;
    }

    private static void flag(int first, int last, int flag) {
        for (int c = first; c <= last; c++) {
            if (PAGES[c / PAGE] == PLAIN) {
                PAGES[c / PAGE] = new byte[PAGE];
            }
            PAGES[c / PAGE][c % PAGE] |= (byte) flag;
        }
    }

    private static void read() {
        try (InputStream file = CharClass.class.getResourceAsStream("characters.txt")) {
            new String(file.readAllBytes(), StandardCharsets.US_ASCII).lines().filter(line -> !line.startsWith("#"))
                    .forEach(line -> readLine(line.split(" ")));
        } catch (IOException e) {
            throw new UncheckedIOException("The jar is damaged: characters.txt", e);
        }
    }

    private static void readLine(String[] words) {
        boolean ordered = words[0].equals("order");
        for (int i = ordered ? 2 : 1; i < words.length; i++) {
            String[] ends = words[i].split("[->]");
            int first = Integer.parseInt(ends[0], 16);
            int last = Integer.parseInt(ends[ends.length - 1], 16);
            switch (words[0]) {
                case "drop" -> flag(first, last, DROPPED);
                case "space" -> flag(first, last, SPACE);
                case "punctuation" -> flag(first, last, PUNCTUATION);
                case "mark" -> flag(first, last, MARK);
                case "lower" -> LOWER.put(first, last);
                case "order" -> {
                    flag(first, last, REORDERED);
                    for (int c = first; c <= last; c++) {
                        ORDERS.put(c, Integer.parseInt(words[1]));
                    }
                }
                default -> throw new IllegalStateException("characters.txt: " + words[0] + ". This is a bug.");
            }
        }
    }
}
