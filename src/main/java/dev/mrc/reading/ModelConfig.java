package dev.mrc.reading;

import java.nio.file.Path;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;

/** Which model's vocabulary and description the service works with. */
@ConfigMapping(prefix = "mrc.model")
public interface ModelConfig {
    /** Directory with {@code config.json}, {@code vocab.txt} and {@code tokenizer_config.json}; unset = the demo model. */
    Optional<Path> dir();
}
