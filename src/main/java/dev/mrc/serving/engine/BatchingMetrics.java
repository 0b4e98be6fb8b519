package dev.mrc.serving.engine;

import java.util.List;

/** What TensorFlow Serving counts while it batches. Thread-safe. */
final class BatchingMetrics {
    private static final String PREFIX = "/tensorflow/serving/batching_session/";

    private final MetricFamily<Metric.Histogram> queuing = MetricFamily.histogram(PREFIX + "queuing_latency", Buckets.QUEUE,
            "thread_pool_name");
    private final MetricFamily<Metric.Counter> runs = MetricFamily.counter(PREFIX + "wrapped_run_count");
    private final MetricFamily<Metric.Histogram> inputs = MetricFamily.histogram(PREFIX + "input_batch_size", Buckets.ROWS);
    private final MetricFamily<Metric.Histogram> processed = MetricFamily.histogram(PREFIX + "processed_batch_size",
            Buckets.ROWS);
    private final MetricFamily<Metric.Histogram> padding = MetricFamily.histogram(PREFIX + "padding_size", Buckets.ROWS,
            "execution_batch_size");

    BatchingMetrics() {
        runs.with(); // is there from the start, with 0
    }

    /** A request came to the queue with so many rows. */
    void came(int rows) {
        inputs.with().add(rows);
    }

    /** A request left the queue, to be run. */
    void left(String threadPool, long waitedNanos) {
        queuing.with(threadPool).add(waitedNanos / 1000);
    }

    /**
     * A batch is run.
     *
     * @param rows those of its requests
     * @param executed those and the padding
     */
    void runs(int rows, int executed) {
        runs.with().add(1);
        processed.with().add(executed);
        padding.with(Integer.toString(executed)).add(executed - rows);
    }

    List<MetricFamily<?>> families() {
        return List.of(queuing, runs, inputs, processed, padding);
    }
}
