package dev.mrc.serving.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelConfigFileTest {
    @TempDir
    Path folder;

    @Test
    void modelsPoliciesAndLabelsAreRead() throws IOException {
        List<ModelSettings> models = read("""
                # 두 모델
                model_config_list {
                  config {
                    name: "bert" base_path: "/models/bert" model_platform: "tensorflow"
                    model_version_policy { specific { versions: 3 versions: 4 } }
                    version_labels { key: 'stable' value: 3 }
                    version_labels { key: 'canary' value: 4 }
                  }
                  config: { name: "한국어", base_path: "/models/ko", model_platform: "tensorflow",
                            model_version_policy: { latest: { num_versions: 2 } } }
                  config { name: "all" base_path: "/models/all" model_platform: "tensorflow"
                           model_version_policy { all {} } logging_config { log_collector_config { type: "x" } } }
                  config { name: "plain" base_path: "/models/plain" model_platform: "tensorflow" }
                }
                """);

        assertThat(models).extracting(ModelSettings::name).containsExactly("bert", "한국어", "all", "plain");
        assertThat(models).extracting(ModelSettings::policy).containsExactly(new VersionPolicy.Specific(Set.of(3L, 4L)),
                new VersionPolicy.Latest(2), new VersionPolicy.All(), VersionPolicy.DEFAULT);
        assertThat(models.get(0).labels()).isEqualTo(Map.of("stable", 3L, "canary", 4L));
        assertThat(models.get(1).source().basePath()).isEqualTo(Path.of("/models/ko"));
    }

    @Test
    void theSameFileReadTwiceIsTheSame() throws IOException {
        String text = "model_config_list { config { name: 'm' base_path: '/m' model_platform: 'tensorflow' } }";

        assertThat(read(text)).isEqualTo(read(text));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            model_config_list { config { name: "m" base_path: "/m" } } | model_platform must be "tensorflow"
            model_config_list { config { name: "m" base_path: "/m" model_platform: "onnx" } } | model_platform must be "tensorflow"
            model_config_list { config { name: "m" base_path: "m" model_platform: "tensorflow" } } | absolute path
            model_config_list { config { base_path: "/m" model_platform: "tensorflow" } } | has no name
            model_config_list { config { name: "m" base_path: "/m" model_platform: "tensorflow" } config { name: "m" base_path: "/n" model_platform: "tensorflow" } } | multiple times
            model_config_list { config { nam: "m" } } | unknown field 'nam'
            model_config_list { config { name: 7 } } | holds a number
            model_config_list { | field
            """)
    void whatCannotBeFollowedIsRefusedByName(String text, String fault) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(IOException.class).hasMessageContaining(fault)
                .hasMessageContaining("no ModelServerConfig").hasMessageContaining("models.config");
    }

    @Test
    void missingFileIsNamed() {
        assertThatThrownBy(() -> ModelConfigFile.read(folder.resolve("none.config"))).hasMessageContaining("none.config");
    }

    private List<ModelSettings> read(String text) throws IOException {
        return ModelConfigFile.read(Files.writeString(folder.resolve("models.config"), text));
    }
}
