package dev.mrc.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;

import dev.mrc.serving.engine.Cors;
import dev.mrc.serving.engine.EngineServer;
import dev.mrc.serving.engine.EngineSettings;
import dev.mrc.serving.engine.ModelSettings;
import dev.mrc.serving.engine.Monitoring;
import dev.mrc.serving.engine.RestSettings;
import dev.mrc.serving.engine.ServedModels;
import io.vertx.core.Vertx;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Only the predict server, with the flags that {@code tensorflow_model_server} has. */
@Command(name = "engine", description = "Runs only the engine: TensorFlow Serving's REST API, answered on this machine.", mixinStandardHelpOptions = true)
final class EngineCommand implements Callable<Integer> {
    @Option(names = "--rest_api_port", defaultValue = "8501", paramLabel = "PORT", description = "Port of the REST API; 0 = any free one (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(names = "--rest_api_host", defaultValue = "127.0.0.1", paramLabel = "HOST", description = "Address to listen on (default: ${DEFAULT-VALUE}).")
    private String host;

    @Option(names = "--rest_api_enable_cors_support", arity = "0..1", fallbackValue = "true", description = "Let scripts of other origins read the answers.")
    private boolean anyOrigin;

    @Option(names = "--rest_api_timeout_in_ms", defaultValue = "30000", paramLabel = "MS", description = "How long the model may take for one request; 0 = no limit (default: ${DEFAULT-VALUE}).")
    private long timeout;

    @Option(names = "--monitoring_config_file", paramLabel = "FILE", description = "MonitoringConfig in text format; says whether and where Prometheus finds the metrics. Without it, nowhere.")
    private Path monitoringFile;

    @Option(names = "--model_name", defaultValue = "bert", paramLabel = "NAME", description = "Name in the URL (default: ${DEFAULT-VALUE}).")
    private String model;

    @Option(names = "--model_base_path", paramLabel = "DIR", description = "Folder with numeric version folders of a SavedModel; without it, the demo model.")
    private Path basePath;

    @Option(names = "--model", paramLabel = "DIR", description = "Folder of a checkpoint, exported into the cache first; instead of --model_base_path.")
    private Path checkpoint;

    @Mixin
    private LoadOptions loading;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        Place place = Place.of(checkpoint, basePath, spec.commandLine());
        RestSettings rest = new RestSettings(anyOrigin ? Cors.ANY_ORIGIN : Cors.NONE, Duration.ofMillis(Math.max(0, timeout)),
                monitoring());
        Vertx vertx = Vertx.vertx();
        try {
            ServedModels one = new ServedModels.Fixed(List.of(new ModelSettings(model, place::basePath)));
            EngineServer server = EngineServer.start(vertx,
                    new EngineSettings(host, port, loading.models(one), rest, loading.settings())).toCompletionStage()
                    .toCompletableFuture().join();
            Runtime.getRuntime().addShutdownHook(new Thread(server::close, "engine-stop"));
            spec.commandLine().getOut().println("The engine listens on " + server.uri() + loading.described(model));
            spec.commandLine().getOut().flush();
            new CountDownLatch(1).await(); // until the process is told to end
            return 0;
        } catch (CompletionException e) {
            spec.commandLine().getErr().println(e.getCause().getMessage());
            spec.commandLine().getErr().flush();
            vertx.close();
            return 1;
        }
    }

    private Monitoring monitoring() {
        try {
            return monitoringFile == null ? Monitoring.OFF : Monitoring.read(monitoringFile);
        } catch (IOException e) {
            throw new ParameterException(spec.commandLine(), "--monitoring_config_file: " + e.getMessage());
        }
    }
}
