package dev.mrc.faults;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
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

/** The engine with the demo model, and a {@link FaultProxy} through which the service under test reaches it. */
public final class EngineBehindProxy implements QuarkusTestResourceLifecycleManager {
    static volatile FaultProxy proxy;
    /** Where versions of the model are published. */
    static volatile Versions versions;

    private final Map<String, String> settings = new HashMap<>(
            Map.of("mrc.serving.timeout", "1s", "mrc.reading.deadline", "2s", "mrc.serving.pause", "200ms"));
    private Vertx vertx;
    private EngineServer engine;

    @Override
    public void init(Map<String, String> wanted) {
        settings.putAll(wanted);
    }

    @Override
    public Map<String, String> start() {
        try {
            versions = new Versions(ModelCache.basePath(ModelFiles.bundled(), Path.of("target/model-cache")));
            versions.publish();
            vertx = Vertx.vertx();
            engine = EngineServer.start(vertx, new EngineSettings("127.0.0.1", 0,
                    new ServedModels.Fixed(List.of(new ModelSettings("bert", versions::base))), RestSettings.DEFAULT,
                    LoadSettings.DEFAULT.polling(Duration.ofMillis(250)))).toCompletionStage().toCompletableFuture().join();
            proxy = new FaultProxy(URI.create(engine.uri().toString()));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        settings.put("mrc.serving.url", proxy.uri().toString());
        return settings;
    }

    @Override
    public void stop() {
        try {
            if (proxy != null) {
                proxy.close();
            }
            if (engine != null) {
                engine.close();
                vertx.close().toCompletionStage().toCompletableFuture().join();
            }
            versions.delete();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
