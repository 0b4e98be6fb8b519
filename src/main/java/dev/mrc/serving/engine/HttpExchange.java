package dev.mrc.serving.engine;

import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** HTTP around {@link RestApi}: methods, bodies, headers. Runs on the event loop and hands what takes time to the pool. */
final class HttpExchange {
    /** TensorFlow Serving has no limit; a server that keeps whole bodies in memory needs one. */
    static final int MAX_BODY_BYTES = 64 * 1024 * 1024;

    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD");

    private final RestApi api;
    private final Executor sessions;

    HttpExchange(RestApi api, Executor sessions) {
        this.api = api;
        this.sessions = sessions;
    }

    /** Answers one request. */
    void handle(HttpServerRequest request) {
        String target = relative(request.uri());
        if (request.method() == HttpMethod.OPTIONS) {
            String origin = request.getHeader(HttpHeaders.ORIGIN);
            boolean web = origin != null && (origin.contains("http://") || origin.contains("https://"));
            send(request, Answer.empty(web ? 200 : 400, Answer.HTML));
        } else if (!METHODS.contains(request.method().name())) {
            sendLast(request, Answer.html(501, "Not Implemented"));
        } else if (!Target.isRest(target)) {
            sendLast(request, Answer.html(404, "Not Found"));
        } else {
            Target parsed = Target.parse(request.method().name(), target);
            if (parsed instanceof Target.Inference) {
                collect(request, parsed);
            } else {
                send(request, api.answer(parsed, new byte[0]));
            }
        }
    }

    /** Answers what is no HTTP request. */
    void refuse(HttpServerRequest request) {
        sendLast(request, Answer.html(400, "Bad Request"));
    }

    private void collect(HttpServerRequest request, Target target) {
        Buffer body = Buffer.buffer();
        boolean[] over = { false };
        request.handler(chunk -> {
            if (over[0]) {
                return;
            }
            if (body.length() + chunk.length() > MAX_BODY_BYTES) {
                over[0] = true;
                sendLast(request, Answer.error(413, "The request body is larger than %d bytes".formatted(MAX_BODY_BYTES)));
                return;
            }
            body.appendBuffer(chunk);
        });
        request.endHandler(end -> {
            if (!over[0]) {
                infer(request, target, body.getBytes());
            }
        });
    }

    private void infer(HttpServerRequest request, Target target, byte[] body) {
        Context context = Vertx.currentContext();
        try {
            sessions.execute(() -> {
                Answer answer = api.answer(target, body);
                context.runOnContext(back -> send(request, answer));
            });
        } catch (RejectedExecutionException e) {
            send(request, Answer.error(new StatusException(Code.UNAVAILABLE, "Too many requests wait for the model")));
        }
    }

    private void sendLast(HttpServerRequest request, Answer answer) {
        request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        send(request, answer);
    }

    private void send(HttpServerRequest request, Answer answer) {
        HttpServerResponse response = request.response();
        if (response.closed() || response.ended()) {
            return;
        }
        response.setStatusCode(answer.status()).putHeader(HttpHeaders.CONTENT_TYPE, answer.type())
                .putHeader(HttpHeaders.DATE, DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC)));
        if (request.method() == HttpMethod.HEAD) {
            response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(answer.body().length())).end();
        } else {
            response.end(answer.body());
        }
    }

    /** An absolute-form target without its scheme and authority. */
    private static String relative(String uri) {
        int scheme = uri.indexOf("://");
        if (uri.startsWith("/") || scheme < 0) {
            return uri;
        }
        int path = uri.indexOf('/', scheme + 3);
        return path < 0 ? "/" : uri.substring(path);
    }
}
