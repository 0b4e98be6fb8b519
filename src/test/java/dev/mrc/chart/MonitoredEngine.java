package dev.mrc.chart;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.mrc.model.ModelCache;
import dev.mrc.serving.engine.BatchingSettings;
import dev.mrc.serving.engine.Cors;
import dev.mrc.serving.engine.EngineServer;
import dev.mrc.serving.engine.EngineSettings;
import dev.mrc.serving.engine.LoadSettings;
import dev.mrc.serving.engine.ModelSettings;
import dev.mrc.serving.engine.Monitoring;
import dev.mrc.serving.engine.RestSettings;
import dev.mrc.serving.engine.ServedModels;
import dev.mrc.tokenize.ModelFiles;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.Vertx;

/** The engine with batching and metrics, as the chart runs TensorFlow Serving. */
public final class MonitoredEngine implements QuarkusTestResourceLifecycleManager {
    private static volatile EngineServer engine;
    private Vertx vertx;

    static URI uri() {
        return engine.uri();
    }

    /** As a node that fails. */
    static void kill() {
        engine.close();
    }

    @Override
    public Map<String, String> start() {
        vertx = Vertx.vertx();
        try {
            Path base = ModelCache.basePath(ModelFiles.bundled(), Path.of("target/model-cache"));
            RestSettings rest = new RestSettings(Cors.NONE, Duration.ofSeconds(30), 4, Optional.of(BatchingSettings.DEFAULT),
                    new Monitoring(Optional.of(Monitoring.DEFAULT_PATH)));
            engine = EngineServer.start(vertx, new EngineSettings("127.0.0.1", 0,
                    new ServedModels.Fixed(List.of(new ModelSettings("bert", () -> base))), rest, LoadSettings.DEFAULT))
                    .toCompletionStage().toCompletableFuture().join();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return Map.of("mrc.serving.url", engine.uri().toString());
    }

    @Override
    public void stop() {
        engine.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
