package dev.mrc.tokenize;

import java.util.Arrays;

/**
 * What Hugging Face's {@code BertNormalizer} does, in its order: drop, blanks, ideographs apart, NFD without marks, lower case;
 * before it the service's own composition. One pass; every character keeps its place in the text as sent.
 */
final class Normalization {
    private static final int CAPITAL_I_WITH_DOT = 0x130;
    private static final int DOT_ABOVE = 0x307;

    private final TokenizerOptions options;
    private final NormalizedText out;
    private final Reordering reordering = new Reordering();

    private Normalization(TokenizerOptions options, NormalizedText out) {
        this.options = options;
        this.out = out;
    }

    static void normalize(String text, TokenizerOptions options, NormalizedText out) {
        out.clear();
        new Normalization(options, out).run(text);
    }

    private void run(String text) {
        for (int i = 0; i < text.length();) {
            int c = text.codePointAt(i);
            int end = options.compose() ? clusterEnd(text, i) : i + Character.charCount(c);
            if (end == i + Character.charCount(c) && (!options.compose() || !Decomposition.changesComposed(c))) {
                clean(c, i, end);
            } else {
                compose(text, i, end);
            }
            i = end;
        }
        if (options.stripAccents()) {
            reordering.flush(this::unaccented);
        }
    }

    private static int clusterEnd(String text, int start) {
        int last = text.codePointAt(start);
        int end = start + Character.charCount(last);
        while (end < text.length()) {
            int next = text.codePointAt(end);
            if ((CharClass.of(next) & CharClass.COMPOSED) == 0 && !Jamo.joins(last, next)
                    || !CharClass.extendsCluster(next) && !Jamo.joins(last, next)) {
                break;
            }
            last = next;
            end += Character.charCount(next);
        }
        return end;
    }

    private void compose(String text, int start, int end) {
        int[] cluster = text.substring(start, end).codePoints().toArray();
        int[] composed = Composition.compose(cluster);
        boolean whole = composed != cluster || Arrays.stream(cluster).anyMatch(Jamo::isConjoining);
        int at = start;
        for (int c : composed) {
            int next = at + Character.charCount(c);
            clean(c, whole ? start : at, whole ? end : next);
            at = next;
        }
    }

    private void clean(int c, int start, int end) {
        int flags = CharClass.of(c);
        if ((flags & CharClass.DROPPED) != 0) {
            return;
        }
        if ((flags & CharClass.SPACE) != 0) {
            decompose(' ', start, end);
        } else if ((flags & CharClass.IDEOGRAPH) != 0 && options.chineseCharacters()) {
            decompose(' ', start, end);
            decompose(c, start, end);
            decompose(' ', start, end);
        } else {
            decompose(c, start, end);
        }
    }

    private void decompose(int c, int start, int end) {
        if (!options.stripAccents()) {
            lower(c, start, end);
            return;
        }
        int[] parts = Jamo.isSyllable(c) ? Jamo.parts(c) : Decomposition.of(c);
        if (CharClass.order(parts == null ? c : parts[0]) == 0) {
            reordering.flush(this::unaccented);
        }
        reordering.place(start, end);
        if (parts == null) {
            reordering.add(c, true);
        } else {
            for (int i = 0; i < parts.length; i++) {
                reordering.add(parts[i], i == 0);
            }
        }
    }

    private void unaccented(int c, int start, int end) {
        if ((CharClass.of(c) & CharClass.MARK) == 0) {
            lower(c, start, end);
        }
    }

    private void lower(int c, int start, int end) {
        if (!options.lowerCase()) {
            out.append(c, start, end);
        } else if (c == CAPITAL_I_WITH_DOT) {
            out.append('i', start, end);
            out.append(DOT_ABOVE, start, end);
        } else {
            out.append(CharClass.lower(c), start, end);
        }
    }
}
