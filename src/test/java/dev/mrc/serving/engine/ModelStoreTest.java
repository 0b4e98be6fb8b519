package dev.mrc.serving.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.types.TFloat32;

import dev.mrc.serving.ModelStatus.State;
import dev.mrc.serving.ModelStatus.Version;
import dev.mrc.serving.engine.Target.Latest;
import dev.mrc.serving.engine.Target.Specific;

class ModelStoreTest {
    @TempDir
    Path base;

    @Test
    void brokenVersionsEndAndTheOthersAreServed() throws IOException {
        SavedModels.half(base.resolve("1"), 2);
        Files.writeString(Files.createDirectory(base.resolve("2")).resolve("saved_model.pb"), "not a model");
        Files.createDirectory(base.resolve("3"));
        SavedModels.write(base.resolve("4"), tf -> Map.of("serving_default", SignatureDef.newBuilder()
                .putOutputs("y", TensorInfo.newBuilder().setName(tf.constant(1f).op().name() + ":5").build()).build()));
        Files.createDirectory(base.resolve("next"));
        Files.writeString(base.resolve("5"), "a file");

        try (ModelStore store = serving(new VersionPolicy.All())) {
            List<Version> versions = store.status("m", new Latest()).versions();
            assertThat(versions).extracting(Version::version).containsExactly("4", "3", "2", "1");
            assertThat(versions).extracting(Version::state)
                    .containsExactly(State.END, State.END, State.END, State.AVAILABLE);
            assertThat(versions.get(0).status().message()).contains("Const:5");
            assertThat(versions.get(1).status().code()).isEqualTo("NOT_FOUND");
            assertThat(versions.get(2).status().code()).isNotEqualTo("OK");
            assertThat(versions.get(2).status().message()).isNotBlank();
            try (LoadedModel latest = store.acquire("m", new Latest())) {
                assertThat(latest.version()).isEqualTo(1);
            }
            assertThatThrownBy(() -> store.acquire("m", new Specific(2)))
                    .hasMessage("Servable not found for request: Specific(m, 2)");
        }
    }

    @Test
    void basePathWithoutVersionsServesNothingUntilOneComes() throws IOException {
        Files.createDirectory(base.resolve("saved"));
        try (ModelStore store = serving(VersionPolicy.DEFAULT)) {
            assertThatThrownBy(() -> store.status("m", new Latest())).hasMessage("Could not find any versions of model m");

            SavedModels.half(base.resolve("20261123094501"), 2);
            store.poll();

            assertThat(store.status("m", new Latest()).versions()).extracting(Version::state).containsExactly(State.AVAILABLE);
        }
    }

    @Test
    void closedModelLivesUntilItsLastUserIsDone() throws IOException {
        SavedModels.half(base.resolve("1"), 2);
        ModelStore store = serving(VersionPolicy.DEFAULT);

        try (LoadedModel inUse = store.acquire("m", new Latest()); TFloat32 x = TFloat32.vectorOf(2f)) {
            store.close();
            try (Outputs outputs = inUse.run(inUse.signature(""), List.of(x), Duration.ZERO)) {
                assertThat(((TFloat32) outputs.tensors().get(0)).getFloat(0)).isEqualTo(3f);
            }
            assertThatThrownBy(() -> store.acquire("m", new Latest())).isInstanceOf(StatusException.class);
            assertThat(store.status("m", new Latest()).versions().get(0).state()).isEqualTo(State.END);
        }
    }

    private ModelStore serving(VersionPolicy policy) {
        ModelStore store = new ModelStore(LoadSettings.DEFAULT, ModelRunner.direct(), new EngineMetrics());
        store.configure(List.of(new ModelSettings("m", () -> base, policy, Map.of())));
        store.poll();
        return store;
    }

    @Test
    void portIsOpenWhileTheModelIsStillOnItsWay() throws IOException, InterruptedException {
        SavedModels.half(base.resolve("1"), 2);
        CountDownLatch wait = new CountDownLatch(1);
        try (RunningEngine engine = new RunningEngine("m", () -> {
            try {
                wait.await();
                return base;
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        })) {
            assertThat(engine.get("/v1/models/m").statusCode()).isEqualTo(404);
            assertThat(engine.post("/v1/models/m:predict", "{\"instances\":[1]}").body())
                    .contains("Servable not found for request: Latest(m)");

            wait.countDown();
            engine.awaitLoaded("m");

            assertThat(engine.post("/v1/models/m:predict", "{\"instances\":[1]}").body()).contains("2.5");
        }
    }
}
