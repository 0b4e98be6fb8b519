package dev.mrc.serving.engine;

import java.time.Duration;
import java.util.Optional;

/**
 * How the REST port behaves beyond what requests say.
 *
 * @param cors whether scripts of other origins may read the answers
 * @param timeout how long the model may take for one request, not counting the wait for a thread; then 504. 0 = no limit
 * @param threads requests that are worked on at once; the others wait
 * @param batching how requests of different callers are joined; empty = not at all
 * @param monitoring whether there is a page of metrics
 */
public record RestSettings(Cors cors, Duration timeout, int threads, Optional<BatchingSettings> batching,
        Monitoring monitoring) {
    /** As TensorFlow Serving starts without flags. */
    public static final RestSettings DEFAULT = new RestSettings(Cors.NONE, Duration.ofSeconds(30));

    public RestSettings {
        if (timeout.isNegative()) {
            throw new IllegalArgumentException("The timeout is %s: it must not be negative; 0 is no limit".formatted(timeout));
        }
        if (threads < 1) {
            throw new IllegalArgumentException("The number of threads is %d: it must be 1 or more".formatted(threads));
        }
    }

    /** Without batching, and with as many threads as cores: a native call holds its thread, so more would only take turns. */
    public RestSettings(Cors cors, Duration timeout, Monitoring monitoring) {
        this(cors, timeout, Runtime.getRuntime().availableProcessors(), Optional.empty(), monitoring);
    }

    /** The same without metrics. */
    public RestSettings(Cors cors, Duration timeout) {
        this(cors, timeout, Monitoring.OFF);
    }

    /** The same with batching. Requests hold a thread while their batch fills: there should be two for each row of a batch. */
    public RestSettings batching(BatchingSettings settings, int restThreads) {
        return new RestSettings(cors, timeout, restThreads, Optional.of(settings), monitoring);
    }
}
