package dev.mrc.window;

import java.util.List;

/**
 * What a model says of one window that chooses spans itself instead of telling all logits ({@link WindowLogits}).
 *
 * @param best the best legal spans, which may overlap; equal scores by last piece, then by first
 * @param apart the best legal span, then the best that touches none taken before, and so on; a list shorter than
 *        {@link SpanModel.Description#spans()} is all there is
 * @param nullLogit sum of the logits of [CLS], "no answer in this window"
 */
public record WindowSpans(List<Span> best, List<Span> apart, float nullLogit) {
    /**
     * A span and its two logits, finite.
     *
     * @param first its first piece, counted in the passage
     * @param last its last piece
     */
    public record Span(int first, int last, float startLogit, float endLogit) {
        public float score() {
            return startLogit + endLogit;
        }
    }

    public WindowSpans {
        best = List.copyOf(best);
        apart = List.copyOf(apart);
    }
}
