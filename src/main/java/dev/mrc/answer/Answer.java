package dev.mrc.answer;

import java.util.List;

import dev.mrc.tokenize.CharSpan;

/**
 * A place of a passage that answers the question; its words are {@code span.in(passage)}. All places are UTF-16 units of the
 * passage as sent and cut no surrogate pair, jamo sequence or joined emoji.
 *
 * @param passage number of the passage, from 0
 * @param span the answer, never empty
 * @param score share of the softmax over the n-best spans of all windows and "no answer", 0 to 1
 * @param raw what the model marked, before the boundary was moved
 * @param occurrences where the same words stand in the passage, in order, this answer included
 * @param evidence how the answer came about
 */
public record Answer(int passage, CharSpan span, double score, CharSpan raw, List<CharSpan> occurrences, Evidence evidence) {
    public Answer {
        occurrences = List.copyOf(occurrences);
    }
}
