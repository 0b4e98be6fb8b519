package dev.mrc.serving.engine;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionException;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;

import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

import dev.mrc.model.ModelCache;
import dev.mrc.model.UnusableModelException;
import dev.mrc.serving.ServingAddress;
import dev.mrc.tokenize.ModelFiles;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;

/** Runs the engine inside the service, unless the service was given a TensorFlow Serving to call. */
@ApplicationScoped
class EngineStarter {
    private static final Logger LOG = Logger.getLogger(EngineStarter.class);
    private static final String DEFAULT_MODEL = "bert";
    private static final int EVENT_LOOPS = 2;

    private final EngineConfig engine;
    private final Config config;
    private final Event<ServingAddress> address;
    /** Of its own: the service's would count the engine's traffic as the service's. */
    private Vertx vertx;
    private EngineServer server;

    EngineStarter(EngineConfig engine, Config config, Event<ServingAddress> address) {
        this.engine = engine;
        this.config = config;
        this.address = address;
    }

    void start(@Observes StartupEvent event) {
        if (config.getOptionalValue("mrc.serving.url", String.class).isPresent()) {
            return;
        }
        engine.modelBasePath().ifPresent(EngineStarter::check);
        String model = config.getOptionalValue("mrc.serving.model", String.class).orElse(DEFAULT_MODEL);
        EngineSettings settings = new EngineSettings(engine.host(), engine.port(),
                new ServedModels.Fixed(List.of(new ModelSettings(model, this::basePath))),
                new RestSettings(engine.cors(), engine.timeout(), monitoring()), LoadSettings.DEFAULT.polling(engine.poll()));
        vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(EVENT_LOOPS));
        try {
            server = EngineServer.start(vertx, settings).toCompletionStage().toCompletableFuture().join();
        } catch (CompletionException e) {
            vertx.close();
            // Quarkus shows this exception as its one sentence, where any other would be a page of stack trace.
            throw e.getCause() instanceof IOException taken ? new ConfigurationException(taken.getMessage()) : e;
        }
        URI uri = server.uri();
        LOG.infof("the engine listens on %s", uri);
        address.fire(new ServingAddress(uri));
    }

    /** A file that cannot be read, or is none, is a reason not to start. */
    private Monitoring monitoring() {
        try {
            return engine.monitoringConfigFile().isPresent() ? Monitoring.read(engine.monitoringConfigFile().get())
                    : Monitoring.OFF;
        } catch (IOException e) {
            throw new ConfigurationException("mrc.engine.monitoring-config-file: " + e.getMessage());
        }
    }

    /** A path that is not there would never become a model; one without versions may. */
    private static void check(Path basePath) {
        if (!Files.isDirectory(basePath)) {
            throw new ConfigurationException(("mrc.engine.model-base-path is '%s', which is no directory: name the one that "
                    + "holds the numbered versions of a SavedModel, or leave it unset for the demo model.")
                    .formatted(basePath));
        }
    }

    void stop(@Observes ShutdownEvent event) {
        if (server != null) {
            server.close();
            vertx.close();
        }
    }

    /** What {@code mrc.engine.model-base-path} names, or else the model directory turned into SavedModels once. */
    private Path basePath() throws IOException {
        if (engine.modelBasePath().isPresent()) {
            return engine.modelBasePath().get();
        }
        ModelFiles files = config.getOptionalValue("mrc.model.dir", Path.class).map(ModelFiles::directory)
                .orElseGet(ModelFiles::bundled);
        try {
            return ModelCache.basePath(files, engine.cacheDirectory());
        } catch (UnusableModelException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
