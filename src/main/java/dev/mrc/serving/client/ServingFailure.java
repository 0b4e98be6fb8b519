package dev.mrc.serving.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;

import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

import dev.mrc.error.ErrorCode;
import dev.mrc.error.MrcException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;

/**
 * Names what went wrong with a call. Messages carry the status and our own words: TensorFlow Serving's error text may echo the
 * request, and the request holds what a user wrote.
 */
final class ServingFailure {
    private static final Map<String, Object> RETRY_WHEN_BACK = Map.of("retryAfterSeconds", 5);
    private static final Map<String, Object> RETRY_SOON = Map.of("retryAfterSeconds", 1);

    private static final long MOST_SECONDS = 60;

    private ServingFailure() {
    }

    /**
     * The failure under its name.
     *
     * @return the cause as it is when it has no name: a bug
     */
    static Throwable named(Throwable failure) {
        Throwable cause = unwrapped(failure);
        if (cause instanceof MrcException) {
            return cause;
        }
        if (cause instanceof WebApplicationException refused) {
            return answered(refused.getResponse());
        }
        if (cause instanceof TimeoutException || cause instanceof io.smallrye.mutiny.TimeoutException) {
            return tooSlow();
        }
        if (cause instanceof CircuitBreakerOpenException) {
            return new MrcException(ErrorCode.MODEL_UNAVAILABLE, "Most calls of the model server failed; it is given a pause",
                    RETRY_SOON);
        }
        if (cause instanceof ConnectionPoolTooBusyException) {
            return overloaded("All connections to the model server are busy");
        }
        if (cause instanceof UnknownHostException) {
            return unavailable("The model server's host is not known; look at mrc.serving.url", cause);
        }
        if (cause instanceof ConnectException) {
            return unavailable("Nothing listens at the model server's address", cause);
        }
        if (cause instanceof IOException || cause instanceof HttpClosedException) {
            return unavailable("The connection to the model server broke", cause);
        }
        if (cause instanceof ProcessingException) {
            return new MrcException(ErrorCode.MODEL_ERROR, "The model server's answer cannot be read");
        }
        return cause;
    }

    /**
     * Whether the same call, a moment later, may well succeed: nothing was computed, or nothing that is not worth repeating.
     */
    static boolean worthRetrying(Throwable wrapped) {
        Throwable failure = unwrapped(wrapped);
        if (failure instanceof WebApplicationException refused) {
            int status = refused.getResponse().getStatus();
            return status == 429 || status == 503 || status == 404 && isJson(refused.getResponse());
        }
        return failure instanceof HttpClosedException
                || failure instanceof IOException && !(failure instanceof UnknownHostException);
    }

    /**
     * The client wraps what breaks while an answer arrives; an answer that cannot be read has the same wrapping, and no cause.
     */
    private static Throwable unwrapped(Throwable failure) {
        Throwable cause = failure.getCause();
        boolean wrapping = failure instanceof CompletionException || failure instanceof ProcessingException
                || failure instanceof StreamResetException;
        return wrapping && cause != null ? unwrapped(cause) : failure;
    }

    static MrcException overloaded(String message) {
        return new MrcException(ErrorCode.OVERLOADED, message, RETRY_SOON);
    }

    /** @param seconds after which there may be room again; at least 1 is said */
    static MrcException overloaded(String message, long seconds) {
        return new MrcException(ErrorCode.OVERLOADED, message,
                Map.of("retryAfterSeconds", (int) Math.max(1, Math.min(seconds, MOST_SECONDS))));
    }

    static MrcException unavailable(String message, Throwable cause) {
        return new MrcException(ErrorCode.MODEL_UNAVAILABLE, message, RETRY_WHEN_BACK, cause);
    }

    static MrcException tooSlow() {
        return new MrcException(ErrorCode.INFERENCE_TIMEOUT,
                "The model server did not answer in time; see mrc.serving.timeout");
    }

    private static MrcException answered(Response answer) {
        int status = answer.getStatus();
        return switch (status) {
            case 404 -> isJson(answer)
                    ? unavailable("The model server has no such model loaded (404); look at mrc.serving.model and its log",
                            null)
                    : new MrcException(ErrorCode.MODEL_ERROR,
                            "404, but not from TensorFlow Serving's REST API; look at mrc.serving.url");
            case 429, 503 -> overloaded("The model server is overloaded (%d)".formatted(status));
            case 408, 504 -> tooSlow();
            case 200 -> new MrcException(ErrorCode.MODEL_ERROR, "The model server's answer is not the JSON expected (200)");
            default -> new MrcException(ErrorCode.MODEL_ERROR, "The model server refused the call (%d)".formatted(status));
        };
    }

    private static boolean isJson(Response answer) {
        MediaType type = answer.getMediaType();
        return type != null && MediaType.APPLICATION_JSON_TYPE.isCompatible(type);
    }
}
