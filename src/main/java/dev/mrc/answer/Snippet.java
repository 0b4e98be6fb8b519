package dev.mrc.answer;

import dev.mrc.tokenize.CharSpan;

/**
 * The words around an answer. Offsets are UTF-16 units.
 *
 * @param text a part of the passage, unchanged
 * @param start where {@code text} begins in the passage
 * @param answerStart where the answer begins in {@code text}: {@code text.substring(answerStart, answerEnd)} is the answer
 * @param answerEnd one past the answer's last unit in {@code text}
 */
public record Snippet(String text, int start, int answerStart, int answerEnd) {
    /**
     * At most {@code chars} units on each side of {@code answer}. Where the cut falls inside a word, the word is left
     * out, unless that costs more than half of the side; a cluster is never cut.
     */
    public static Snippet around(String passage, CharSpan answer, int chars) {
        if (chars < 0) {
            throw new IllegalArgumentException("A snippet cannot show %d units beside the answer".formatted(chars));
        }
        int start = start(passage, answer.start(), chars);
        int end = end(passage, answer.end(), chars);
        return new Snippet(passage.substring(start, end), start, answer.start() - start, answer.end() - start);
    }

    private static int start(String passage, int answer, int chars) {
        int edge = answer - chars;
        if (edge <= 0) {
            return 0;
        }
        for (int at = edge; at <= edge + chars / 2; at++) {
            if (Words.isBlank(passage.charAt(at - 1)) && !Words.isBlank(passage.charAt(at))
                    && Clusters.isBoundary(passage, at)) {
                return at;
            }
        }
        return Math.min(Clusters.after(passage, edge), answer);
    }

    private static int end(String passage, int answer, int chars) {
        if (passage.length() - answer <= chars) {
            return passage.length();
        }
        int edge = answer + chars;
        for (int at = edge; at >= edge - chars / 2 && at > 0; at--) {
            if (Words.isBlank(passage.charAt(at)) && !Words.isBlank(passage.charAt(at - 1))
                    && Clusters.isBoundary(passage, at)) {
                return at;
            }
        }
        return Math.max(Clusters.before(passage, edge), answer);
    }
}
