package dev.mrc.serving.client;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Which predict server to call, and how hard. */
@ConfigMapping(prefix = "mrc.serving")
public interface ServingConfig {
    /** REST base of TensorFlow Serving, such as {@code http://tensorflow-serving:8501}; unset: the embedded engine's. */
    Optional<URI> url();

    /** Name the model is served under. */
    @WithDefault("bert")
    String model();

    /** Signature to call. */
    @WithDefault("serving_default")
    String signature();

    /**
     * Whether a model whose export has the signature {@code answer_spans} is asked by that: the same answers from a sixth of
     * the bytes. Only together with the usual {@link #signature()}.
     */
    @WithDefault("true")
    boolean answerSpans();

    /** Version label to call, such as {@code stable}; unset: the highest version that is loaded. */
    Optional<String> versionLabel();

    /** Version to call; unset: the label's or the highest. Not together with a label. */
    OptionalLong version();

    /** Longest wait for the logits of one request, time in the queue included. */
    @WithDefault("10s")
    Duration timeout();

    /** Windows in one call; at most TensorFlow Serving's {@code max_batch_size}. */
    @WithDefault("32")
    @Min(1)
    int maxBatchSize();

    /** Windows being computed at once, over all requests; at least one full call. */
    @WithDefault("64")
    @Min(1)
    int maxInFlight();

    /** Windows that may wait for their turn, over all requests; a request that would be over it is refused at once. */
    @WithDefault("128")
    @Min(0)
    int maxWaiting();

    /** How often a call that failed on the way, or was refused for load, is sent again; 0 = never. */
    @WithDefault("2")
    @Min(0)
    @Max(10)
    int retries();

    /** How long no calls are made once most of the last ones failed. */
    @WithDefault("1s")
    Duration pause();
}
