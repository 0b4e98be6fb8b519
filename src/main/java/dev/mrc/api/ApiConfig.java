package dev.mrc.api;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Limits of the API; {@code GET /api/v1/limits} shows them. Lengths are UTF-16 units. */
@ConfigMapping(prefix = "mrc.api")
public interface ApiConfig {
    /** Longest question. */
    @WithDefault("500")
    int questionChars();

    /** Longest context, or sum of all passages. */
    @WithDefault("50000")
    int contextChars();

    /** Most passages of a request. */
    @WithDefault("20")
    int passages();

    /** Most answers a caller may ask for. */
    @WithDefault("20")
    int topK();

    /** Largest request body, after decompression. */
    @WithDefault("1M")
    MemorySize body();
}
