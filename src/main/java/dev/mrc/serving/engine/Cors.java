package dev.mrc.serving.engine;

import java.util.Map;

/** What answers say to browsers about scripts of other origins. The preflight request is answered the same either way. */
public enum Cors {
    /** Nothing. */
    NONE,
    /** Every script may read every answer, errors included: TensorFlow Serving's {@code --rest_api_enable_cors_support}. */
    ANY_ORIGIN;

    static final Map<String, String> HEADERS = Map.of("Access-Control-Allow-Origin", "*", "Access-Control-Allow-Methods",
            "POST, GET", "Access-Control-Allow-Headers", "Content-Type");
}
