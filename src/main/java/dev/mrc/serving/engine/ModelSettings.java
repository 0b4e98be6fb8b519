package dev.mrc.serving.engine;

import java.util.Map;

/**
 * One model to serve.
 *
 * @param name in the URL
 * @param source where its versions are
 * @param policy which of them are served
 * @param labels names for versions, to be used in URLs
 */
public record ModelSettings(String name, EngineSettings.Source source, VersionPolicy policy, Map<String, Long> labels) {
    public ModelSettings {
        labels = Map.copyOf(labels);
    }

    /** As the flags {@code --model_name} and {@code --model_base_path} give it. */
    public ModelSettings(String name, EngineSettings.Source source) {
        this(name, source, VersionPolicy.DEFAULT, Map.of());
    }
}
