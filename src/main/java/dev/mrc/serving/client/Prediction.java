package dev.mrc.serving.client;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import dev.mrc.window.WindowLogits;

/** One request's logits while its calls are under way; complete with the last of them, failed with the first that fails. */
final class Prediction {
    private final CompletableFuture<List<WindowLogits>> result = new CompletableFuture<>();
    private final WindowLogits[] logits;
    private final AtomicInteger missing;

    Prediction(int windows) {
        this.logits = new WindowLogits[windows];
        this.missing = new AtomicInteger(windows);
    }

    CompletableFuture<List<WindowLogits>> result() {
        return result;
    }

    /** The counter publishes what each thread has written to whichever counts down last. */
    void deliver(int first, List<WindowLogits> part) {
        for (int i = 0; i < part.size(); i++) {
            logits[first + i] = part.get(i);
        }
        if (missing.addAndGet(-part.size()) == 0) {
            result.complete(Arrays.asList(logits));
        }
    }

    void fail(Throwable failure) {
        result.completeExceptionally(failure);
    }
}
