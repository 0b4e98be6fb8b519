package dev.mrc.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

/** With traces on, a caller's trace goes on to the model server. */
@QuarkusTest
@TestProfile(TracingTest.Traced.class)
class TracingTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String CALLER = "00f067aa0ba902b7";

    /** As the chart's api.tracing sets it; nothing listens at the collector's address, and no answer waits for it. */
    public static final class Traced implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.otel.sdk.disabled", "false", "quarkus.otel.exporter.otlp.endpoint", "http://127.0.0.1:1",
                    "quarkus.otel.traces.sampler.arg", "1");
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(StubServing.class));
        }
    }

    @Test
    void theCallersTraceIsPassedOnToTheModelServer() {
        StubServing.next = StubServing.Predict.BAD_REQUEST;

        given().contentType("application/json").header("traceparent", "00-" + TRACE + "-" + CALLER + "-01")
                .body(Map.of("question", "수도는 어디인가?", "context", "대한민국의 수도는 서울이다.")).post("/api/v1/answers").then()
                .statusCode(502);

        assertThat(StubServing.traceparent).startsWith("00-" + TRACE + "-").endsWith("-01").doesNotContain(CALLER);
    }
}
