package dev.mrc.serving.client;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the model says of one request's windows while its calls are under way; complete with the last of them, failed with the
 * first that fails.
 *
 * @param <T> what it says of a window
 */
final class Prediction<T> {
    private final CompletableFuture<List<T>> result = new CompletableFuture<>();
    private final List<T> windows;
    private final AtomicInteger missing;

    Prediction(int count) {
        this.windows = new ArrayList<>(Collections.nCopies(count, null));
        this.missing = new AtomicInteger(count);
    }

    CompletableFuture<List<T>> result() {
        return result;
    }

    /** The counter publishes what each thread has written to whichever counts down last. */
    void deliver(int first, List<T> part) {
        for (int i = 0; i < part.size(); i++) {
            windows.set(first + i, part.get(i));
        }
        if (missing.addAndGet(-part.size()) == 0) {
            result.complete(windows);
        }
    }

    void fail(Throwable failure) {
        result.completeExceptionally(failure);
    }
}
