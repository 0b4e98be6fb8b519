package dev.mrc.serving.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of versions whose directories come and go while the engine runs. */
class LifecycleTest {
    private static final LoadSettings OFTEN = LoadSettings.DEFAULT.polling(Duration.ofMillis(20));
    private static final String ASK = "{\"instances\":[2.0]}";

    @TempDir
    Path base;
    @TempDir
    Path aside;

    @Test
    void newVersionTakesOverAndTheOldOneEnds() throws IOException, InterruptedException {
        publish("1", 2);
        try (RunningEngine engine = polling()) {
            engine.awaitStatus("m", "AVAILABLE");
            assertThat(answer(engine)).contains("3.0");

            publish("2", 3);

            engine.awaitStatus("m", state(2, "AVAILABLE") + "," + state(1, "END"));
            assertThat(answer(engine)).contains("4.0");
            assertThat(engine.post("/v1/models/m/versions/1:predict", ASK).statusCode()).isEqualTo(404);
        }
    }

    /** ServerCoreTest.ReloadConfigHandlesLoadingAPreviouslyUnloadedModel, and rolling back by deleting. */
    @Test
    void versionThatComesBackIsServedAgain() throws IOException, InterruptedException {
        publish("1", 2);
        publish("2", 3);
        try (RunningEngine engine = polling()) {
            engine.awaitStatus("m", state(2, "AVAILABLE"));

            delete("2");
            engine.awaitStatus("m", state(2, "END") + "," + state(1, "AVAILABLE"));
            assertThat(answer(engine)).contains("3.0");

            publish("2", 3);
            engine.awaitStatus("m", state(2, "AVAILABLE") + "," + state(1, "END"));
        }
    }

    @Test
    void brokenVersionIsReportedAndTheOldOneGoesOn() throws IOException, InterruptedException {
        publish("1", 2);
        try (RunningEngine engine = polling()) {
            engine.awaitStatus("m", "AVAILABLE");

            Files.createDirectory(aside.resolve("2"));
            Files.writeString(aside.resolve("2").resolve("saved_model.pb"), "no model");
            Files.move(aside.resolve("2"), base.resolve("2"));

            engine.awaitStatus("m", "{\"version\":\"2\",\"state\":\"END\"");
            assertThat(engine.get("/v1/models/m/versions/2").body()).doesNotContain("\"OK\"");
            assertThat(answer(engine)).contains("3.0");

            publish("3", 4);
            engine.awaitStatus("m", state(3, "AVAILABLE"));
            assertThat(answer(engine)).contains("5.0");
        }
    }

    @Test
    void everythingDeletedIsServedNoMoreAndAMissingBasePathChangesNothing() throws IOException, InterruptedException {
        publish("1", 2);
        try (RunningEngine engine = polling()) {
            engine.awaitStatus("m", "AVAILABLE");

            Path away = Files.move(base, aside.resolve("base"));
            Thread.sleep(100);
            assertThat(answer(engine)).contains("3.0");

            Files.move(away, base);
            delete("1");
            engine.awaitStatus("m", state(1, "END"));
            assertThat(engine.post("/v1/models/m:predict", ASK).body()).contains("Servable not found for request: Latest(m)");
        }
    }

    @Test
    void lookedForOnceWithoutPolling() throws IOException, InterruptedException {
        publish("1", 2);
        try (RunningEngine engine = new RunningEngine(
                RunningEngine.settings("m", base, RestSettings.DEFAULT, LoadSettings.DEFAULT.polling(Duration.ZERO)))) {
            engine.awaitStatus("m", "AVAILABLE");
            publish("2", 3);
            Thread.sleep(150);

            assertThat(engine.get("/v1/models/m/versions/2").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void versionThatFailsIsTriedAgainAsOftenAsWanted() throws IOException, InterruptedException {
        Path version = Files.createDirectory(base.resolve("1"));
        LoadSettings patient = new LoadSettings(Duration.ofMillis(20), 50, Duration.ofMillis(50), true, false);
        try (RunningEngine engine = new RunningEngine(RunningEngine.settings("m", base, RestSettings.DEFAULT, patient))) {
            engine.awaitStatus("m", "LOADING");
            publish("whole", 2);
            Files.move(base.resolve("whole").resolve("saved_model.pb"), version.resolve("saved_model.pb"));

            engine.awaitStatus("m", "AVAILABLE");
        }
    }

    /** Every answer is one of the two, whatever comes and goes meanwhile. */
    @Test
    void noRequestFailsWhileVersionsSwitch() throws IOException, InterruptedException {
        publish("1", 2);
        try (RunningEngine engine = polling()) {
            engine.awaitStatus("m", "AVAILABLE");
            AtomicBoolean done = new AtomicBoolean();
            List<CompletableFuture<Integer>> callers = Stream.generate(() -> CompletableFuture.supplyAsync(() -> {
                int calls = 0;
                while (!done.get()) {
                    assertThat(answer(engine)).containsAnyOf("3.0", "4.0");
                    calls++;
                }
                return calls;
            })).limit(2).toList();

            for (int version = 2; version <= 12; version++) {
                publish(Integer.toString(version), version % 2 == 0 ? 3 : 2);
                engine.awaitStatus("m", state(version, "AVAILABLE") + "," + state(version - 1, "END"));
                delete(Integer.toString(version - 1));
            }
            done.set(true);

            assertThat(callers).allSatisfy(caller -> assertThat(caller.join()).isPositive());
        }
    }

    private RunningEngine polling() {
        return new RunningEngine(RunningEngine.settings("m", base, RestSettings.DEFAULT, OFTEN));
    }

    private static String answer(RunningEngine engine) {
        try {
            return engine.post("/v1/models/m:predict", ASK).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String state(int version, String state) {
        return "{\"version\":\"%d\",\"state\":\"%s\",\"status\":{\"error_code\":\"OK\",\"error_message\":\"\"}}".formatted(
                version,
                state);
    }

    /** As it should be done: written elsewhere, then renamed. */
    private void publish(String name, float bias) throws IOException {
        SavedModels.half(aside.resolve(name), bias);
        Files.move(aside.resolve(name), base.resolve(name));
    }

    private void delete(String name) throws IOException {
        Path gone = Files.move(base.resolve(name), aside.resolve("deleted-" + name));
        try (Stream<Path> files = Files.walk(gone)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
