package dev.mrc.serving.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Which models an engine serves. */
public sealed interface ServedModels {
    /** These, to the end. */
    record Fixed(List<ModelSettings> models) implements ServedModels {
        public Fixed {
            models = List.copyOf(models);
        }
    }

    /**
     * Those of a configuration file: {@code ModelServerConfig} in protobuf's text format.
     *
     * @param poll how often the file is read again; 0 = never
     */
    record Listed(Path file, Duration poll) implements ServedModels {
    }
}
