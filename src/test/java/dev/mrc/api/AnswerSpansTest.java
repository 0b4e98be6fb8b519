package dev.mrc.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.mrc.answer.AnswerOptions;
import dev.mrc.answer.Answers;
import dev.mrc.answer.Boundary;
import dev.mrc.answer.Calibration;
import dev.mrc.answer.SpanDecoder;
import dev.mrc.api.KoreanPassages.Asked;
import dev.mrc.model.ModelExport;
import dev.mrc.model.Precision;
import dev.mrc.model.ServableForm;
import dev.mrc.model.ServableForm.Outputs;
import dev.mrc.tokenize.ModelFiles;
import dev.mrc.tokenize.Tokenizer;
import dev.mrc.window.SpanModel;
import dev.mrc.window.Window;
import dev.mrc.window.WindowLogits;
import dev.mrc.window.WindowSpans;
import dev.mrc.window.WindowSplitter;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

/** A model's own choice of spans against decoding all its logits, both over HTTP: the answers must be equal to the last bit. */
@QuarkusTest
@TestProfile(AnswerSpansTest.Exported.class)
class AnswerSpansTest {
    /** The demo model, exported with both signatures. */
    public static final class Exported implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            try {
                Path base = Files.createTempDirectory("answer-spans");
                ServableForm form = new ServableForm(OptionalInt.empty(), Precision.FP32, Outputs.LOGITS_AND_SPANS);
                ModelExport.of(ModelFiles.bundled(), form).write(base, OptionalLong.of(1), done -> {
                });
                return Map.of("mrc.engine.model-base-path", base.toString());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Inject
    SpanModel model;
    @Inject
    Tokenizer tokenizer;

    @BeforeEach
    void modelIsLoaded() {
        ServiceUnderTest.awaitModel();
    }

    @Test
    void ourExportOffersAsManySpansAsTheSoftmaxTakes() {
        assertThat(await(model.describe()).spans()).isEqualTo(SpanDecoder.CANDIDATES);
    }

    @Test
    void shortPassagesHaveTheSameAnswersHoweverTheTextComesIn() {
        KoreanPassages.mutations().forEach((name, mutate) -> KoreanPassages.ALL.forEach(asked -> {
            List<String> passages = List.of(mutate.apply(asked.context()));
            for (String question : asked.questions()) {
                assertThat(bySpans(question, passages, 60)).as(name + ": " + question)
                        .contains(byLogits(question, passages, 60));
            }
        }));
    }

    @Test
    void longAndSeveralPassagesHaveTheSameAnswersWhereSpansTellThem() {
        List<String> texts = KoreanPassages.ALL.stream().map(Asked::context).toList();
        String joined = String.join(" ", texts).repeat(3);
        int told = 0;
        int asked = 0;
        for (List<String> passages : List.of(texts, List.of(joined), List.of(joined, texts.get(0)))) {
            for (String question : KoreanPassages.ALL.stream().flatMap(one -> one.questions().stream()).toList()) {
                for (int maxChars : new int[] { 6, 60 }) {
                    Optional<Answers> spans = bySpans(question, passages, maxChars);
                    asked++;
                    if (spans.isPresent()) {
                        told++;
                        assertThat(spans).as(question).contains(byLogits(question, passages, maxChars));
                    }
                }
            }
        }
        assertThat(told).as("questions out of %d that needed no logits", asked).isGreaterThan(asked / 2);
    }

    @Test
    void theApiAnswersTheSameWhetherSpansTellOrLogitsMust() {
        Asked bridge = KoreanPassages.ALL.get(0);
        for (String context : List.of(bridge.context(), bridge.context().repeat(12))) {
            for (String question : bridge.questions()) {
                Answers expected = byLogits(question, List.of(context), 60);

                List<Float> scores = given().contentType("application/json")
                        .body(Map.of("question", question, "context", context, "options",
                                Map.of("topK", 5, "noAnswer", false)))
                        .post("/api/v1/answers").then().statusCode(200).extract().path("answers.score");

                assertThat(scores).hasSameSizeAs(expected.list());
            }
        }
    }

    private Optional<Answers> bySpans(String question, List<String> passages, int maxChars) {
        WindowSplitter splitter = new WindowSplitter(384, 128);
        SpanDecoder decoder = new SpanDecoder(splitter.overlapTokens());
        List<Window> windows = windows(splitter, question, passages);
        List<WindowSpans> spans = await(model.spans(windows, decoder.limits(options(maxChars)), PATIENCE));
        return decoder.decodeSpans(windows, spans, passages, options(maxChars));
    }

    private Answers byLogits(String question, List<String> passages, int maxChars) {
        WindowSplitter splitter = new WindowSplitter(384, 128);
        List<Window> windows = windows(splitter, question, passages);
        List<WindowLogits> logits = await(model.predict(windows, PATIENCE));
        return new SpanDecoder(splitter.overlapTokens()).decode(windows, logits, passages, options(maxChars));
    }

    private List<Window> windows(WindowSplitter splitter, String question, List<String> passages) {
        return splitter.split(tokenizer.tokenize(question), passages.stream().map(tokenizer::tokenize).toList());
    }

    private static AnswerOptions options(int maxChars) {
        return new AnswerOptions(5, 0, maxChars, false, Boundary.PARTICLE, new Calibration(2, 0.5));
    }

    private static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }
}
