package dev.mrc.serving.client;

import static java.util.stream.IntStream.range;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.inject.Inject;

import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.eclipse.microprofile.health.Startup;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.mrc.error.ErrorCode;
import dev.mrc.error.MrcException;
import dev.mrc.window.ExampleEncoder;
import dev.mrc.window.SpanModel;
import dev.mrc.window.Window;
import dev.mrc.window.WindowLogits;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;

@QuarkusTest
@TestProfile(ServingSpanModelTest.Stubbed.class)
class ServingSpanModelTest {
    @Inject
    SpanModel model;
    @Inject
    ServedModel served;
    @Inject
    ExampleEncoder encoder;
    @Inject
    MeterRegistry registry;
    @Inject
    Vertx vertx;
    @RestClient
    ServingClient client;
    @Inject
    @Startup
    ModelReadyCheck ready;

    /** A service of its own whose model server is the stub. */
    public static final class Stubbed implements QuarkusTestProfile {
        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(PredictStub.class));
        }
    }

    @BeforeEach
    void sane() {
        PredictStub.reset();
        served.forget();
    }

    /** A model of its own that differs from the injected one in some settings. */
    private SpanModel with(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of("mrc.serving.url", PredictStub.base, "mrc.serving.timeout", "30s"));
        all.putAll(settings);
        ServingConfig config = ServingConfigTest.config(all);
        ServingTarget target = new ServingTarget(client, config);
        ServingMetrics metrics = new ServingMetrics(new SimpleMeterRegistry(), target);
        return new ServingSpanModel(target, new ServedModel(target, config, metrics), config, metrics, encoder, vertx);
    }

    private static List<WindowLogits> logits(SpanModel model, List<Window> windows) {
        try {
            return model.predict(windows).toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    private static MrcException failure(SpanModel model, List<Window> windows) {
        try {
            List<WindowLogits> logits = model.predict(windows).toCompletableFuture().get(60, TimeUnit.SECONDS);
            throw new AssertionError(logits.size() + " logits instead of a failure");
        } catch (ExecutionException e) {
            assertThat(e.getCause()).isInstanceOf(MrcException.class);
            return (MrcException) e.getCause();
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    private static void assertInOrder(List<WindowLogits> logits, List<Window> windows) {
        assertThat(logits).hasSameSizeAs(windows);
        for (int i = 0; i < logits.size(); i++) {
            assertThat(logits.get(i).start()[3]).isEqualTo(windows.get(i).uniqueId() * 1000 + 3);
            assertThat(logits.get(i).end()).hasSizeGreaterThanOrEqualTo(windows.get(i).length());
        }
    }

    @Test
    void seventyWindowsGoOutInThreeCallsAndComeBackInOrder() {
        List<Window> windows = SomeWindows.of(70, 20);

        List<WindowLogits> logits = logits(model, windows);

        assertInOrder(logits, windows);
        assertThat(PredictStub.CALLS).extracting(call -> call.size()).containsExactlyInAnyOrder(32, 32, 6);
        assertThat(PredictStub.TARGETS).containsOnly("/v1/models/bert:predict");
    }

    @Test
    void callsThatEndInAnotherOrderStillGiveTheWindowsOrder() {
        AtomicInteger calls = new AtomicInteger();
        PredictStub.predict = (request, body) -> vertx.setTimer(200 - calls.getAndIncrement() * 90L,
                later -> PredictStub.SANE.accept(request, body));
        List<Window> windows = SomeWindows.of(60, 20);

        assertInOrder(logits(model, windows), windows);
        assertThat(calls).hasValue(2);
    }

    @Test
    void moreWindowsThanMayBeInFlightStillComeThrough() {
        List<Window> windows = SomeWindows.of(200, 12);

        assertInOrder(logits(model, windows), windows);
    }

    @Test
    void noWindowsNeedNoCall() {
        assertThat(logits(model, List.of())).isEmpty();
        assertThat(PredictStub.CALLS).isEmpty();
    }

    @Test
    void aFreeLengthIsSentUnpadded() {
        logits(model, SomeWindows.of(1, 20));

        assertThat(PredictStub.examples(PredictStub.CALLS.peek()).get(0).get("input_ids")).hasSize(20);
    }

    @Test
    void aFixedLengthIsLearntFromMetadataAndPaddedTo() throws ExecutionException, InterruptedException {
        PredictStub.length = "384";

        List<WindowLogits> logits = logits(model, SomeWindows.of(2, 20));

        assertThat(logits.get(1).start()).hasSize(384);
        Map<String, List<Long>> example = PredictStub.examples(PredictStub.CALLS.peek()).get(1);
        assertThat(example.get("input_ids")).hasSize(384);
        assertThat(example.get("input_mask").stream().mapToLong(Long::longValue).sum()).isEqualTo(20);
        SpanModel.Description description = model.describe().toCompletableFuture().get();
        assertThat(description.fixedLength()).hasValue(384);
        assertThat(description.version()).isEqualTo("7");
    }

    @Test
    void aWindowThatTheModelCannotTakeIsRefusedWithBothNumbers() {
        PredictStub.length = "16";

        MrcException failure = failure(model, SomeWindows.of(1, 20));

        assertThat(failure.code()).isEqualTo(ErrorCode.MODEL_CHANGED);
        assertThat(failure).hasMessageContaining("20 tokens").hasMessageContaining("takes 16");
        assertThat(PredictStub.CALLS).isEmpty();
    }

    @Test
    void labelAndVersionAreCalledByTheirOwnPaths() throws ExecutionException, InterruptedException {
        logits(with(Map.of("mrc.serving.version-label", "stable")), SomeWindows.of(1, 9));
        logits(with(Map.of("mrc.serving.version", "7", "mrc.serving.model", "korquad")), SomeWindows.of(1, 9));

        assertThat(PredictStub.TARGETS).containsExactly("/v1/models/bert/labels/stable:predict",
                "/v1/models/korquad/versions/7:predict");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "200|application/json|{\"predictions\": [{\"start_logits\": [0.5], \"end_logits\": [0.5]}]}|MODEL_ERROR",
            "200|text/html|<html><body>Sign in</body></html>|MODEL_ERROR", "200|application/json|}{|MODEL_ERROR",
            "204|application/json|''|MODEL_ERROR", "302|text/html|''|MODEL_ERROR",
            "400|application/json|{\"error\": \"Unrecognized servable version label: x\"}|MODEL_ERROR",
            "404|application/json|{\"error\": \"Servable not found for request: Latest(bert)\"}|MODEL_UNAVAILABLE",
            "404|text/html|<html>404 Not Found</html>|MODEL_ERROR", "429|application/json|{\"error\": \"\"}|OVERLOADED",
            "500|text/html|<html>500</html>|MODEL_ERROR", "501|application/json|{\"error\": \"\"}|MODEL_ERROR",
            "503|application/json|{\"error\": \"queue full\"}|OVERLOADED",
            "504|application/json|{\"error\": \"\"}|INFERENCE_TIMEOUT" })
    void everyAnswerThatIsNoPredictionHasItsName(int status, String type, String answer, ErrorCode code) {
        PredictStub.predict = (request, body) -> request.response().setStatusCode(status).putHeader("Content-Type", type)
                .end(answer);

        MrcException failure = failure(model, SomeWindows.of(1, 20));

        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.facts().containsKey("retryAfterSeconds"))
                .isEqualTo(code == ErrorCode.OVERLOADED || code == ErrorCode.MODEL_UNAVAILABLE);
    }

    @Test
    void nothingOfTheRequestIsInAFailureEvenIfTheServerEchoesIt() {
        PredictStub.predict = (request, body) -> request.response().setStatusCode(400)
                .putHeader("Content-Type", "application/json").end(new JsonObject().put("error", body.toString()).encode());

        MrcException failure = failure(model, SomeWindows.of(1, 20));

        String sent = PredictStub.CALLS.peek().getJsonObject(0).getJsonObject("examples").getString("b64");
        for (Throwable part = failure; part != null; part = part.getCause()) {
            assertThat(String.valueOf(part.getMessage())).doesNotContain(sent, "b64", "instances");
        }
    }

    @Test
    void aSlowModelIsATimeout() {
        PredictStub.predict = (request, body) -> {
            // never answers
        };
        SpanModel hasty = with(Map.of("mrc.serving.timeout", "800ms"));
        long begun = System.nanoTime();

        assertThat(failure(hasty, SomeWindows.of(1, 20)).code()).isEqualTo(ErrorCode.INFERENCE_TIMEOUT);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isBetween(Duration.ofMillis(790), Duration.ofSeconds(20));
    }

    @Test
    void aConnectionThatBreaksIsTriedOnceMore() {
        AtomicInteger calls = new AtomicInteger();
        PredictStub.predict = (request, body) -> {
            if (calls.getAndIncrement() == 0) {
                request.connection().close();
            } else {
                PredictStub.SANE.accept(request, body);
            }
        };
        List<Window> windows = SomeWindows.of(1, 20);

        assertInOrder(logits(model, windows), windows);
        assertThat(calls).hasValue(2);
    }

    @Test
    void aConnectionThatBreaksInTheMiddleOfEveryBodyIsAModelThatIsAway() {
        PredictStub.predict = (request, body) -> request.response().putHeader("Content-Length", "9000")
                .write("{\"predictions\": [{\"start_logits\": [0.5, ").onComplete(sent -> request.connection().close());

        assertThat(failure(model, SomeWindows.of(1, 20)).code()).isEqualTo(ErrorCode.MODEL_UNAVAILABLE);
        assertThat(PredictStub.CALLS).hasSize(3);
    }

    @Test
    void nobodyListeningIsAModelThatIsAway() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        MrcException failure = failure(with(Map.of("mrc.serving.url", "http://127.0.0.1:" + port)), SomeWindows.of(1, 20));

        assertThat(failure.code()).isEqualTo(ErrorCode.MODEL_UNAVAILABLE);
        assertThat(failure.facts()).containsEntry("retryAfterSeconds", 5);
    }

    @Test
    void anUnknownHostIsAModelThatIsAway() {
        MrcException failure = failure(with(Map.of("mrc.serving.url", "http://serving.invalid:8501")), SomeWindows.of(1, 20));

        assertThat(failure.code()).isEqualTo(ErrorCode.MODEL_UNAVAILABLE);
    }

    @Test
    void tooMuchAtOnceIsRefusedAtOnceAndTheRestIsAnswered() {
        SpanModel narrow = with(Map.of("mrc.serving.max-batch-size", "4", "mrc.serving.max-in-flight", "8",
                "mrc.serving.max-waiting", "8"));
        Queue<Runnable> held = new ConcurrentLinkedQueue<>();
        PredictStub.predict = (request, body) -> held.add(() -> hold(request, body.toJsonObject()));
        List<Window> windows = SomeWindows.of(8, 12);
        List<CompletableFuture<List<WindowLogits>>> admitted = new ArrayList<>();
        range(0, 2).forEach(i -> admitted.add(narrow.predict(windows).toCompletableFuture()));
        await(() -> held.size() == 2);

        MrcException refused = failure(narrow, windows);

        assertThat(refused.code()).isEqualTo(ErrorCode.OVERLOADED);
        assertThat(refused.facts()).containsEntry("retryAfterSeconds", 1);
        PredictStub.predict = PredictStub.SANE;
        held.forEach(Runnable::run);
        admitted.forEach(request -> assertInOrder(request.join(), windows));
        assertInOrder(logits(narrow, windows), windows);
    }

    private static void hold(HttpServerRequest request, JsonObject body) {
        request.response().putHeader("Content-Type", "application/json").end(PredictStub.answer(body));
    }

    @Test
    void theModelIsReadyOnceSeenAndCounted() {
        await(() -> ready.call().getStatus() == Status.UP);

        HealthCheckResponse health = ready.call();

        assertThat(health.getData().orElseThrow()).containsEntry("state", "AVAILABLE").containsEntry("model", "bert");
        logits(model, SomeWindows.of(1, 9));
        assertThat(registry.get("mrc.inference").tags("model", "bert", "label", "latest", "protocol", "rest", "outcome", "ok")
                .timer().count()).isPositive();
        assertThat(registry.get("mrc.inference.in.flight").gauge().value()).isZero();
        assertThat(registry.get("mrc.model.info").tags("model", "bert", "version", "7", "label", "latest").gauge().value())
                .isEqualTo(1);
        assertThat(registry.get("mrc.model.available").gauge().value()).isEqualTo(1);
    }

    private static void await(java.util.function.BooleanSupplier met) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!met.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Not within 60 s");
            }
            java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
        }
    }
}
