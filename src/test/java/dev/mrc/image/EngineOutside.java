package dev.mrc.image;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import dev.mrc.model.ModelCache;
import dev.mrc.serving.engine.EngineServer;
import dev.mrc.serving.engine.EngineSettings;
import dev.mrc.serving.engine.LoadSettings;
import dev.mrc.serving.engine.ModelSettings;
import dev.mrc.serving.engine.RestSettings;
import dev.mrc.serving.engine.ServedModels;
import dev.mrc.tokenize.ModelFiles;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.Vertx;

/**
 * The demo model served from the test's own process, as TensorFlow Serving is in a cluster: the service has only its address.
 */
public final class EngineOutside implements QuarkusTestResourceLifecycleManager {
    private Vertx vertx;
    private EngineServer engine;

    @Override
    public Map<String, String> start() {
        vertx = Vertx.vertx();
        try {
            Path base = ModelCache.basePath(ModelFiles.bundled(), Path.of("target/model-cache"));
            engine = EngineServer.start(vertx, new EngineSettings("127.0.0.1", 0,
                    new ServedModels.Fixed(List.of(new ModelSettings("bert", () -> base))), RestSettings.DEFAULT,
                    LoadSettings.DEFAULT)).toCompletionStage().toCompletableFuture().join();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return Map.of("mrc.serving.url", engine.uri().toString(), "quarkus.http.port", freePort(), "quarkus.management.port",
                freePort());
    }

    /** A port of our own choice: with port 0 meters of the two servers collide, and neither opens. */
    private static String freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return Integer.toString(socket.getLocalPort());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void stop() {
        engine.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
