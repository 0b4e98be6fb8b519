package dev.mrc.serving.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import jakarta.inject.Inject;

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
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;

/** What the client makes of a server in trouble: what it sends again, what it learns, and when it stops asking. */
@QuarkusTest
@TestProfile(ServingSpanModelTest.Stubbed.class)
class RecoveryTest {
    @Inject
    ExampleEncoder encoder;
    @Inject
    Vertx vertx;
    @RestClient
    ServingClient client;

    private final AtomicInteger calls = new AtomicInteger();
    private MeterRegistry registry;

    @BeforeEach
    void sane() {
        PredictStub.reset();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "503|application/json|{\"error\": \"queue full\"}", "503|text/html|<html>503</html>",
            "429|application/json|{\"error\": \"waited too long\"}",
            "404|application/json|{\"error\": \"Servable not found for request: Latest(bert)\"}" })
    void whatMayPassIsSentAgain(int status, String type, String answer) {
        PredictStub.predict = failing(2, request -> refuse(request, status, type, answer));

        assertAnswered(model(Map.of()).predict(SomeWindows.of(1, 20)), 1);
        assertThat(calls).hasValue(3);
        assertThat(registry.get("mrc.inference.retries").counter().count()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({ "400", "500", "501", "504" })
    void whatWillNotPassIsSentOnce(int status) {
        PredictStub.predict = failing(9, request -> refuse(request, status, "application/json", "{\"error\": \"\"}"));

        assertThat(failure(model(Map.of()).predict(SomeWindows.of(1, 20))).code())
                .isEqualTo(status == 504 ? ErrorCode.INFERENCE_TIMEOUT : ErrorCode.MODEL_ERROR);
        assertThat(calls).hasValue(1);
    }

    @Test
    void nothingIsSentAgainWhenThatIsNotWanted() {
        PredictStub.predict = failing(1, request -> refuse(request, 503, "application/json", "{}"));

        assertThat(failure(model(Map.of("mrc.serving.retries", "0")).predict(SomeWindows.of(1, 20))).code())
                .isEqualTo(ErrorCode.OVERLOADED);
        assertThat(calls).hasValue(1);
    }

    @Test
    void aSmallerBatchIsLearntFromTheServersRefusal() {
        AtomicInteger refused = new AtomicInteger();
        PredictStub.predict = (request, body) -> {
            int sent = body.toJsonObject().getJsonArray("instances").size();
            if (sent > 3) {
                refused.incrementAndGet();
                refuse(request, 400, "application/json",
                        "{\"error\": \"Task size %d is larger than maximum input batch size 3\"}".formatted(sent));
            } else {
                PredictStub.SANE.accept(request, body);
            }
        };
        SpanModel model = model(Map.of());

        assertAnswered(model.predict(SomeWindows.of(32, 12)), 32);
        assertAnswered(model.predict(SomeWindows.of(32, 12)), 32);

        assertThat(refused).as("calls refused for their size, later requests included").hasValue(1);
    }

    @Test
    void anotherReasonForA400TeachesNothing() {
        PredictStub.predict = failing(1, request -> refuse(request, 400, "application/json",
                "{\"error\": \"" + "x".repeat(5000) + " Task size 9 is larger than maximum input batch size 1\"}"));
        SpanModel model = model(Map.of());

        assertThat(failure(model.predict(SomeWindows.of(9, 12))).code()).isEqualTo(ErrorCode.MODEL_ERROR);
        PredictStub.CALLS.clear();
        assertAnswered(model.predict(SomeWindows.of(9, 12)), 9);
        assertThat(PredictStub.CALLS).hasSize(1);
    }

    @Test
    void aVersionOfFixedLengthThatTakesOverIsPaddedForWithoutAFailure() {
        SpanModel model = model(Map.of());
        assertAnswered(model.predict(SomeWindows.of(1, 20)), 1);

        PredictStub.length = "384";
        PredictStub.predict = onlyOfLength(384);
        assertAnswered(model.predict(SomeWindows.of(2, 20)), 2);

        PredictStub.length = "-1";
        PredictStub.predict = onlyOfLength(20);
        assertAnswered(model.predict(SomeWindows.of(2, 20)), 2);
    }

    @Test
    void aVersionThatTakesShorterWindowsAsksForOthers() {
        SpanModel model = model(Map.of());
        assertAnswered(model.predict(SomeWindows.of(1, 20)), 1);

        PredictStub.length = "16";
        PredictStub.predict = onlyOfLength(16);

        assertThat(failure(model.predict(SomeWindows.of(1, 20))).code()).isEqualTo(ErrorCode.MODEL_CHANGED);
        assertThat(model.describe().toCompletableFuture().join().fixedLength()).hasValue(16);
    }

    @Test
    void aServerThatFailsMostCallsIsGivenAPauseAndThenTriedAgain() throws InterruptedException {
        SpanModel model = model(Map.of("mrc.serving.retries", "0", "mrc.serving.pause", "500ms"));
        PredictStub.predict = (request, body) -> {
            calls.incrementAndGet();
            request.connection().close();
        };
        for (int i = 0; i < 20; i++) {
            failure(model.predict(SomeWindows.of(1, 12)));
        }
        int asked = calls.get();

        long begun = System.nanoTime();
        MrcException held = failure(model.predict(SomeWindows.of(1, 12)));

        assertThat(held.code()).isEqualTo(ErrorCode.MODEL_UNAVAILABLE);
        assertThat(held.facts()).containsEntry("retryAfterSeconds", 1);
        assertThat(calls).hasValue(asked);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofMillis(400));
        assertThat(registry.get("mrc.inference.circuit.open").gauge().value()).isEqualTo(1);

        PredictStub.predict = PredictStub.SANE;
        Thread.sleep(600);
        assertAnswered(model.predict(SomeWindows.of(1, 12)), 1);
        assertThat(registry.get("mrc.inference.circuit.open").gauge().value()).isZero();
    }

    @Test
    void aTrialCallThatStallsIsNotWaitedForAsLongAsAnother() throws InterruptedException {
        SpanModel model = model(Map.of("mrc.serving.retries", "0", "mrc.serving.pause", "100ms"));
        PredictStub.predict = (request, body) -> request.connection().close();
        for (int i = 0; i < 20; i++) {
            failure(model.predict(SomeWindows.of(1, 12)));
        }
        PredictStub.predict = (request, body) -> {
            // never answers
        };
        Thread.sleep(200);
        long begun = System.nanoTime();

        MrcException stalled = failure(model.predict(SomeWindows.of(1, 12)));

        assertThat(stalled.code()).isEqualTo(ErrorCode.MODEL_UNAVAILABLE);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isBetween(Duration.ofMillis(900), Duration.ofMillis(2500));
        PredictStub.predict = PredictStub.SANE;
        Thread.sleep(300);
        assertAnswered(model.predict(SomeWindows.of(1, 12)), 1);
    }

    @Test
    void oneCallAfterTheOtherTakesTheSameConnection() {
        Set<HttpConnection> connections = ConcurrentHashMap.newKeySet();
        PredictStub.predict = (request, body) -> {
            connections.add(request.connection());
            PredictStub.SANE.accept(request, body);
        };
        SpanModel model = model(Map.of());

        for (int i = 0; i < 20; i++) {
            assertAnswered(model.predict(SomeWindows.of(1, 12)), 1);
        }

        assertThat(connections).hasSize(1);
    }

    @Test
    void anAnswerWithoutEndIsCutOff() {
        AtomicInteger sent = new AtomicInteger();
        CompletableFuture<Void> closed = new CompletableFuture<>();
        PredictStub.predict = (request, body) -> {
            request.connection().closeHandler(closed::complete);
            request.response().setChunked(true).putHeader("Content-Type", "application/json");
            flood(request, sent);
        };

        MrcException failure = failure(model(Map.of()).predict(SomeWindows.of(1, 12)));

        assertThat(failure.code()).isEqualTo(ErrorCode.MODEL_ERROR);
        assertThat(failure).hasMessageContaining("longer than the 8388608 bytes");
        closed.orTimeout(10, TimeUnit.SECONDS).join();
        assertThat(sent.get()).isLessThan(1_000);
    }

    private static void flood(HttpServerRequest request, AtomicInteger sent) {
        request.response().write(" ".repeat(64 * 1024)).onSuccess(more -> {
            sent.incrementAndGet();
            flood(request, sent);
        });
    }

    @Test
    void aCallerWithLittleTimeIsToldSoAtItsTime() {
        PredictStub.predict = (request, body) -> {
            // never answers
        };
        long begun = System.nanoTime();

        MrcException late = failure(model(Map.of()).predict(SomeWindows.of(1, 12), Duration.ofMillis(150)));

        assertThat(late.code()).isEqualTo(ErrorCode.INFERENCE_TIMEOUT);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isBetween(Duration.ofMillis(149), Duration.ofSeconds(5));
    }

    @Test
    void whoWouldGetItsTurnTooLateIsRefusedAtOnce() {
        SpanModel model = model(Map.of("mrc.serving.max-batch-size", "1", "mrc.serving.max-in-flight", "1"));
        PredictStub.predict = (request, body) -> vertx.setTimer(100, later -> PredictStub.SANE.accept(request, body));
        assertAnswered(model.predict(SomeWindows.of(3, 12)), 3);
        CompletableFuture<List<WindowLogits>> ahead = model.predict(SomeWindows.of(10, 12)).toCompletableFuture();

        MrcException refused = failure(model.predict(SomeWindows.of(1, 12), Duration.ofMillis(300)));

        assertThat(refused.code()).isEqualTo(ErrorCode.OVERLOADED);
        assertThat(refused.facts()).containsEntry("retryAfterSeconds", 1);
        assertAnswered(ahead, 10);
    }

    @Test
    void aCallerWhoGivesUpLeavesTheQueue() {
        SpanModel model = model(Map.of("mrc.serving.max-batch-size", "1", "mrc.serving.max-in-flight", "1"));
        PredictStub.predict = (request, body) -> vertx.setTimer(200, later -> PredictStub.SANE.accept(request, body));
        CompletableFuture<List<WindowLogits>> gone = model.predict(SomeWindows.of(50, 12)).toCompletableFuture();
        gone.cancel(false);

        assertAnswered(model.predict(SomeWindows.of(1, 12)), 1);
        assertThat(PredictStub.CALLS.size()).isLessThan(4);
    }

    private BiConsumer<HttpServerRequest, Buffer> failing(int times, Consumer<HttpServerRequest> failure) {
        return (request, body) -> {
            if (calls.getAndIncrement() < times) {
                failure.accept(request);
            } else {
                PredictStub.SANE.accept(request, body);
            }
        };
    }

    private static BiConsumer<HttpServerRequest, Buffer> onlyOfLength(int length) {
        return (request, body) -> {
            boolean fits = PredictStub.examples(body.toJsonObject().getJsonArray("instances")).stream()
                    .allMatch(example -> example.get("input_ids").size() == length);
            if (fits) {
                PredictStub.SANE.accept(request, body);
            } else {
                refuse(request, 400, "application/json", "{\"error\": \"Key: input_ids.  Can't parse serialized Example.\"}");
            }
        };
    }

    private static void refuse(HttpServerRequest request, int status, String type, String answer) {
        request.response().setStatusCode(status).putHeader("Content-Type", type).end(answer);
    }

    private SpanModel model(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of("mrc.serving.url", PredictStub.base, "mrc.serving.timeout", "30s"));
        all.putAll(settings);
        ServingConfig config = ServingConfigTest.config(all);
        ServingTarget target = new ServingTarget(client, config);
        registry = new SimpleMeterRegistry();
        ServingMetrics metrics = new ServingMetrics(registry, target);
        return new ServingSpanModel(target, new ServedModel(target, config, metrics), config, metrics, encoder, vertx);
    }

    private static void assertAnswered(CompletionStage<List<WindowLogits>> answer, int windows) {
        List<Window> sent = SomeWindows.of(windows, 12);
        List<WindowLogits> logits = answer.toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
        assertThat(logits).hasSize(windows);
        for (int i = 0; i < windows; i++) {
            assertThat(logits.get(i).start()[3]).isEqualTo(sent.get(i).uniqueId() * 1000 + 3);
        }
    }

    private static MrcException failure(CompletionStage<List<WindowLogits>> answer) {
        Throwable failure = catchThrowable(() -> answer.toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join());
        assertThat(failure).isInstanceOf(CompletionException.class).hasCauseInstanceOf(MrcException.class);
        return (MrcException) failure.getCause();
    }
}
