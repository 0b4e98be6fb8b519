package dev.mrc.serving.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.mrc.serving.engine.RawHttp.Reply;

/** ServerCoreTest.ModelSpecMultipleVersionsAvailable: which of two versions answers. */
class TwoVersionsTest {
    private static final String HALF = "/v1/models/half_plus_two";
    private static final String BODY = "{\"instances\":[1.0]}";

    @TempDir
    static Path base;
    static RunningEngine engine;
    static RawHttp http;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        SavedModels.half(base.resolve("00000123"), 2);
        SavedModels.half(base.resolve("7"), 3);
        engine = new RunningEngine(RunningEngine.settings(new ServedModels.Fixed(List.of(new ModelSettings("half_plus_two",
                () -> base, new VersionPolicy.All(), Map.of()))), RestSettings.DEFAULT, LoadSettings.DEFAULT));
        engine.awaitLoaded("half_plus_two");
        http = new RawHttp(engine.uri());
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    @Test
    void theHigherAnswersUnlessAnotherIsNamed() {
        assertThat(http.post(HALF + ":predict", BODY).body()).isEqualTo("{\"predictions\":[2.5]}");
        assertThat(http.post(HALF + "/versions/123:predict", BODY).body()).isEqualTo("{\"predictions\":[2.5]}");
        assertThat(http.post(HALF + "/versions/7:predict", BODY).body()).isEqualTo("{\"predictions\":[3.5]}");
        assertThat(http.get(HALF + "/versions/7/metadata").json().at("/model_spec/version").asText()).isEqualTo("7");
        assertThat(http.get(HALF + "/metadata").json().at("/model_spec/version").asText()).isEqualTo("123");
    }

    @Test
    void statusListsTheHigherFirst() {
        Reply both = http.get(HALF);

        assertThat(both.json().at("/model_version_status/0/version").asText()).isEqualTo("123");
        assertThat(both.json().at("/model_version_status/1/version").asText()).isEqualTo("7");
        assertThat(http.get(HALF + "/labels/whatever").json()).isEqualTo(both.json());
        assertThat(http.get(HALF + "/versions/007").json().at("/model_version_status").size()).isEqualTo(1);
    }
}
