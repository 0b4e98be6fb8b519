package dev.mrc.serving.engine;

import java.time.Duration;

/**
 * How versions come and go.
 *
 * @param poll how often the base paths are looked at; 0 = once, at the start; negative = never
 * @param retries how often a version that cannot be loaded is tried again
 * @param retryAfter the time between two tries
 * @param warmUp whether the requests in a version's {@code assets.extra/tf_serving_warmup_requests} are run before it is
 *        available
 * @param labelsInAdvance whether a new label may point to a version that is not available yet
 */
public record LoadSettings(Duration poll, int retries, Duration retryAfter, boolean warmUp, boolean labelsInAdvance) {
    /** As TensorFlow Serving starts without flags, but without its retries: what is wrong on a disk stays wrong. */
    public static final LoadSettings DEFAULT = new LoadSettings(Duration.ofSeconds(1), 0, Duration.ofMinutes(1), true, false);

    public LoadSettings {
        if (retries < 0) {
            throw new IllegalArgumentException("The number of retries is %d: it must not be negative".formatted(retries));
        }
    }

    /** The same with another polling time. */
    public LoadSettings polling(Duration time) {
        return new LoadSettings(time, retries, retryAfter, warmUp, labelsInAdvance);
    }
}
