package dev.mrc.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** A server that says what a test wants it to; keeps the bodies it got. */
final class StubService implements AutoCloseable {
    /** What a request gets; status 0 hangs up. */
    record Reply(int status, String retryAfter, String body) {
        static Reply ok(String body) {
            return new Reply(200, null, body);
        }

        static Reply busy(String retryAfter) {
            return new Reply(503, retryAfter, "{\"type\": \"/problems/overloaded\", \"status\": 503}");
        }
    }

    static final String MODEL = "{\"name\": \"시험 모델\", \"version\": \"7\"}";
    static final String FOUND = """
            {"answered": true, "answers": [{"rank": 1, "answer": "한도윤", "score": 0.75, "raw": {"answer": "한도윤이"}}],
             "noAnswer": {"score": 0.125, "threshold": 0.5}}""";
    static final String NONE = """
            {"answered": false, "answers": [], "noAnswer": {"score": 0.875, "threshold": 0.5}}""";

    final List<String> bodies = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    /** @param answers body of a question to its reply; questions only: the model is always there */
    StubService(Function<String, Reply> answers) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/api/v1/model", exchange -> reply(exchange, Reply.ok(MODEL)));
        server.createContext("/api/v1/answers", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            bodies.add(body);
            reply(exchange, answers.apply(body));
        });
        server.setExecutor(threads);
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private static void reply(HttpExchange exchange, Reply reply) throws IOException {
        if (reply.status() == 0) {
            exchange.close();
            return;
        }
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        if (reply.retryAfter() != null) {
            exchange.getResponseHeaders().set("Retry-After", reply.retryAfter());
        }
        exchange.sendResponseHeaders(reply.status(), body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
