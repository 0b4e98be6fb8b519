package dev.mrc.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.Example;
import org.tensorflow.proto.Feature;
import org.tensorflow.proto.Features;
import org.tensorflow.proto.Int64List;

/** The engine as a process that Kubernetes starts and ends. */
class EngineProcessTest {
    private static final int LENGTH = 384;
    /** Windows that take a second or so. */
    private static final int MANY = 60;

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    private Path folder;

    @Test
    void toldToEndItAnswersWhatItTookInAndTakesNoMore() throws Exception {
        Process process = new ProcessBuilder(List.of(ProcessHandle.current().info().command().orElseThrow(), "-cp",
                System.getProperty("java.class.path"), "-Dmrc.engine.cache-directory=" + folder.resolve("cache"),
                Main.class.getName(), "engine", "--model", "model", "--rest_api_port", "0"))
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try (BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            URI model = URI.create(out.readLine().replaceFirst(".*(?=http:)", ""));
            await().atMost(Duration.ofSeconds(60)).until(() -> get(model).body().contains("AVAILABLE"));

            CompletableFuture<HttpResponse<String>> taken = client.sendAsync(predict(model, MANY), BodyHandlers.ofString());
            Thread.sleep(300);
            process.toHandle().destroy(); // SIGTERM

            await().atMost(Duration.ofSeconds(5)).until(() -> refuses(model));
            assertThat(taken.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
            assertThat(taken.get().body().split("start_logits", -1)).hasSize(MANY + 1);
            assertThat(process.waitFor(15, TimeUnit.SECONDS)).as("ends by itself").isTrue();
        } finally {
            process.destroyForcibly();
        }
    }

    private boolean refuses(URI model) throws IOException, InterruptedException {
        try {
            return client.send(predict(model, 1), BodyHandlers.ofString()).statusCode() == 503;
        } catch (ConnectException e) {
            return true;
        }
    }

    private HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }

    private static HttpRequest predict(URI model, int windows) {
        String one = "{\"examples\": {\"b64\": \"%s\"}}".formatted(Base64.getEncoder().encodeToString(example()));
        String body = "{\"instances\": [%s]}".formatted(String.join(",", Collections.nCopies(windows, one)));
        return HttpRequest.newBuilder(URI.create(model + ":predict")).POST(BodyPublishers.ofString(body)).build();
    }

    private static byte[] example() {
        return Example.newBuilder().setFeatures(Features.newBuilder().putFeature("unique_ids", feature(1, 0))
                .putFeature("input_ids", feature(LENGTH, 5)).putFeature("input_mask", feature(LENGTH, 1))
                .putFeature("segment_ids", feature(LENGTH, 1))).build().toByteArray();
    }

    private static Feature feature(int count, long value) {
        return Feature.newBuilder().setInt64List(
                Int64List.newBuilder().addAllValue(LongStream.generate(() -> value).limit(count).boxed().toList())).build();
    }
}
