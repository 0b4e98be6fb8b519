package dev.mrc.serving.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * TensorFlow Serving's {@code --model_config_file}: a {@code ModelServerConfig} in protobuf's text format.
 *
 * @see <a href="https://github.com/tensorflow/serving/blob/master/tensorflow_serving/config/model_server_config.proto">its
 *      fields</a>
 */
final class ModelConfigFile {
    private static final String PLATFORM = "tensorflow";

    private ModelConfigFile() {
    }

    /** The base path as the file names it. */
    private record Named(Path basePath) implements EngineSettings.Source {
    }

    /** @throws IOException if the file cannot be read, or is no configuration that can be followed; names file and fault */
    static List<ModelSettings> read(Path file) throws IOException {
        try {
            TextProto.Message config = TextProto.parse(Files.readString(file));
            config.only("model_config_list");
            List<ModelSettings> models = new ArrayList<>();
            Set<String> names = new HashSet<>();
            for (TextProto.Message list : config.messages("model_config_list")) {
                list.only("config");
                for (TextProto.Message entry : list.messages("config")) {
                    ModelSettings model = model(entry);
                    if (!names.add(model.name())) {
                        throw StatusException.invalid("Illegal to list model %s multiple times in config list"
                                .formatted(model.name()));
                    }
                    models.add(model);
                }
            }
            return models;
        } catch (StatusException e) {
            throw new IOException("%s is no ModelServerConfig: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static ModelSettings model(TextProto.Message entry) {
        entry.only("name", "base_path", "model_platform", "model_type", "model_version_policy", "version_labels",
                "logging_config");
        String name = entry.text("name").orElseThrow(() -> StatusException.invalid("a config has no name"));
        String platform = entry.text("model_platform").orElse("");
        if (!PLATFORM.equals(platform)) {
            throw StatusException.invalid("model %s: model_platform must be \"%s\", not \"%s\"".formatted(name, PLATFORM,
                    platform));
        }
        Path basePath = Path.of(entry.text("base_path").orElse(""));
        if (!basePath.isAbsolute()) {
            throw StatusException
                    .invalid("Expected model %s to have an absolute path or URI; got base_path()=%s".formatted(name,
                            basePath));
        }
        Map<String, Long> labels = new HashMap<>();
        for (TextProto.Message label : entry.messages("version_labels")) {
            label.only("key", "value");
            labels.put(label.text("key").orElse(""), label.number("value").orElse(0));
        }
        return new ModelSettings(name, new Named(basePath), policy(entry), labels);
    }

    private static VersionPolicy policy(TextProto.Message entry) {
        VersionPolicy policy = VersionPolicy.DEFAULT;
        for (TextProto.Message choice : entry.messages("model_version_policy")) {
            choice.only("latest", "all", "specific");
            for (TextProto.Message latest : choice.messages("latest")) {
                latest.only("num_versions");
                policy = new VersionPolicy.Latest(latest.number("num_versions").orElse(1));
            }
            if (!choice.messages("all").isEmpty()) {
                policy = new VersionPolicy.All();
            }
            for (TextProto.Message specific : choice.messages("specific")) {
                specific.only("versions");
                policy = new VersionPolicy.Specific(Set.copyOf(specific.numbers("versions")));
            }
        }
        return policy;
    }
}
