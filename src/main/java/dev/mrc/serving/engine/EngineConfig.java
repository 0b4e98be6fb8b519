package dev.mrc.serving.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The embedded engine; it runs only while {@code mrc.serving.url} is unset. */
@ConfigMapping(prefix = "mrc.engine")
public interface EngineConfig {
    /** Address to listen on; only this machine can reach the default. */
    @WithDefault("127.0.0.1")
    String host();

    /** Port to listen on; 0 = any free one. */
    @WithDefault("8501")
    int port();

    /** Whether every answer lets scripts of other origins read it: {@code none} or {@code any-origin}. */
    @WithDefault("none")
    Cors cors();

    /** How long the model may take for one request; then 504. 0 = no limit. */
    @WithDefault("30s")
    Duration timeout();

    /** TensorFlow Serving's {@code MonitoringConfig} in text format, which says where the metrics are; unset = nowhere. */
    Optional<Path> monitoringConfigFile();

    /** How often new versions are looked for; 0 = only at the start. */
    @WithDefault("1s")
    Duration poll();

    /** Directory whose numeric subdirectories are SavedModels; unset = the demo model, unpacked into the cache. */
    Optional<Path> modelBasePath();

    /** Where models that had to be unpacked are kept from one start to the next. */
    @WithDefault("${user.home}/.cache/korean-mrc")
    Path cacheDirectory();
}
