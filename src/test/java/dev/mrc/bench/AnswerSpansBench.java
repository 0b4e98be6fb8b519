package dev.mrc.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

import dev.mrc.answer.AnswerOptions;
import dev.mrc.answer.Answers;
import dev.mrc.answer.Boundary;
import dev.mrc.answer.Calibration;
import dev.mrc.answer.SpanDecoder;
import dev.mrc.model.ModelExport;
import dev.mrc.model.Precision;
import dev.mrc.model.ServableForm;
import dev.mrc.serving.client.ReadLogits;
import dev.mrc.serving.engine.EngineServer;
import dev.mrc.serving.engine.EngineSettings;
import dev.mrc.serving.engine.LoadSettings;
import dev.mrc.serving.engine.ModelSettings;
import dev.mrc.serving.engine.RestSettings;
import dev.mrc.serving.engine.ServedModels;
import dev.mrc.tokenize.ModelFiles;
import dev.mrc.tokenize.Tokenizer;
import dev.mrc.tokenize.TokenizerOptions;
import dev.mrc.tokenize.Vocabulary;
import dev.mrc.window.ExampleEncoder;
import dev.mrc.window.SpanLimits;
import dev.mrc.window.Window;
import dev.mrc.window.WindowSplitter;
import io.vertx.core.Vertx;

/** The signature answer_spans against all logits, for the demo model: bytes, time at the server, CPU of reading the answer. */
final class AnswerSpansBench {
    private static final int BATCH = 8;
    private static final int PAIRS = 11;
    private static final AnswerOptions OPTIONS = new AnswerOptions(5, 0, 60, true, Boundary.PARTICLE, Calibration.DEFAULT);
    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private AnswerSpansBench() {
    }

    static void run(Report report) throws IOException, InterruptedException {
        Path base = Files.createTempDirectory("answer-spans");
        ModelExport.of(ModelFiles.bundled(),
                new ServableForm(OptionalInt.empty(), Precision.FP32, ServableForm.Outputs.LOGITS_AND_SPANS))
                .write(base, OptionalLong.of(1), done -> {
                });
        Vertx vertx = Vertx.vertx();
        try (EngineServer engine = EngineServer.start(vertx, new EngineSettings("127.0.0.1", 0,
                new ServedModels.Fixed(List.of(new ModelSettings("bert", () -> base))), RestSettings.DEFAULT,
                LoadSettings.DEFAULT)).toCompletionStage().toCompletableFuture().join()) {
            EngineBench.await(engine.uri());
            measure(report, URI.create(engine.uri() + "/v1/models/bert:predict"), windows());
        }
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private static void measure(Report report, URI predict, List<Asked> asked) {
        double bytes = 0;
        List<Answers> bySpans = new ArrayList<>();
        List<Answers> byLogits = new ArrayList<>();
        for (Asked one : asked) {
            byte[] logits = post(predict, "serving_default", List.of(one.plain));
            byte[] spans = post(predict, "answer_spans", List.of(one.limited));
            SpanDecoder decoder = new SpanDecoder(128);
            List<String> texts = List.of(one.context);
            decoder.decodeSpans(List.of(one.window), List.of(ReadLogits.spans(spans, one.window)), texts, OPTIONS)
                    .ifPresent(bySpans::add);
            byLogits.add(decoder.decode(List.of(one.window), List.of(ReadLogits.of(logits, one.window)), texts, OPTIONS));
            bytes += (double) logits.length / spans.length / asked.size();
        }
        report.same("answers to %d questions, to the last bit".formatted(asked.size()), bySpans, byLogits);
        report.atLeast("times fewer bytes in an answer", 5, bytes);
        List<byte[]> plain = asked.stream().limit(BATCH).map(Asked::plain).toList();
        List<byte[]> limited = asked.stream().limit(BATCH).map(Asked::limited).toList();
        double[] ratios = new double[PAIRS];
        for (int i = -3; i < PAIRS; i++) {
            long begun = System.nanoTime();
            post(predict, "answer_spans", limited);
            long between = System.nanoTime();
            post(predict, "serving_default", plain);
            if (i >= 0) {
                ratios[i] = (double) (between - begun) / (System.nanoTime() - between);
            }
        }
        report.note("a call of %d windows on this CPU takes %.3f times as long as one for logits".formatted(BATCH,
                Pairs.quantile(ratios, 0.5)));
        Window window = asked.get(0).window;
        byte[] logits = post(predict, "serving_default", plain.subList(0, 1));
        byte[] spans = post(predict, "answer_spans", limited.subList(0, 1));
        report.note("an answer read, spans against logits: " + Pairs.of(() -> ReadLogits.spans(spans, window).best().size(),
                () -> ReadLogits.of(logits, window).start().length));
    }

    /** A window, as a call for logits and as one for spans sends it. */
    private record Asked(Window window, String context, byte[] plain, byte[] limited) {
    }

    private static List<Asked> windows() throws IOException {
        Tokenizer tokenizer;
        try (InputStream file = ModelFiles.bundled().open("vocab.txt")) {
            tokenizer = new Tokenizer(Vocabulary.load(file), TokenizerOptions.cased());
        }
        Vocabulary vocabulary = tokenizer.vocabulary();
        ExampleEncoder encoder = new ExampleEncoder(vocabulary.classification(), vocabulary.separator(), vocabulary.padding());
        List<Asked> asked = new ArrayList<>();
        for (OwnText.Asked one : OwnText.questions(100)) {
            List<Window> windows = new WindowSplitter(384, 128).split(tokenizer.tokenize(one.question()),
                    List.of(tokenizer.tokenize(one.context())));
            if (windows.size() == 1) {
                Window window = windows.get(0);
                asked.add(new Asked(window, one.context(), encoder.encode(window),
                        encoder.encode(window, window.length(), new SpanLimits(128, OPTIONS.maxAnswerChars()))));
            }
        }
        return asked;
    }

    private static byte[] post(URI predict, String signature, List<byte[]> examples) {
        List<String> rows = examples.stream()
                .map(example -> "{\"examples\":{\"b64\":\"" + Base64.getEncoder().encodeToString(example) + "\"}}").toList();
        String body = "{\"signature_name\":\"" + signature + "\",\"instances\":[" + String.join(",", rows) + "]}";
        return HTTP.sendAsync(HttpRequest.newBuilder(predict).POST(BodyPublishers.ofString(body)).build(),
                BodyHandlers.ofByteArray()).join().body();
    }
}
