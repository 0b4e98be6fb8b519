package dev.mrc.bench;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

import dev.mrc.model.ModelCache;
import dev.mrc.serving.engine.EngineServer;
import dev.mrc.serving.engine.EngineSettings;
import dev.mrc.serving.engine.LoadSettings;
import dev.mrc.serving.engine.ModelSettings;
import dev.mrc.serving.engine.RestSettings;
import dev.mrc.serving.engine.ServedModels;
import dev.mrc.tokenize.ModelFiles;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;

/**
 * A model server under control, in a process of its own. A predict call that it has not heard before goes to the real
 * engine with the demo model, and the answer is kept; one heard before is answered from memory at once, or as slowly as
 * told. So what is sent to it is checked by the real engine, and what it answers is right.
 *
 * <p>
 * {@code GET /bench?fixed=3000&row=300} sets the time of a call in microseconds (calls wait for each other, a batch being what
 * came in meanwhile) and returns what was counted since the last such call: {@code calls rows nanos}.
 */
public final class RecordedServing {
    private static final Pattern ROW = Pattern.compile("\"b64\"");

    private final Map<Buffer, byte[]> recorded = new ConcurrentHashMap<>();
    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong rows = new AtomicLong();
    private final AtomicLong nanos = new AtomicLong();
    private final HttpClient engine;
    private final int enginePort;
    private final SharedBatches gpu;

    private RecordedServing(Vertx vertx, int enginePort) {
        this.engine = vertx.createHttpClient();
        this.enginePort = enginePort;
        this.gpu = new SharedBatches();
    }

    /** Prints the port it listens on. */
    public static void main(String[] args) throws Exception {
        Vertx vertx = Vertx.vertx();
        Path base = ModelCache.basePath(ModelFiles.bundled(), Path.of("target/model-cache"));
        EngineServer server = EngineServer.start(vertx, new EngineSettings("127.0.0.1", 0,
                new ServedModels.Fixed(List.of(new ModelSettings("bert", () -> base))), RestSettings.DEFAULT,
                LoadSettings.DEFAULT)).toCompletionStage().toCompletableFuture().join();
        RecordedServing stub = new RecordedServing(vertx, server.uri().getPort());
        int port = vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(0).setTcpNoDelay(true))
                .requestHandler(request -> request.body().onSuccess(body -> stub.answer(request, body))).listen()
                .toCompletionStage().toCompletableFuture().join().actualPort();
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.US_ASCII).println(port);
    }

    private void answer(HttpServerRequest request, Buffer body) {
        if (request.path().equals("/bench")) {
            gpu.set(Long.parseLong(request.getParam("fixed")), Long.parseLong(request.getParam("row")));
            request.response().end(calls.getAndSet(0) + " " + rows.getAndSet(0) + " " + nanos.getAndSet(0));
            return;
        }
        long begun = System.nanoTime();
        byte[] known = recorded.get(body);
        if (known == null) {
            record(request, body);
            return;
        }
        int count = (int) ROW.matcher(body.toString(StandardCharsets.US_ASCII)).results().count();
        gpu.run(count, () -> {
            request.response().putHeader("Content-Type", "application/json").end(Buffer.buffer(known));
            calls.incrementAndGet();
            rows.addAndGet(count);
            nanos.addAndGet(System.nanoTime() - begun);
        });
    }

    private void record(HttpServerRequest request, Buffer body) {
        engine.request(HttpMethod.valueOf(request.method().name()), enginePort, "127.0.0.1", request.uri())
                .compose(call -> call.send(body))
                .compose(answer -> answer.body().onSuccess(bytes -> {
                    if (request.path().endsWith(":predict") && answer.statusCode() == 200) {
                        recorded.put(Buffer.buffer(body.getBytes()), bytes.getBytes());
                        calls.incrementAndGet();
                    }
                    request.response().setStatusCode(answer.statusCode()).putHeader("Content-Type", "application/json")
                            .end(bytes);
                })).onFailure(failure -> request.response().setStatusCode(500).end(failure.toString()));
    }
}
