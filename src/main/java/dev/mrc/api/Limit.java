package dev.mrc.api;

import java.util.function.ToIntFunction;

/** The limits of {@link ApiConfig} that a member of the request is held against. */
enum Limit {
    NONE(config -> Integer.MAX_VALUE),
    QUESTION_CHARS(ApiConfig::questionChars),
    PASSAGES(ApiConfig::passages),
    TOP_K(ApiConfig::topK),
    BATCH_ITEMS(ApiConfig::batchItems);

    private final ToIntFunction<ApiConfig> value;

    Limit(ToIntFunction<ApiConfig> value) {
        this.value = value;
    }

    int of(ApiConfig config) {
        return value.applyAsInt(config);
    }
}
