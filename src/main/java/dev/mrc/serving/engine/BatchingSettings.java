package dev.mrc.serving.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/**
 * How requests are gathered into batches: TensorFlow Serving's {@code BatchingParameters}.
 *
 * @param maxBatchSize most rows in a batch, and in a request
 * @param timeoutMicros longest time a row waits for company
 * @param threads batches that run at once
 * @param maxEnqueuedBatches batches that wait for a thread, a signature; beyond, requests are answered 503
 * @param allowedSizes a batch is padded to the next of these; empty for no padding
 * @param padVariableLengths whether rows of different shapes are padded to the largest instead of being refused
 * @param splitAt rows that run at once when larger requests are split; the same as {@code maxBatchSize} when they are not
 * @param poolName how metrics call the threads
 * @see <a href="https://github.com/tensorflow/serving/blob/master/tensorflow_serving/batching/README.md">the guide</a>
 */
public record BatchingSettings(int maxBatchSize, long timeoutMicros, int threads, int maxEnqueuedBatches,
        List<Integer> allowedSizes, boolean padVariableLengths, int splitAt, String poolName) {

    /** What TensorFlow Serving does with {@code --enable_batching} and no file. */
    public static final BatchingSettings DEFAULT = new BatchingSettings(1000, 0, Runtime.getRuntime().availableProcessors(), 10,
            List.of(), false, 1000, "model_server_batch_threads");

    public BatchingSettings {
        allowedSizes = List.copyOf(allowedSizes);
    }

    /**
     * Reads a {@code --batching_parameters_file}.
     *
     * @throws IOException if it cannot be read or is no BatchingParameters; names file and fault
     */
    public static BatchingSettings read(Path file) throws IOException {
        try {
            TextProto.Message text = TextProto.parse(Files.readString(file)).only("max_batch_size", "batch_timeout_micros",
                    "num_batch_threads", "max_enqueued_batches", "allowed_batch_sizes", "pad_variable_length_inputs",
                    "enable_large_batch_splitting", "max_execution_batch_size", "thread_pool_name");
            int max = positive(text, "max_batch_size", DEFAULT.maxBatchSize());
            boolean split = text.message("enable_large_batch_splitting").flatMap(value -> value.only("value").flag("value"))
                    .orElse(false);
            return new BatchingSettings(max, wrapped(text, "batch_timeout_micros").orElse(0),
                    positive(text, "num_batch_threads", DEFAULT.threads()),
                    positive(text, "max_enqueued_batches", DEFAULT.maxEnqueuedBatches()),
                    text.numbers("allowed_batch_sizes").stream().map(Math::toIntExact).toList(),
                    text.flag("pad_variable_length_inputs").orElse(false),
                    split ? Math.min(max, positive(text, "max_execution_batch_size", max)) : max,
                    text.message("thread_pool_name").flatMap(value -> value.only("value").text("value"))
                            .orElse("batch_threads"));
        } catch (StatusException | ArithmeticException e) {
            throw new IOException("%s is no BatchingParameters: %s".formatted(file, e.getMessage()), e);
        }
    }

    /** A number in a message of its own, as protobuf wraps what may be absent. */
    private static OptionalLong wrapped(TextProto.Message text, String name) {
        return text.message(name).map(value -> value.only("value").number("value")).orElseGet(OptionalLong::empty);
    }

    private static int positive(TextProto.Message text, String name, int otherwise) {
        long value = wrapped(text, name).orElse(otherwise);
        if (value < 1 || value > Integer.MAX_VALUE) {
            throw StatusException.invalid("%s is %d, it must be 1 or more".formatted(name, value));
        }
        return (int) value;
    }

    /** @throws StatusException if no model can be served with these */
    void check() {
        if (!allowedSizes.isEmpty() && allowedSizes.get(allowedSizes.size() - 1) != maxBatchSize) {
            throw StatusException.invalid("Last entry in allowed_batch_sizes must equal max_batch_size; last: %d, expected: %d"
                    .formatted(allowedSizes.get(allowedSizes.size() - 1), maxBatchSize));
        }
    }

    /** The size that a batch of {@code rows} rows runs with. */
    int padded(int rows) {
        return allowedSizes.stream().filter(size -> size >= rows).findFirst().orElse(rows);
    }
}
