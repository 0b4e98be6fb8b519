package dev.mrc.serving.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.CompletionException;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Labels and models that a configuration file moves while the engine runs: ServerCoreTest's cases. */
class LabelsTest {
    private static final Duration OFTEN = Duration.ofMillis(30);
    private static final LoadSettings STRICT = LoadSettings.DEFAULT.polling(OFTEN);
    private static final LoadSettings IN_ADVANCE = new LoadSettings(OFTEN, 0, OFTEN, true, true);
    private static final String ASK = "{\"instances\":[2.0]}";

    @TempDir
    Path folder;
    private Path config;

    @BeforeEach
    void twoVersions() {
        SavedModels.half(folder.resolve("m/1"), 2);
        SavedModels.half(folder.resolve("m/2"), 3);
        config = folder.resolve("models.config");
    }

    /** How a version is promoted: load both, move the label, drop the old one. */
    @Test
    void labelMovesOnceItsNewVersionIsAvailable() throws IOException, InterruptedException {
        write(model("m", "all {}"));
        try (RunningEngine engine = start(STRICT)) {
            engine.awaitStatus("m", "\"version\":\"1\",\"state\":\"AVAILABLE\"");

            write(model("m", "all {}", "stable", 1));
            assertThat(await(engine, "labels/stable:predict", 200)).contains("3.0");
            assertThat(engine.get("/v1/models/m/labels/stable/metadata").body()).contains("\"version\": \"1\"");

            write(model("m", "all {}", "stable", 2));
            awaitText(engine, "labels/stable:predict", "4.0");

            write(model("m", "specific { versions: 1 }", "stable", 2));
            assertThat(await(engine, "labels/stable:predict", 404)).contains("Specific(m, 2)");
        }
    }

    @Test
    void unknownLabelIsABadRequestAlsoForAnUnknownModel() throws IOException, InterruptedException {
        write(model("m", "all {}"));
        try (RunningEngine engine = start(STRICT)) {
            assertThat(engine.post("/v1/models/m/labels/x:predict", ASK).body())
                    .contains("Unrecognized servable version label: x");
            assertThat(engine.post("/v1/models/none/labels/x:predict", ASK).statusCode()).isEqualTo(400);
        }
    }

    /** AssignLabelToUnavailableVersion. */
    @Test
    void labelToWhatIsNotAvailableIsRefusedWithAllOfItsConfiguration() throws IOException, InterruptedException {
        write(model("m", "latest { num_versions: 1 }", "next", 2));
        assertThatThrownBy(() -> start(STRICT)).isInstanceOf(CompletionException.class)
                .hasMessageContaining("Request to assign label to 2 version of model m")
                .hasMessageContaining("not currently available for inference");

        write(model("m", "latest { num_versions: 1 }"));
        SavedModels.half(folder.resolve("other/1"), 9);
        try (RunningEngine engine = start(STRICT)) {
            engine.awaitStatus("m", "AVAILABLE");
            write(model("m", "latest { num_versions: 1 }", "old", 1) + model("other", "all {}"));
            Thread.sleep(150);

            assertThat(engine.get("/v1/models/other").statusCode()).isEqualTo(404);
            assertThat(engine.post("/v1/models/m/labels/old:predict", ASK).statusCode()).isEqualTo(400);
        }
    }

    /** AssignLabelToUnavailableVersionAllowed, AssignExistingLabelToUnavailableVersionDisallowed. */
    @Test
    void withTheFlagANewLabelMayPointAheadButNoneMayBeMovedThere() throws IOException, InterruptedException {
        write(model("m", "latest { num_versions: 1 }", "next", 2));
        try (RunningEngine engine = start(IN_ADVANCE)) {
            assertThat(await(engine, "labels/next:predict", 200)).contains("4.0");

            write(model("m", "latest { num_versions: 1 }", "next", 1));
            Thread.sleep(150);

            assertThat(await(engine, "labels/next:predict", 200)).contains("4.0");
        }
    }

    @Test
    void modelsComeAndGoWithTheFileAndABrokenFileChangesNothing() throws IOException, InterruptedException {
        SavedModels.half(folder.resolve("other/1"), 9);
        write(model("m", "latest { num_versions: 1 }"));
        try (RunningEngine engine = start(STRICT)) {
            engine.awaitStatus("m", "AVAILABLE");

            write(model("m", "latest { num_versions: 1 }") + model("other", "all {}"));
            engine.awaitStatus("other", "AVAILABLE");
            assertThat(engine.post("/v1/models/other:predict", ASK).body()).contains("10.0");

            publish("model_config_list {");
            Thread.sleep(100);
            assertThat(engine.post("/v1/models/m:predict", ASK).body()).contains("4.0");

            write(model("other", "all {}"));
            engine.awaitStatus("m", "END");
            assertThat(engine.post("/v1/models/m:predict", ASK).statusCode()).isEqualTo(404);
            assertThat(engine.post("/v1/models/other:predict", ASK).statusCode()).isEqualTo(200);
        }
    }

    private RunningEngine start(LoadSettings loading) {
        return new RunningEngine(
                RunningEngine.settings(new ServedModels.Listed(config, OFTEN), RestSettings.DEFAULT, loading));
    }

    private String await(RunningEngine engine, String call, int status) throws IOException, InterruptedException {
        for (int tries = 0; engine.post("/v1/models/m/" + call, ASK).statusCode() != status; tries++) {
            assertThat(tries).isLessThan(500);
            Thread.sleep(10);
        }
        return engine.post("/v1/models/m/" + call, ASK).body();
    }

    private void awaitText(RunningEngine engine, String call, String text) throws IOException, InterruptedException {
        for (int tries = 0; !engine.post("/v1/models/m/" + call, ASK).body().contains(text); tries++) {
            assertThat(tries).isLessThan(500);
            Thread.sleep(10);
        }
    }

    private String model(String name, String policy) {
        return "config { name: '%s' base_path: '%s' model_platform: 'tensorflow' model_version_policy { %s } }\n".formatted(
                name,
                folder.resolve(name), policy);
    }

    private String model(String name, String policy, String label, long version) {
        return model(name, policy).replaceFirst("}\\s*$", "") + "version_labels { key: '%s' value: %d } }\n".formatted(label,
                version);
    }

    /** In one step, as an editor or a ConfigMap does it. */
    private void write(String models) throws IOException {
        publish("model_config_list {\n" + models + "}\n");
    }

    /** In one step: half written it would be empty for a moment, and an empty file is one without models. */
    private void publish(String text) throws IOException {
        Path staged = Files.writeString(folder.resolve("staged"), text);
        Files.move(staged, config, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
