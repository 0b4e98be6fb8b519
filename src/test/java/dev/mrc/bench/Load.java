package dev.mrc.bench;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Asks the service under test, from the benchmark's own process; its cost is not the service's. */
final class Load implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final HttpClient client;
    private final String path;

    Load(int port) {
        this(port, "/api/v1/answers");
    }

    Load(int port, String path) {
        this.path = path;
        client = vertx.createHttpClient(new HttpClientOptions().setDefaultHost("127.0.0.1").setDefaultPort(port)
                .setMaxPoolSize(512).setTcpNoDelay(true));
    }

    /** What of a reply must be the same whatever way it took: the answer, its place, its score. */
    record Answer(String text, int start, double score) {
        static Answer of(Buffer reply) {
            JsonArray answers = reply.toJsonObject().getJsonArray("answers");
            if (answers.isEmpty()) {
                return new Answer("", -1, reply.toJsonObject().getJsonObject("noAnswer").getDouble("score"));
            }
            JsonObject best = answers.getJsonObject(0);
            return new Answer(best.getString("answer"), best.getInteger("start"), best.getDouble("score"));
        }
    }

    static Buffer body(OwnText.Asked asked) {
        return new JsonObject().put("question", asked.question()).put("context", asked.context()).toBuffer();
    }

    Answer answer(OwnText.Asked asked) {
        return Answer.of(send(body(asked)));
    }

    /** The reply to one request, waited for; fails unless it is 200. */
    Buffer send(Buffer body) {
        CompletableFuture<Buffer> reply = new CompletableFuture<>();
        vertx.runOnContext(now -> ask(body).onComplete(result -> {
            if (result.succeeded()) {
                reply.complete(result.result());
            } else {
                reply.completeExceptionally(result.cause());
            }
        }));
        try {
            return reply.orTimeout(30, TimeUnit.SECONDS).join();
        } catch (java.util.concurrent.CompletionException e) {
            throw new IllegalStateException("No answer: " + e.getCause().getMessage(), e);
        }
    }

    Future<Buffer> ask(Buffer body) {
        return client.request(HttpMethod.POST, path)
                .compose(request -> request.putHeader("Content-Type", "application/json").send(body))
                .compose(response -> response.body()
                        .compose(reply -> response.statusCode() == 200 ? Future.succeededFuture(reply)
                                : Future.failedFuture(response.statusCode() + " " + reply)));
    }

    /** So many users who ask one question after the other, {@code times} in all; seconds that took. */
    double closed(List<Buffer> bodies, int users, int times) throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        AtomicReference<Throwable> failed = new AtomicReference<>();
        CountDownLatch ended = new CountDownLatch(users);
        long begun = System.nanoTime();
        for (int user = 0; user < users; user++) {
            vertx.runOnContext(now -> again(bodies, times, next, new Ending(ended, failed)));
        }
        if (!ended.await(120, TimeUnit.SECONDS)) {
            throw new IllegalStateException("The service does not answer");
        }
        if (failed.get() != null) {
            throw new IllegalStateException("No answer: " + failed.get().getMessage(), failed.get());
        }
        return (System.nanoTime() - begun) / 1e9;
    }

    private record Ending(CountDownLatch users, AtomicReference<Throwable> failed) {
    }

    private void again(List<Buffer> bodies, int times, AtomicInteger next, Ending ending) {
        int number = next.getAndIncrement();
        if (number >= times || ending.failed.get() != null) {
            ending.users.countDown();
            return;
        }
        ask(bodies.get(number % bodies.size())).onComplete(result -> {
            if (result.failed()) {
                ending.failed.set(result.cause());
            }
            again(bodies, times, next, ending);
        });
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
