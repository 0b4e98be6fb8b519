package dev.mrc.reading;

import java.time.Duration;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How passages are read. */
@ConfigMapping(prefix = "mrc.reading")
public interface ReadingConfig {
    /** [CLS] before the question, [SEP] after it and after the passage. */
    int SPECIAL_TOKENS = 3;
    /** Fewest pieces of a passage that a window must have room for beside the question. */
    int LEAST_SLICE = 64;

    /** Longest input of the model in pieces, the question and three special pieces included. */
    @WithDefault("384")
    @Min(128)
    @Max(4096)
    int windowTokens();

    /**
     * Pieces that two neighbouring windows share at least, so that an answer on a seam is seen whole; half a window's text at
     * most.
     */
    @WithDefault("128")
    @Min(16)
    int overlapTokens();

    /** Most windows a request may need; a longer passage is refused before the model is asked. */
    @WithDefault("128")
    @Min(1)
    int maxWindows();

    /** Longest wait for an answer, from the request's arrival. */
    @WithDefault("10s")
    Duration deadline();

    /** With {@code effort: ranked}, the share of a request's windows that the model reads; never fewer than two. */
    @WithDefault("0.25")
    @DecimalMin("0.01")
    @DecimalMax("1")
    double rankedShare();

    /** Pieces of passages kept so that the next question about a passage need not cut it up again; 12 bytes each, 0 = none. */
    @WithDefault("500000")
    @Min(0)
    long passageCacheTokens();

    /** Readings kept for questions that are asked again in the same words, about 1 kB each; 0 = none. */
    @WithDefault("0")
    @Min(0)
    long answerCacheSize();

    /** Requests of at most this many characters are tokenised on the event loop, longer ones on a worker thread. */
    @WithDefault("4000")
    @Min(0)
    int eventLoopChars();
}
