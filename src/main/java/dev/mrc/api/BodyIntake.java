package dev.mrc.api;

import java.util.Map;

import jakarta.inject.Singleton;

import dev.mrc.error.ErrorCode;
import dev.mrc.error.MrcException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/**
 * Takes in the body of a request to the API, decompressed, up to the limit and not a byte more, however it comes: with its
 * length, in chunks or packed small.
 */
@Singleton
class BodyIntake {
    private static final String KEY = BodyIntake.class.getName();
    private static final byte[] NONE = {};
    private static final long LINGER_MS = 1000;

    private final ApiConfig config;
    private final ProblemMapper problems;

    BodyIntake(ApiConfig config, ProblemMapper problems) {
        this.config = config;
        this.problems = problems;
    }

    /** The body that was taken in. */
    static byte[] of(RoutingContext context) {
        byte[] body = context.get(KEY);
        return body == null ? NONE : body;
    }

    /** Goes on to the next handler when the body is there, or ends the request with its problem. */
    void read(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (!HttpMethod.POST.equals(request.method()) || !request.path().startsWith("/api/")) {
            context.next();
            return;
        }
        int limit = Math.toIntExact(config.body().asLongValue());
        if (declaredLength(request) > limit) {
            refuse(Unpacked.tooLarge(limit), context);
            return;
        }
        Buffer body = Buffer.buffer();
        long patience = config.bodyTimeout().toMillis();
        long timer = context.vertx().setTimer(patience, late -> refuse(tooSlow(patience), context));
        request.handler(chunk -> {
            if (context.response().ended()) {
                return;
            }
            if (body.length() + chunk.length() > limit) {
                context.vertx().cancelTimer(timer);
                refuse(Unpacked.tooLarge(limit), context);
            } else {
                body.appendBuffer(chunk);
            }
        });
        request.exceptionHandler(broken -> {
            context.vertx().cancelTimer(timer);
            if (!context.response().ended()) {
                refuse(new MrcException(ErrorCode.MALFORMED_JSON, "body broke off", Map.of("line", 1, "column", 1)), context);
            }
        });
        request.endHandler(end -> {
            context.vertx().cancelTimer(timer);
            if (!context.response().ended()) {
                unpack(context, body.getBytes(), limit);
            }
        });
        request.resume();
    }

    private void unpack(RoutingContext context, byte[] body, int limit) {
        try {
            context.put(KEY, Unpacked.of(body, context.request().getHeader(HttpHeaders.CONTENT_ENCODING), limit));
        } catch (MrcException refused) {
            problems.end(refused, context);
            return;
        }
        context.next();
    }

    /**
     * What is left of the body is not wanted, so the connection cannot be used again. For a moment it is still read from, to
     * nowhere: a sender that is cut off while it sends may never see the answer.
     */
    private void refuse(MrcException failure, RoutingContext context) {
        context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        problems.end(failure, context);
        context.request().handler(unwanted -> {
        }).resume();
        context.vertx().setTimer(LINGER_MS, late -> context.request().connection().close());
    }

    private static MrcException tooSlow(long patience) {
        return new MrcException(ErrorCode.REQUEST_TIMEOUT, "body not there after " + patience + " ms",
                Map.of("limit", patience, "unit", "ms"));
    }

    private static long declaredLength(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? 0 : Long.parseLong(length); // the HTTP server has refused what is no number
    }
}
