package dev.mrc.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import dev.mrc.serving.engine.BatchingSettings;
import dev.mrc.serving.engine.Cors;
import dev.mrc.serving.engine.Monitoring;
import dev.mrc.serving.engine.RestSettings;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The flags of {@code tensorflow_model_server} that say how the REST port behaves. */
final class RestOptions {
    /** As there: callers wait while their batch fills, so there have to be many. */
    private static final int THREADS_A_CORE = 4;

    @Option(names = "--rest_api_port", defaultValue = "8501", paramLabel = "PORT", description = "Port of the REST API; 0 = any free one (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(names = "--rest_api_host", defaultValue = "127.0.0.1", paramLabel = "HOST", description = "Address to listen on (default: ${DEFAULT-VALUE}).")
    private String host;

    @Option(names = "--rest_api_num_threads", defaultValue = "0", paramLabel = "N", description = "Requests worked on at once; 0 = one a core, or four with batching (default: ${DEFAULT-VALUE}).")
    private int threads;

    @Option(names = "--rest_api_timeout_in_ms", defaultValue = "30000", paramLabel = "MS", description = "How long the model may take for one request; 0 = no limit (default: ${DEFAULT-VALUE}).")
    private long timeout;

    @Option(names = "--rest_api_enable_cors_support", arity = "0..1", fallbackValue = "true", description = "Let scripts of other origins read the answers.")
    private boolean anyOrigin;

    @Option(names = "--enable_batching", arity = "0..1", fallbackValue = "true", description = "Join requests of different callers into batches.")
    private boolean batching;

    @Option(names = "--batching_parameters_file", paramLabel = "FILE", description = "How: BatchingParameters in protobuf's text format.")
    private Path parameters;

    @Option(names = "--monitoring_config_file", paramLabel = "FILE", description = "MonitoringConfig in protobuf's text format; says whether and where Prometheus finds the metrics. Without it, nowhere.")
    private Path monitoring;

    int port() {
        return port;
    }

    String host() {
        return host;
    }

    /** @throws ParameterException if the flags contradict each other or the file cannot be used */
    RestSettings settings(CommandLine command) {
        if (parameters != null && !batching) {
            throw new ParameterException(command, "--batching_parameters_file does nothing without --enable_batching.");
        }
        try {
            RestSettings plain = new RestSettings(anyOrigin ? Cors.ANY_ORIGIN : Cors.NONE,
                    Duration.ofMillis(Math.max(0, timeout)),
                    monitoring == null ? Monitoring.OFF : Monitoring.read(monitoring));
            int usual = plain.threads() * (batching ? THREADS_A_CORE : 1);
            return new RestSettings(plain.cors(), plain.timeout(), threads > 0 ? threads : usual, joined(), plain.monitoring());
        } catch (IOException e) {
            throw new ParameterException(command, e.getMessage(), e);
        }
    }

    private Optional<BatchingSettings> joined() throws IOException {
        if (!batching) {
            return Optional.empty();
        }
        return Optional.of(parameters == null ? BatchingSettings.DEFAULT : BatchingSettings.read(parameters));
    }
}
