package dev.mrc.serving.engine;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.vertx.core.Vertx;

/** An engine on a free port and a client for it. */
final class RunningEngine implements AutoCloseable {
    static final JsonMapper JSON = JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final EngineServer server;

    RunningEngine(String model, EngineSettings.Source source) {
        this(new EngineSettings("127.0.0.1", 0, model, source));
    }

    RunningEngine(EngineSettings settings) {
        server = EngineServer.start(vertx, settings)
                .toCompletionStage().toCompletableFuture().join();
    }

    static EngineSettings settings(String model, Path basePath, RestSettings rest, LoadSettings loading) {
        return settings(new ServedModels.Fixed(List.of(new ModelSettings(model, () -> basePath))), rest, loading);
    }

    static EngineSettings settings(ServedModels models, RestSettings rest, LoadSettings loading) {
        return new EngineSettings("127.0.0.1", 0, models, rest, loading);
    }

    /** Waits until the status of a model holds the words. */
    void awaitStatus(String model, String words) throws IOException, InterruptedException {
        String body = "";
        for (long end = System.nanoTime() + Duration.ofSeconds(60).toNanos(); System.nanoTime() < end; Thread.sleep(10)) {
            body = get("/v1/models/" + model).body().replaceAll("\\s", "");
            if (body.contains(words.replaceAll("\\s", ""))) {
                return;
            }
        }
        throw new IllegalStateException("The status never held %s, but: %s".formatted(words, body));
    }

    /** Serves a base path and waits until no version is still on its way. */
    static RunningEngine serving(String model, Path basePath) throws IOException, InterruptedException {
        RunningEngine engine = new RunningEngine(model, () -> basePath);
        engine.awaitLoaded(model);
        return engine;
    }

    void awaitLoaded(String model) throws IOException, InterruptedException {
        for (long end = System.nanoTime() + Duration.ofSeconds(60).toNanos(); System.nanoTime() < end; Thread.sleep(20)) {
            HttpResponse<String> status = get("/v1/models/" + model);
            if (status.statusCode() == 200 && !status.body().contains("START") && !status.body().contains("LOADING")) {
                return;
            }
        }
        throw new IllegalStateException("The model did not load within a minute");
    }

    URI uri() {
        return server.uri();
    }

    HttpResponse<String> get(String target) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(server.uri().resolve(target)).build());
    }

    HttpResponse<String> post(String target, String body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(server.uri().resolve(target)).POST(BodyPublishers.ofString(body)).build());
    }

    HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    static JsonNode json(String text) throws IOException {
        return JSON.readTree(text);
    }

    @Override
    public void close() {
        server.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
