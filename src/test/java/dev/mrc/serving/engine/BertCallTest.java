package dev.mrc.serving.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.Example;
import org.tensorflow.proto.Feature;
import org.tensorflow.proto.Features;
import org.tensorflow.proto.Int64List;

/** The call that TensorFlow users write for BERT: serialized {@code tf.Example}s in base64, one an instance. */
class BertCallTest {
    private static final String PREDICT = "/v1/models/bert:predict";

    @TempDir
    static Path base;
    static RunningEngine engine;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        SavedModels.bertLike(base.resolve("1"));
        engine = RunningEngine.serving("bert", base);
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    @Test
    void answersOnePredictionAnInstance() throws IOException, InterruptedException {
        HttpResponse<String> response = engine.post(PREDICT, """
                {"signature_name": "serving_default", "instances": [{"examples": {"b64": "%s"}}, {"examples": {"b64": "%s"}}]}
                """.formatted(example(7, 2, 9, 3), example(8, 5, 1)));

        assertThat(RunningEngine.json(response.body())).isEqualTo(RunningEngine.json("""
                {"predictions": [
                  {"unique_ids": 7, "start_logits": [1.0, 4.5, 1.5], "end_logits": [3.0, 10.0, 5.0]},
                  {"unique_ids": 8, "start_logits": [2.5, 0.5, 0.0], "end_logits": [6.0, 2.0, 0.0]}]}
                """));
    }

    @Test
    void inputsNameMayBeLeftOut() throws IOException, InterruptedException {
        HttpResponse<String> response = engine.post(PREDICT, "{\"instances\":[{\"b64\":\"%s\"}]}".formatted(example(1, 4)));

        assertThat(response.body())
                .isEqualTo("{\"predictions\":[{\"end_logits\":[5.0],\"start_logits\":[2.0],\"unique_ids\":1}]}");
    }

    @Test
    void answersByColumn() throws IOException, InterruptedException {
        HttpResponse<String> response = engine.post(PREDICT,
                "{\"inputs\":{\"examples\":[{\"b64\":\"%s\"},{\"b64\":\"%s\"}]}}".formatted(example(1, 4), example(2, 6)));

        assertThat(response.body()).isEqualTo(
                "{\"outputs\":{\"end_logits\":[[5.0],[7.0]],\"start_logits\":[[2.0],[3.0]],\"unique_ids\":[1,2]}}");
    }

    @Test
    void bytesThatAreNoExampleAreTheCallersFault() throws IOException, InterruptedException {
        HttpResponse<String> response = engine.post(PREDICT, "{\"instances\":[{\"examples\":\"질문\"}]}");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(RunningEngine.json(response.body()).path("error").asText()).contains("Could not parse example input");
    }

    @Test
    void exampleWithoutARequiredFeatureIsTheCallersFault() throws IOException, InterruptedException {
        String empty = Base64.getEncoder().encodeToString(Example.getDefaultInstance().toByteArray());

        HttpResponse<String> response = engine.post(PREDICT, "{\"instances\":[{\"b64\":\"%s\"}]}".formatted(empty));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("unique_ids");
    }

    @Test
    void manyCallersGetTheirOwnAnswers() throws ExecutionException, InterruptedException {
        List<CompletableFuture<String>> answers = IntStream.range(0, 64).mapToObj(i -> CompletableFuture.supplyAsync(() -> {
            try {
                return engine.post(PREDICT, "{\"instances\":[{\"b64\":\"%s\"}]}".formatted(example(i, i, 2L * i))).body();
            } catch (IOException | InterruptedException e) {
                return e.toString();
            }
        })).toList();

        for (int i = 0; i < answers.size(); i++) {
            assertThat(answers.get(i).get()).contains("\"unique_ids\":" + i + "}")
                    .contains("\"end_logits\":[%d.0,%d.0]".formatted(i + 1, 2 * i + 1));
        }
    }

    private static String example(long uniqueId, long... ids) {
        long[] mask = new long[ids.length];
        Arrays.fill(mask, 1);
        // The third and last piece stands in the second segment.
        long[] segments = new long[ids.length];
        segments[ids.length - 1] = ids.length == 3 ? 1 : 0;
        Example example = Example.newBuilder().setFeatures(Features.newBuilder().putFeature("unique_ids", feature(uniqueId))
                .putFeature("input_ids", feature(ids)).putFeature("input_mask", feature(mask))
                .putFeature("segment_ids", feature(segments))).build();
        return Base64.getEncoder().encodeToString(example.toByteArray());
    }

    private static Feature feature(long... values) {
        Int64List.Builder list = Int64List.newBuilder();
        Arrays.stream(values).forEach(list::addValue);
        return Feature.newBuilder().setInt64List(list).build();
    }
}
