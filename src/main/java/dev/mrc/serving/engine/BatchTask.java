package dev.mrc.serving.engine;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.tensorflow.types.family.TType;

/**
 * A request's share of a batch.
 *
 * @param inputs its tensors, closed by whoever made them, once the result is there
 * @param rows their first dimension
 * @param came when it was made, by {@link System#nanoTime()}
 * @param deadline by the same clock
 * @param result what the caller waits for and closes
 */
record BatchTask(List<? extends TType> inputs, int rows, long came, long deadline, CompletableFuture<Outputs> result)
        implements
            BatchScheduler.Task {
    BatchTask(List<? extends TType> inputs, int rows, long deadline) {
        this(inputs, rows, System.nanoTime(), deadline, new CompletableFuture<>());
    }
}
