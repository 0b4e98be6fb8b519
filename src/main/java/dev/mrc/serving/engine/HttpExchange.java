package dev.mrc.serving.engine;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import io.vertx.core.Context;
import io.vertx.core.Future;
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

    /** TensorFlow Serving's own limit for a body that comes compressed. */
    static final int MAX_INFLATED_BYTES = 100 * 1024 * 1024;

    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS");
    private static final Answer BUG = Answer.error(Code.INTERNAL.http, "Internal error");

    private final RestApi api;
    private final Cors cors;
    private final Executor sessions;
    private final MetricsPage metrics;
    private volatile Date date = new Date(0, "");

    /** The Date header, the same for a whole second. */
    private record Date(long second, String text) {
    }

    HttpExchange(RestApi api, Cors cors, Executor sessions, MetricsPage metrics) {
        this.api = api;
        this.cors = cors;
        this.sessions = sessions;
        this.metrics = metrics;
    }

    /** Answers one request. */
    void handle(HttpServerRequest request) {
        String target = relative(request.uri());
        if (!METHODS.contains(request.method().name())) {
            sendLast(request, Answer.html(501, "Not Implemented"));
            return;
        }
        if (!Target.isUri(target)) {
            refuse(request);
            return;
        }
        Optional<Answer> page = metrics.answer(target);
        if (page.isPresent()) {
            send(request, page.get());
            return;
        }
        if (!Target.isRest(target)) {
            sendLast(request, Answer.html(404, "Not Found"));
            return;
        }
        if (cors == Cors.ANY_ORIGIN) {
            Cors.HEADERS.forEach(request.response()::putHeader);
        }
        if (request.method() == HttpMethod.OPTIONS) {
            String origin = request.getHeader(HttpHeaders.ORIGIN);
            boolean web = origin != null && (origin.contains("http://") || origin.contains("https://"));
            send(request, Answer.empty(web ? 200 : 400, Answer.DEFAULT));
        } else {
            Target parsed = Target.parse(request.method().name(), target);
            if (parsed instanceof Target.Inference) {
                collect(request, parsed);
            } else {
                send(request, api.answer(parsed, new byte[0]));
            }
        }
    }

    /** Answers what is no HTTP request, or asks for what is no URI. */
    void refuse(HttpServerRequest request) {
        sendLast(request, Answer.html(400, "Bad Request"));
    }

    private void collect(HttpServerRequest request, Target target) {
        Buffer body = Buffer.buffer();
        request.handler(chunk -> {
            if (body.length() + chunk.length() <= MAX_BODY_BYTES) {
                body.appendBuffer(chunk);
            } else if (!request.response().ended()) {
                api.count(target, Code.INVALID_ARGUMENT); // the nearest to 413, which is no canonical code's
                sendLast(request, Answer.error(413, "The request body is larger than %d bytes".formatted(MAX_BODY_BYTES)));
            }
        });
        request.endHandler(end -> {
            if (!request.response().ended()) {
                infer(request, target, body.getBytes());
            }
        });
    }

    private void infer(HttpServerRequest request, Target target, byte[] body) {
        Context context = Vertx.currentContext();
        String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        try {
            sessions.execute(() -> {
                Answer answer = BUG;
                try {
                    answer = api.answer(target, encoding != null && encoding.contains("gzip") ? inflated(body) : body);
                } finally {
                    if (answer == BUG) {
                        api.count(target, Code.INTERNAL);
                    }
                    // Also when a bug ends this thread: a caller must not wait for ever.
                    Answer last = answer;
                    context.runOnContext(back -> send(request, last));
                }
            });
        } catch (RejectedExecutionException e) {
            api.count(target, Code.UNAVAILABLE);
            send(request, Answer.error(new StatusException(Code.UNAVAILABLE, "Too many requests wait for the model")));
        }
    }

    /** A body that cannot be inflated, or grows too large, counts as none: TensorFlow Serving's API never sees it. */
    private static byte[] inflated(byte[] body) {
        try {
            return Gzip.inflate(body, MAX_INFLATED_BYTES);
        } catch (IOException e) {
            return new byte[0];
        }
    }

    /** Answers, lets the rest of the request come in and vanish, then closes: closing on unread bytes would lose the answer. */
    private void sendLast(HttpServerRequest request, Answer answer) {
        request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        send(request, answer).onComplete(sent -> {
            if (request.isEnded()) {
                request.connection().close();
            } else {
                request.end().onComplete(end -> request.connection().close());
            }
        });
    }

    private Future<Void> send(HttpServerRequest request, Answer answer) {
        HttpServerResponse response = request.response();
        if (response.closed() || response.ended()) {
            return Future.succeededFuture();
        }
        response.setStatusCode(answer.status()).putHeader(HttpHeaders.CONTENT_TYPE, answer.type())
                .putHeader(HttpHeaders.DATE, date());
        if (request.method() == HttpMethod.HEAD) {
            return response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(answer.body().length())).end();
        }
        return response.end(answer.body());
    }

    private String date() {
        long second = System.currentTimeMillis() / 1000;
        if (date.second() != second) {
            date = new Date(second, DateTimeFormatter.RFC_1123_DATE_TIME.format(Instant.ofEpochSecond(second)
                    .atOffset(ZoneOffset.UTC)));
        }
        return date.text();
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
