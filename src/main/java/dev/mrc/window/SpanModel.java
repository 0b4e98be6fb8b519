package dev.mrc.window;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** The seam to the model: windows in, logits out. No HTTP, JSON or tensor type shows here. */
@FunctionalInterface
public interface SpanModel {
    /**
     * Runs the model on all windows of one request.
     *
     * @param windows in the order the logits are wanted; may be empty
     * @return one entry a window, in the same order; completes exceptionally with the named failures of {@code dev.mrc.error}
     *         (model unavailable, overloaded, too slow, or answering nonsense)
     */
    CompletionStage<List<WindowLogits>> predict(List<Window> windows);
}
