package dev.mrc.serving.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TString;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Requests of several callers in one run, over HTTP. The models tell how many rows they ran with; the cases are those of
 * TensorFlow Serving's BatchingSessionTest.
 */
class BatchingTest {
    private static final long SOON = 200_000;

    @TempDir
    Path base;

    /** {@code x} float [-1, -1] and {@code s} string [-1]; {@code y} = 2x, {@code t} = s + "!", {@code rows} of the run. */
    @BeforeEach
    void model() {
        SavedModels.write(base.resolve("1"), tf -> {
            Placeholder<TFloat32> x = tf.withName("x").placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, -1)));
            Placeholder<TString> s = tf.withName("s").placeholder(TString.class, Placeholder.shape(Shape.of(-1)));
            Operand<TInt32> count = tf.reduceSum(tf.shape(s), tf.constant(0));
            Operand<TInt32> rows = tf.fill(tf.shape(s), count);
            return Map.of("serving_default", SavedModels.signature(Map.of("x", x, "s", s), Map.of(
                    "y", tf.math.mul(x, tf.constant(2f)),
                    "t", tf.strings.join(List.of(s, tf.constant("!"))),
                    "rows", rows)));
        });
    }

    @Test
    void requestsOfSeveralCallersRunAsOneAndEachGetsItsOwn() throws IOException, InterruptedException {
        try (RunningEngine engine = batching(settings(6, SOON, List.of()))) {
            List<JsonNode> answers = Stream.of(ask(engine, 1, "가"), ask(engine, 2, "나"), ask(engine, 3, "다"))
                    .map(CompletableFuture::join).toList();

            for (int rows = 1; rows <= 3; rows++) {
                JsonNode predictions = answers.get(rows - 1).get("predictions");
                assertThat(predictions).hasSize(rows);
                for (int row = 0; row < rows; row++) {
                    assertThat(predictions.get(row).get("rows").asInt()).isEqualTo(6);
                    assertThat(predictions.get(row).get("y").toString()).isEqualTo("[%d.0,%d.0]".formatted(2 * row, 2 * rows));
                    assertThat(predictions.get(row).get("t").asText()).isEqualTo("가나다".charAt(rows - 1) + "!");
                }
            }
        }
    }

    @Test
    void aBatchStartsAtItsTimeEvenIfItIsNotFull() throws IOException, InterruptedException {
        try (RunningEngine engine = batching(settings(100, 50_000, List.of()))) {
            long start = System.nanoTime();
            assertThat(ask(engine, 1, "가").join().at("/predictions/0/rows").asInt()).isEqualTo(1);
            assertThat(System.nanoTime() - start).isGreaterThan(Duration.ofMillis(50).toNanos());
        }
    }

    @Test
    void batchesArePaddedToAnAllowedSizeAndThePaddingIsDropped() throws IOException, InterruptedException {
        try (RunningEngine engine = batching(settings(8, 0, List.of(1, 4, 8)))) {
            JsonNode predictions = ask(engine, 3, "가").join().get("predictions");

            assertThat(predictions).hasSize(3);
            assertThat(predictions.get(2).get("rows").asInt()).isEqualTo(4);
            assertThat(predictions.get(2).get("y").toString()).isEqualTo("[4.0,6.0]");
        }
    }

    /** BatchingWithLargeBatch. */
    @Test
    void requestLargerThanABatchIsRefused() throws IOException, InterruptedException {
        try (RunningEngine engine = batching(settings(3, 0, List.of()))) {
            assertThat(ask(engine, 4, "가").join().get("error").asText())
                    .contains("Task size 4 is larger than maximum input batch size 3");
        }
    }

    @Test
    void largeRequestIsSplitWhenThatIsWanted() throws IOException, InterruptedException {
        try (RunningEngine engine = batching(new BatchingSettings(10, 0, 2, 10, List.of(), false, 3, "p"))) {
            JsonNode predictions = ask(engine, 8, "가").join().get("predictions");

            assertThat(predictions).hasSize(8);
            for (int row = 0; row < 8; row++) {
                assertThat(predictions.get(row).get("rows").asInt()).isLessThanOrEqualTo(3);
                assertThat(predictions.get(row).get("y").toString()).isEqualTo("[%d.0,16.0]".formatted(2 * row));
            }
        }
    }

    /** RequestWithIncompatibleInputTensorSizes. */
    @Test
    void inputsOfOneRequestMustHaveTheSameNumberOfRows() throws IOException, InterruptedException {
        try (RunningEngine engine = batching(settings(8, 0, List.of()))) {
            String body = "{\"inputs\":{\"x\":[[1.0],[2.0]],\"s\":[\"가\"]}}";
            assertThat(engine.post("/v1/models/m:predict", body).body()).contains("equal 0th-dimension size");
            assertThat(engine.post("/v1/models/m:predict", "{\"inputs\":{\"x\":[[1.0]],\"s\":\"가\"}}").body())
                    .contains("at least one dimension");
        }
    }

    @Test
    void rowsOfDifferentShapesAreRefusedTogetherUnlessTheyArePadded() throws IOException, InterruptedException {
        try (RunningEngine engine = batching(settings(2, SOON, List.of()))) {
            Stream.of(wide(engine, "[1.0]"), wide(engine, "[5.0,6.0,7.0]")).map(CompletableFuture::join)
                    .forEach(answer -> assertThat(answer.get("error").asText()).contains("differ in other dimensions"));
        }
        try (RunningEngine engine = batching(new BatchingSettings(2, SOON, 2, 10, List.of(), true, 2, "p"))) {
            List<String> answers = Stream.of(wide(engine, "[1.0]"), wide(engine, "[5.0,6.0,7.0]"))
                    .map(answer -> answer.join().at("/predictions/0/y").toString()).toList();

            assertThat(answers).containsExactly("[2.0,2.0,2.0]", "[10.0,12.0,14.0]");
        }
    }

    @Test
    void outputThatHasNoRowForEachInputRowCannotBeBatched() throws IOException, InterruptedException {
        SavedModels.write(base.resolve("2"), tf -> {
            Placeholder<TFloat32> x = tf.withName("x").placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1)));
            return Map.of("serving_default", SavedModels.signature(Map.of("x", x),
                    Map.of("sum", tf.reduceSum(x, tf.constant(0), ReduceSum.keepDims(true)))));
        });
        try (RunningEngine engine = batching(settings(4, 0, List.of(4)))) {
            assertThat(engine.post("/v1/models/m:predict", "{\"instances\":[1.0]}").body())
                    .contains("0th dimension does not equal the sum");
        }
    }

    /** EnqueuedLongerThanTimeout. */
    @Test
    void whatWaitedLongerThanItsTimeIsAnswered429() throws IOException, InterruptedException {
        RestSettings rest = new RestSettings(Cors.NONE, Duration.ofMillis(50))
                .batching(settings(100, 300_000, List.of()), 4);
        try (RunningEngine engine = start(rest)) {
            var reply = engine.post("/v1/models/m:predict", body(1, "가"));

            assertThat(reply.statusCode()).isEqualTo(429);
            assertThat(reply.body()).contains("timeout exceeded while waiting in batching queue");
        }
    }

    @Test
    void fullQueueIsAnswered503() throws IOException, InterruptedException {
        BatchingSettings two = new BatchingSettings(2, 400_000, 1, 1, List.of(), false, 2, "p");
        try (RunningEngine engine = batching(two)) {
            CompletableFuture<JsonNode> waiting = ask(engine, 1, "가");
            Thread.sleep(100);

            assertThat(engine.post("/v1/models/m:predict", body(2, "나")).statusCode()).isEqualTo(503);
            assertThat(waiting.join().at("/predictions/0/t").asText()).isEqualTo("가!");
        }
    }

    @Test
    void lastAllowedSizeMustBeTheLargestBatch() throws IOException, InterruptedException {
        try (RunningEngine engine = batching(settings(8, 0, List.of(1, 4)))) {
            engine.awaitStatus("m", "INVALID_ARGUMENT");
            assertThat(engine.get("/v1/models/m").body()).contains("\"END\"").contains("allowed_batch_sizes");
        }
    }

    /** Under load nobody gets another's answer. */
    @Test
    void manyCallersGetTheirOwnAnswers() throws IOException, InterruptedException {
        try (RunningEngine engine = batching(settings(16, 1000, List.of(1, 2, 4, 8, 16)))) {
            List<CompletableFuture<Void>> callers = IntStream.range(0, 16).mapToObj(caller -> CompletableFuture.runAsync(() -> {
                for (int call = 0; call < 20; call++) {
                    int rows = 1 + (caller + call) % 5;
                    String text = "질문" + caller + "-" + call;
                    JsonNode predictions = ask(engine, rows, text).join().get("predictions");
                    assertThat(predictions).hasSize(rows).allSatisfy(
                            prediction -> assertThat(prediction.get("t").asText()).isEqualTo(text + "!"));
                    assertThat(predictions.get(rows - 1).get("y").toString())
                            .isEqualTo("[%d.0,%d.0]".formatted(2 * (rows - 1), 2 * rows));
                }
            })).toList();

            assertThat(callers).allSatisfy(CompletableFuture::join);
        }
    }

    @Test
    void fileSaysAllOfIt() throws IOException {
        BatchingSettings read = BatchingSettings.read(Files.writeString(base.resolve("b.txt"), """
                max_batch_size { value: 32 }
                batch_timeout_micros { value: 2000 }
                num_batch_threads { value: 4 }
                max_enqueued_batches { value: 16 }
                allowed_batch_sizes: 1
                allowed_batch_sizes: 32
                thread_pool_name { value: "bert" }
                """));

        assertThat(read).isEqualTo(new BatchingSettings(32, 2000, 4, 16, List.of(1, 32), false, 32, "bert"));
        assertThat(read.padded(2)).isEqualTo(32);
        assertThatThrownBy(() -> BatchingSettings.read(Files.writeString(base.resolve("b.txt"), "max_batch_size { value: 0 }")))
                .isInstanceOf(IOException.class).hasMessageContaining("b.txt").hasMessageContaining("max_batch_size is 0");
    }

    @Test
    void batchesAreCounted() throws IOException, InterruptedException {
        RestSettings rest = new RestSettings(Cors.NONE, Duration.ofSeconds(30),
                Monitoring.parse("prometheus_config { enable: true }"))
                .batching(settings(8, 0, List.of(4, 8)), 4);
        try (RunningEngine engine = start(rest)) {
            ask(engine, 3, "가").join();

            assertThat(engine.get(Monitoring.DEFAULT_PATH).body())
                    .contains(":tensorflow:serving:batching_session:wrapped_run_count{} 1\n")
                    .contains(":tensorflow:serving:batching_session:input_batch_size_sum{} 3\n")
                    .contains(":tensorflow:serving:batching_session:processed_batch_size_sum{} 4\n")
                    .contains(":tensorflow:serving:batching_session:padding_size_sum{execution_batch_size=\"4\"} 1\n")
                    .contains("queuing_latency_count{thread_pool_name=\"batch_threads\"} 1\n");
        }
    }

    private static BatchingSettings settings(int max, long micros, List<Integer> allowed) {
        return new BatchingSettings(max, micros, 2, 10, allowed, false, max, "batch_threads");
    }

    private RunningEngine batching(BatchingSettings settings) throws IOException, InterruptedException {
        return start(RestSettings.DEFAULT.batching(settings, 32));
    }

    private RunningEngine start(RestSettings rest) throws IOException, InterruptedException {
        RunningEngine engine = new RunningEngine(RunningEngine.settings("m", base, rest, LoadSettings.DEFAULT));
        engine.awaitLoaded("m");
        return engine;
    }

    private static CompletableFuture<JsonNode> ask(RunningEngine engine, int rows, String text) {
        return post(engine, body(rows, text));
    }

    private static CompletableFuture<JsonNode> wide(RunningEngine engine, String x) {
        return post(engine, "{\"instances\":[{\"x\":%s,\"s\":\"가\"}]}".formatted(x));
    }

    private static CompletableFuture<JsonNode> post(RunningEngine engine, String body) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return RunningEngine.json(engine.post("/v1/models/m:predict", body).body());
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }, task -> new Thread(task).start());
    }

    /** Rows [0, n], [1, n], ... all with the same text. */
    private static String body(int rows, String text) {
        return IntStream.range(0, rows).mapToObj(row -> "{\"x\":[%d,%d],\"s\":\"%s\"}".formatted(row, rows, text))
                .collect(Collectors.joining(",", "{\"instances\":[", "]}"));
    }
}
