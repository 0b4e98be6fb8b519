package dev.mrc.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.mrc.model.RandomBert;
import dev.mrc.serving.engine.EngineServer;
import dev.mrc.serving.engine.EngineSettings;
import dev.mrc.serving.engine.LoadSettings;
import dev.mrc.serving.engine.ModelSettings;
import dev.mrc.serving.engine.RestSettings;
import dev.mrc.serving.engine.ServedModels;
import io.vertx.core.Vertx;

/** Goals 5 and 6: the embedded engine through HTTP against its session alone, and against a server that pads every window. */
final class EngineBench {
    private static final int FULL = 384;
    private static final int BATCH = 8;
    private static final int PAIRS = 11;
    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private EngineBench() {
    }

    static void run(Report report) throws IOException, InterruptedException {
        measure(report, 4, 256, 0.98);
        measure(report, 2, 128, 0.95);
    }

    private static void measure(Report report, int layers, int width, double goal) throws IOException, InterruptedException {
        Vertx vertx = Vertx.vertx();
        String name = layers + "x" + width;
        try (RandomBert model = new RandomBert(Path.of("target/bench/" + name), layers, width);
                EngineServer engine = EngineServer.start(vertx, new EngineSettings("127.0.0.1", 0,
                        new ServedModels.Fixed(List.of(new ModelSettings("bert", model::base))), RestSettings.DEFAULT,
                        LoadSettings.DEFAULT)).toCompletionStage().toCompletableFuture().join()) {
            URI predict = URI.create(engine.uri() + "/v1/models/bert:predict");
            await(engine.uri());
            byte[][] full = examples(FULL, FULL, BATCH);
            report.same(name + ": logits through HTTP", first(post(predict, body(full))), model.run(full));
            byte[] call = body(full);
            double[] ratios = ratios(() -> post(predict, call), () -> model.run(full));
            report.note("%s: session alone \u00f7 through HTTP, batches of %d: %s".formatted(name, BATCH, texts(ratios)));
            report.atLeast(name + ", share of the session's own speed", goal, Pairs.quantile(ratios, 0.5));
            if (layers == 4) {
                useful(report, predict, new Shape("windows as long as KorQuAD's", 220, FULL), 1.3);
                useful(report, predict, new Shape("windows of mean 128", 64, 192), 2.5);
            }
        }
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** Free lengths, sorted and in batches, against every window padded to 384 and sent alone. */
    private static void useful(Report report, URI predict, Shape shape, double goal) {
        int[] lengths = new Random(5).ints(4 * BATCH, shape.least, shape.most + 1).sorted().toArray();
        List<byte[]> alone = new ArrayList<>();
        List<byte[]> batches = new ArrayList<>();
        for (int i = 0; i < lengths.length; i += BATCH) {
            byte[][] rows = new byte[BATCH][];
            int longest = lengths[i + BATCH - 1];
            for (int row = 0; row < BATCH; row++) {
                rows[row] = RandomBert.example(new Random(i + row), lengths[i + row], longest);
                alone.add(body(RandomBert.example(new Random(i + row), lengths[i + row], FULL)));
            }
            batches.add(body(rows));
        }
        double[] ratios = ratios(() -> batches.forEach(body -> post(predict, body)),
                () -> alone.forEach(body -> post(predict, body)));
        report.note(shape.name + ": " + texts(ratios));
        report.atLeast(shape.name + ", times the speed of padding", goal, Pairs.quantile(ratios, 0.5));
    }

    /** Windows of least to most pieces. */
    private record Shape(String name, int least, int most) {
    }

    /** How much longer the second takes than the first, a pair at a time. */
    private static double[] ratios(Runnable ours, Runnable other) {
        double[] ratios = new double[PAIRS];
        for (int i = -2; i < PAIRS; i++) {
            double one = seconds(ours);
            double two = seconds(other);
            if (i >= 0) {
                ratios[i] = two / one;
            }
        }
        return ratios;
    }

    private static double seconds(Runnable work) {
        long begun = System.nanoTime();
        work.run();
        return (System.nanoTime() - begun) / 1e9;
    }

    private static byte[][] examples(int pieces, int length, int count) {
        byte[][] examples = new byte[count][];
        for (int i = 0; i < count; i++) {
            examples[i] = RandomBert.example(new Random(i), pieces, length);
        }
        return examples;
    }

    private static byte[] body(byte[]... examples) {
        List<String> rows = new ArrayList<>();
        for (byte[] example : examples) {
            rows.add("{\"examples\":{\"b64\":\"" + Base64.getEncoder().encodeToString(example) + "\"}}");
        }
        return ("{\"instances\":[" + String.join(",", rows) + "]}").getBytes();
    }

    private static byte[] post(URI predict, byte[] body) {
        HttpResponse<byte[]> reply = HTTP
                .sendAsync(HttpRequest.newBuilder(predict).POST(BodyPublishers.ofByteArray(body)).build(),
                        BodyHandlers.ofByteArray())
                .join();
        if (reply.statusCode() != 200) {
            throw new IllegalStateException("Engine: " + reply.statusCode() + " " + new String(reply.body()));
        }
        return reply.body();
    }

    private static float first(byte[] reply) throws IOException {
        return new ObjectMapper().readTree(reply).at("/predictions/0/start_logits/0").floatValue();
    }

    static void await(URI engine) throws IOException, InterruptedException {
        HttpRequest status = HttpRequest.newBuilder(URI.create(engine + "/v1/models/bert")).build();
        for (int i = 0; i < 600 && !HTTP.send(status, BodyHandlers.ofString()).body().contains("AVAILABLE"); i++) {
            Thread.sleep(100);
        }
    }

    private static String texts(double[] ratios) {
        StringBuilder text = new StringBuilder();
        for (double ratio : ratios) {
            text.append("%.3f ".formatted(ratio));
        }
        return text.toString();
    }
}
