package dev.mrc.window;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The seam to the model: windows in, logits out. No HTTP, JSON or tensor type shows here. */
@FunctionalInterface
public interface SpanModel {
    /**
     * Runs the model on all windows of one request.
     *
     * @param windows in the order the logits are wanted; may be empty
     * @return one entry a window, in the same order; completes exceptionally with the named failures of {@code dev.mrc.error}
     *         (model unavailable, overloaded, too slow, answering nonsense, or changed into one that takes other windows than
     *         {@link #describe} said)
     */
    CompletionStage<List<WindowLogits>> predict(List<Window> windows);

    /**
     * The same for a caller who waits only so long. A request that cannot be done in time may be refused at once; when
     * the caller gives up, it cancels the result.
     */
    default CompletionStage<List<WindowLogits>> predict(List<Window> windows, Duration patience) {
        return predict(windows);
    }

    /**
     * The spans that a model chooses itself, a few numbers a window instead of all logits. Only where {@link #describe} says
     * that it does; fails as {@link #predict} does.
     *
     * @return one entry a window, in the same order
     */
    default CompletionStage<List<WindowSpans>> spans(List<Window> windows, SpanLimits limits, Duration patience) {
        return CompletableFuture.failedFuture(new UnsupportedOperationException("This model tells logits. This is a bug."));
    }

    /** Which model answers; fails as {@link #predict} does while there is none. */
    default CompletionStage<Description> describe() {
        return CompletableFuture.completedFuture(new Description("model", "0", OptionalInt.empty()));
    }

    /**
     * The model that answers.
     *
     * @param name under which it is served
     * @param version a decimal number
     * @param fixedLength the one length its input takes, if it takes but one
     * @param vocabulary SHA-256 of the vocabulary it was trained with, in hexadecimal, if it says
     * @param spans how many spans a window it chooses itself, of the best and of the best apart each; 0 if it tells logits
     *        alone
     */
    record Description(String name, String version, OptionalInt fixedLength, Optional<String> vocabulary, int spans) {
        public Description(String name, String version, OptionalInt fixedLength) {
            this(name, version, fixedLength, Optional.empty(), 0);
        }
    }
}
