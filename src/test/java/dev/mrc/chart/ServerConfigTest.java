package dev.mrc.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.mrc.model.ModelCache;
import dev.mrc.serving.engine.BatchingSettings;
import dev.mrc.serving.engine.Cors;
import dev.mrc.serving.engine.EngineServer;
import dev.mrc.serving.engine.EngineSettings;
import dev.mrc.serving.engine.LoadSettings;
import dev.mrc.serving.engine.Monitoring;
import dev.mrc.serving.engine.RestSettings;
import dev.mrc.serving.engine.ServedModels;
import dev.mrc.tokenize.ModelFiles;
import io.vertx.core.Vertx;

/** A server that speaks TensorFlow Serving's configuration is run with the files the chart renders. */
class ServerConfigTest {
    private static final String PROMOTED = "models: {bert: {versions: [4], labels: {stable: 4}}}\napi: {backend: {versionLabel: stable}}";

    private final HttpClient client = HttpClient.newHttpClient();
    private final Vertx vertx = Vertx.vertx();

    @TempDir
    private Path folder;
    private EngineServer engine;

    @BeforeEach
    void serve() throws IOException {
        Path model = ModelCache.basePath(ModelFiles.bundled(), Path.of("target/model-cache")).toAbsolutePath();
        Files.createDirectories(folder.resolve("models/bert"));
        for (String version : new String[] { "3", "4" }) {
            Files.createSymbolicLink(folder.resolve("models/bert/" + version), model.resolve("1"));
        }
        Manifests canary = Chart.render("canary");
        write("models.config", canary, "-models");
        Path batching = write("batching.config", canary, "-server");
        Path monitoring = write("monitoring.config", canary, "-server");
        BatchingSettings batches = BatchingSettings.read(batching);
        assertThat(batches.maxBatchSize()).isEqualTo(32);
        engine = EngineServer.start(vertx, new EngineSettings("127.0.0.1", 0,
                new ServedModels.Listed(folder.resolve("models.config"), Duration.ofMillis(200)),
                new RestSettings(Cors.NONE, Duration.ofSeconds(30), Monitoring.read(monitoring)),
                new LoadSettings(Duration.ofSeconds(1), 0, Duration.ZERO, true, true)))
                .toCompletionStage().toCompletableFuture().join();
        await().atMost(Duration.ofSeconds(30)).until(() -> version("stable") == 3 && version("canary") == 4);
    }

    @AfterEach
    void end() {
        engine.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void metricsAreWhereThePodMonitorLooks() throws Exception {
        String path = Chart.render("everything").one("PodMonitor", "-serving").at("/spec/podMetricsEndpoints/0/path").asText();

        assertThat(get(path).body()).contains(":tensorflow:serving:request_count");
    }

    /** README's "Upgrade the model without downtime": both versions are loaded, then the label moves. */
    @Test
    void movingTheLabelLeavesNoMomentWithoutAModel() throws Exception {
        write("models.config", Chart.with(PROMOTED), "-models");

        await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(20)).until(() -> {
            int version = version("stable");
            assertThat(version).as("never none").isIn(3, 4);
            return version == 4;
        });
        await().atMost(Duration.ofSeconds(20)).until(() -> get("/v1/models/bert/versions/3/metadata").statusCode() == 404);
        assertThat(version("stable")).isEqualTo(4);
    }

    private int version(String label) throws IOException, InterruptedException {
        HttpResponse<String> metadata = get("/v1/models/bert/labels/" + label + "/metadata");
        return metadata.statusCode() == 200
                ? Integer.parseInt(metadata.body().replaceAll("(?s).*\"version\": ?\"(\\d+)\".*", "$1"))
                : 0;
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(engine.uri() + path)).build(), BodyHandlers.ofString());
    }

    /** A file of a ConfigMap, as the kubelet swaps it in, with this test's folder for {@code /models}. */
    private Path write(String name, Manifests manifests, String configMap) throws IOException {
        String text = manifests.one("ConfigMap", configMap).at("/data").path(name).asText().replace("/models/",
                folder.resolve("models") + "/");
        Path next = Files.writeString(folder.resolve(name + ".next"), text);
        return Files.move(next, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
