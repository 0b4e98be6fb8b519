package dev.mrc.serving.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.mrc.error.ErrorCode;
import dev.mrc.error.MrcException;
import dev.mrc.window.SpanLimits;
import dev.mrc.window.SpanModel;
import dev.mrc.window.Window;
import dev.mrc.window.WindowSpans;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** Calls of the signature {@code answer_spans}: when it is called, what is sent, what happens when it goes. */
@QuarkusTest
@TestProfile(ServingSpanModelTest.Stubbed.class)
class SpanCallTest {
    private static final String NUMBERS = """
            {"dtype": "DT_FLOAT", "tensor_shape": {"dim": [{"size": "-1"}, {"size": "40"}]}}""";
    private static final String SPANS = """
            , "answer_spans": {"inputs": {"examples": {"dtype": "DT_STRING"}}, "outputs": {"span_first": %1$s,
             "span_last": %1$s, "span_start_logits": %1$s, "span_end_logits": %1$s, "null_logits": %1$s}}""".formatted(NUMBERS);
    private static final SpanLimits LIMITS = new SpanLimits(128, 3);

    @Inject
    SpanModel model;
    @Inject
    ServedModel served;

    @BeforeEach
    void sane() {
        PredictStub.reset();
        served.forget();
    }

    @Test
    void aModelThatOffersItSaysHowManySpansItChooses() {
        assertThat(await(model.describe()).spans()).isZero();

        PredictStub.further = SPANS;
        served.forget();
        assertThat(await(model.describe()).spans()).isEqualTo(20);
    }

    @Test
    void anotherSignatureOfThatNameIsLeftAlone() {
        PredictStub.further = SPANS.replace("span_last", "answers");

        assertThat(await(model.describe()).spans()).isZero();
    }

    @Test
    void limitsAndOwnershipGoAlong() {
        PredictStub.further = SPANS;
        String none = "[" + "-1,".repeat(39) + "-1]";
        PredictStub.predict = (request, body) -> request.response().end("""
                {"predictions": [{"span_first": %1$s, "span_last": %1$s, "span_start_logits": %1$s, "span_end_logits": %1$s,
                 "null_logits": [1, 2], "unique_ids": 0}]}""".formatted(none));
        Window window = SomeWindows.of(1, 12).get(0);

        List<WindowSpans> spans = await(model.spans(List.of(window), LIMITS, Duration.ofSeconds(5)));

        assertThat(spans).containsExactly(new WindowSpans(List.of(), List.of(), 3));
        Map<String, List<Long>> example = PredictStub.examples(PredictStub.CALLS.peek()).get(0);
        // [CLS], four of the question, [SEP]; five pieces of a character each, of which a span may take three; [SEP]
        assertThat(example.get("span_lengths")).containsExactly(0L, 0L, 0L, 0L, 0L, 0L, 1L, 2L, 3L, 3L, 3L, 0L);
        assertThat(example.get("span_owner")).containsExactly(6L, 11L);
    }

    @Test
    void aVersionThatDoesNotChooseAnyMoreIsAModelThatChanged() {
        PredictStub.further = SPANS;
        await(model.describe());
        PredictStub.predict = (request, body) -> {
            PredictStub.further = "";
            request.response().setStatusCode(400).end("{\"error\": \"no such signature\"}");
        };

        assertThatThrownBy(() -> await(model.spans(SomeWindows.of(1, 12), LIMITS, Duration.ofSeconds(5))))
                .hasRootCauseInstanceOf(MrcException.class).rootCause()
                .satisfies(e -> assertThat(((MrcException) e).code()).isEqualTo(ErrorCode.MODEL_CHANGED));
    }

    private static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }
}
