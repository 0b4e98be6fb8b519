package dev.mrc.api;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

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

    /** Longest time the body may take to arrive. */
    @WithDefault("10s")
    Duration bodyTimeout();

    /** Most requests in a batch. */
    @WithDefault("32")
    int batchItems();

    /** File of {@code name=sha256-of-the-key} lines, read again when it changes; unset = everyone may call. */
    Optional<Path> keysFile();

    /** Requests a minute that each key may send in the long run; 0 = no limit. */
    @WithDefault("60")
    int ratePerKey();

    /** Requests a minute from each address in the long run; 0 = no limit. */
    @WithDefault("0")
    int ratePerAddress();

    /** Requests that may come at once before the rate counts. */
    @WithDefault("20")
    int rateBurst();

    /** Addresses, or networks as {@code 10.0.0.0/8}, whose {@code X-Forwarded-For} is believed. */
    Optional<List<String>> trustedProxies();
}
