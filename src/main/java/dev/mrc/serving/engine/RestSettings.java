package dev.mrc.serving.engine;

import java.time.Duration;

/**
 * How the REST port behaves beyond what requests say.
 *
 * @param cors whether scripts of other origins may read the answers
 * @param timeout how long the model may take for one request, not counting the wait for a thread; then 504. 0 = no limit
 * @param monitoring whether there is a page of metrics
 */
public record RestSettings(Cors cors, Duration timeout, Monitoring monitoring) {
    /** As TensorFlow Serving starts without flags. */
    public static final RestSettings DEFAULT = new RestSettings(Cors.NONE, Duration.ofSeconds(30));

    /** Without metrics. */
    public RestSettings(Cors cors, Duration timeout) {
        this(cors, timeout, Monitoring.OFF);
    }

    public RestSettings {
        if (timeout.isNegative()) {
            throw new IllegalArgumentException("The timeout is %s: it must not be negative; 0 is no limit".formatted(timeout));
        }
    }
}
