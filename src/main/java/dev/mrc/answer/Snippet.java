package dev.mrc.answer;

import dev.mrc.tokenize.CharSpan;

/**
 * The words around an answer. Offsets are UTF-16 units.
 *
 * @param text a piece of the passage, unchanged
 * @param start where {@code text} begins in the passage
 * @param answerStart where the answer begins in {@code text}: {@code text.substring(answerStart, answerEnd)} is the answer
 * @param answerEnd one past the answer's last unit in {@code text}
 */
public record Snippet(String text, int start, int answerStart, int answerEnd) {
    /** At most {@code chars} units on each side of {@code answer}, whole words where possible, never part of a cluster. */
    public static Snippet around(String passage, CharSpan answer, int chars) {
        int start = Math.max(0, answer.start() - chars);
        int end = Math.min(passage.length(), answer.end() + chars);
        return new Snippet(passage.substring(start, end), start, answer.start() - start, answer.end() - start);
    }
}
