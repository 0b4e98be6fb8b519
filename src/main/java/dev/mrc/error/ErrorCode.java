package dev.mrc.error;

import java.util.Locale;

/**
 * Every failure the service names. The API's table gives each its HTTP status; {@link #slug()} ends its problem type.
 * MODEL_CHANGED stays inside: what was prepared for one version of the model met another, and is prepared anew.
 */
public enum ErrorCode {
    MALFORMED_JSON,
    AUTHENTICATION_REQUIRED,
    NOT_FOUND,
    METHOD_NOT_ALLOWED,
    NOT_ACCEPTABLE,
    REQUEST_TIMEOUT,
    UNSUPPORTED_MEDIA_TYPE,
    UNSUPPORTED_ENCODING,
    CONTEXT_TOO_LARGE,
    REQUEST_TOO_LARGE,
    INVALID_REQUEST,
    QUESTION_TOO_LONG,
    UNSUPPORTED_LANGUAGE,
    RATE_LIMITED,
    INTERNAL,
    MODEL_ERROR,
    MODEL_UNAVAILABLE,
    MODEL_CHANGED,
    OVERLOADED,
    INFERENCE_TIMEOUT;

    /** The code as it stands in a problem type and in metrics: {@code model-unavailable}. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
