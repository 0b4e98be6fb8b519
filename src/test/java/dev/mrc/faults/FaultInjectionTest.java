package dev.mrc.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import dev.mrc.faults.Caller.Reply;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;

/** A real engine behind a line that breaks in every way: what callers see of it, and what stays behind. */
@QuarkusTest
@TestProfile(FaultInjectionTest.BadLine.class)
class FaultInjectionTest {
    private static final String QUESTION = "마지막 뱃사공은 누구였나요?";
    private static final String PASSAGE = "한빛시의 달빛다리는 1987년 5월에 놓였다. 다리가 생기기 전까지 사람들은 나루터에서 배를 타고 강을 건넜으며, "
            + "마지막 뱃사공은 박만수였다. 2003년 태풍 때 난간이 무너져 여덟 달 동안 고쳤다. ";
    /** Several windows. */
    private static final String LONG = PASSAGE + "강가에는 갈대가 자라고 겨울이면 청둥오리가 떼를 지어 날아와 마을 아이들이 먹이를 주러 모인다. ".repeat(40);
    /** The deadline of the service under test, and what the issue allows on top. */
    private static final double MOST_MILLIS = 2000 + 500;

    @Inject
    MeterRegistry registry;

    private final FaultProxy proxy = EngineBehindProxy.proxy;
    private Caller caller;

    /** The service calls the engine through the proxy. */
    public static final class BadLine implements QuarkusTestProfile {
        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(EngineBehindProxy.class));
        }
    }

    @BeforeEach
    void allIsWell() {
        caller = new Caller(RestAssured.port);
        await().atMost(Duration.ofSeconds(60)).until(() -> caller.ask(QUESTION, PASSAGE).status() == 200);
        for (int i = 0; i < 20; i++) { // the circuit breaker forgets the faults before
            caller.ask(QUESTION, PASSAGE);
        }
    }

    @AfterEach
    void nothingStaysBehind() throws IOException {
        proxy.heal();
        await().atMost(Duration.ofSeconds(3)).untilAsserted(() -> {
            assertThat(registry.get("mrc.inference.in.flight").gauge().value()).isZero();
            assertThat(proxy.connections()).as("connections that the service keeps").isLessThanOrEqualTo(20);
        });
    }

    @ParameterizedTest
    @CsvSource({ "REFUSE, 503, model-unavailable", "RESET_BEFORE_HEADERS, 503, model-unavailable",
            "RESET_IN_HEADERS, 503, model-unavailable", "RESET_IN_BODY, 503, model-unavailable",
            "STALL, 504, inference-timeout", "TRICKLE, 504, inference-timeout", "HTML_503, 503, overloaded",
            "EMPTY_400, 502, model-error", "TRUNCATED_JSON, 502, model-error", "LENGTH_TOO_LONG, 504, inference-timeout",
            "LENGTH_TOO_SHORT, 502, model-error", "NAN_LOGITS, 502, model-error", "SWAPPED_ROWS, 502, model-error",
            "OTHER_UNIQUE_IDS, 502, model-error", "HUGE_BODY, 502, model-error", "NOT_HTTP, 502, model-error" })
    void everyFaultThatLastsIsNamedInTime(Fault fault, int status, String problem) throws IOException {
        String expected = caller.ask(QUESTION, LONG).best();
        int before = proxy.connections();

        proxy.fail(fault, Integer.MAX_VALUE);
        Reply reply = caller.ask(QUESTION, LONG);
        proxy.heal();

        assertThat(reply.problem()).isEqualTo(problem);
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.millis()).isLessThan(MOST_MILLIS);
        assertThat(reply.retryAfter()).isEqualTo(status == 503);
        assertThat(caller.ask(QUESTION, LONG).best()).as("the next request").isEqualTo(expected);
        // One more for the call and one for the look at the model's state, which may be on its way at the same time.
        await().atMost(Duration.ofSeconds(3))
                .untilAsserted(() -> assertThat(proxy.connections()).isLessThanOrEqualTo(before + 2));
    }

    @ParameterizedTest
    @EnumSource(value = Fault.class, names = { "RESET_BEFORE_HEADERS", "RESET_IN_HEADERS", "RESET_IN_BODY", "HTML_503" })
    void whatPassesIsNotNoticed(Fault fault) throws IOException {
        String expected = caller.ask(QUESTION, PASSAGE).best();

        proxy.fail(fault, 1);

        assertThat(caller.ask(QUESTION, PASSAGE).best()).isEqualTo(expected);
    }

    @Test
    void manyCallersAtOnceGetTheRightAnswerOrTheRightProblem() throws Exception {
        String expected = caller.ask(QUESTION, PASSAGE).best();
        Random chance = new Random(7);
        ExecutorService callers = Executors.newFixedThreadPool(16);
        try {
            for (int round = 0; round < 6; round++) {
                Fault fault = Fault.values()[1 + chance.nextInt(Fault.values().length - 2)];
                proxy.fail(fault, 8);
                for (Future<Reply> asked : ask(callers, 32)) {
                    Reply reply = asked.get();
                    assertThat(reply.status()).as(fault.name()).isIn(200, 502, 503, 504);
                    assertThat(reply.millis()).as(fault.name()).isLessThan(MOST_MILLIS);
                    if (reply.status() == 200) {
                        assertThat(reply.best()).as(fault.name()).isEqualTo(expected);
                    }
                }
                proxy.heal();
            }
        } finally {
            callers.shutdown();
        }
    }

    @Test
    void aCallerWhoHangsUpLeavesNothingRunning() throws IOException {
        proxy.fail(Fault.STALL, Integer.MAX_VALUE);
        byte[] body = "{\"question\": \"누구?\", \"context\": \"뱃사공은 박만수였다.\"}".getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 10; i++) {
            try (Socket socket = new Socket("127.0.0.1", RestAssured.port)) {
                OutputStream out = socket.getOutputStream();
                out.write(
                        "POST /api/v1/answers HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
                                .formatted(body.length).getBytes(StandardCharsets.US_ASCII));
                out.write(body);
                out.flush();
                await().atMost(Duration.ofSeconds(1)).pollDelay(Duration.ofMillis(5)).pollInterval(Duration.ofMillis(5))
                        .until(() -> registry.get("mrc.inference.in.flight").gauge().value() > 0);
            }
        }
        proxy.heal();

        await().atMost(Duration.ofSeconds(2))
                .until(() -> registry.get("mrc.inference.in.flight").gauge().value() == 0 && proxy.connections() <= 20);
    }

    private List<Future<Reply>> ask(ExecutorService callers, int times) {
        List<Future<Reply>> asked = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            asked.add(callers.submit(() -> caller.ask(QUESTION, PASSAGE)));
        }
        return asked;
    }
}
