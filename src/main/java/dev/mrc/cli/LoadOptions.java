package dev.mrc.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

import dev.mrc.serving.engine.LoadSettings;
import dev.mrc.serving.engine.ServedModels;
import picocli.CommandLine.Option;

/** The flags of {@code tensorflow_model_server} that say what is loaded, and when. */
final class LoadOptions {
    @Option(names = "--model_config_file", paramLabel = "FILE", description = "Models to serve, a ModelServerConfig in protobuf's text format; --model_name, --model_base_path and --model do not count then.")
    private Path configFile;

    @Option(names = "--model_config_file_poll_wait_seconds", defaultValue = "0", paramLabel = "S", description = "How often that file is read again; 0 = never (default: ${DEFAULT-VALUE}).")
    private long configPoll;

    @Option(names = "--file_system_poll_wait_seconds", defaultValue = "1", paramLabel = "S", description = "How often new versions are looked for; 0 = only at the start, less = never (default: ${DEFAULT-VALUE}).")
    private long poll;

    @Option(names = "--allow_version_labels_for_unavailable_models", arity = "0..1", fallbackValue = "true", description = "Let a new label point to a version that is not loaded yet.")
    private boolean labelsInAdvance;

    @Option(names = "--max_num_load_retries", defaultValue = "0", paramLabel = "N", description = "How often a version that cannot be loaded is tried again (default: ${DEFAULT-VALUE}).")
    private int retries;

    @Option(names = "--load_retry_interval_micros", defaultValue = "60000000", paramLabel = "US", description = "The time between two tries (default: ${DEFAULT-VALUE}).")
    private long retryInterval;

    @Option(names = "--enable_model_warmup", arity = "0..1", defaultValue = "true", fallbackValue = "true", description = "Run a version's warm-up requests before it is available (default: ${DEFAULT-VALUE}).")
    private boolean warmUp;

    LoadSettings settings() {
        return new LoadSettings(Duration.ofSeconds(poll), Math.max(0, retries), Duration.of(retryInterval, ChronoUnit.MICROS),
                warmUp, labelsInAdvance);
    }

    /** What the configuration file lists, or else the one model. */
    ServedModels models(ServedModels one) {
        return configFile == null ? one : new ServedModels.Listed(configFile, Duration.ofSeconds(configPoll));
    }

    /** How a line on the terminal calls what is served. */
    String described(String model) {
        return configFile == null ? "/v1/models/" + model : " with the models of " + configFile;
    }
}
