package dev.mrc.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.mrc.api.StubServing.Predict;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;

/** What a caller sees when the model server is down, slow or answers nonsense. */
@QuarkusTest
@TestProfile(ModelTroubleTest.Remote.class)
class ModelTroubleTest {
    private static final Map<String, Object> QUESTION = Map.of("question", "대한민국의 수도는 어디인가?", "context",
            "대한민국의 수도는 서울특별시이다. 인구는 약 940만 명이다.");

    /** A service of its own that talks to the stub. */
    public static final class Remote implements QuarkusTestProfile {
        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(StubServing.class));
        }
    }

    @ParameterizedTest
    @CsvSource({ "UNAVAILABLE, 503, overloaded", "NOT_LOADED, 503, model-unavailable", "HTML, 502, model-error",
            "BAD_REQUEST, 502, model-error", "GARBAGE, 502, model-error", "NO_OUTPUT, 502, model-error",
            "TOO_SHORT, 502, model-error", "NO_PREDICTION, 502, model-error", "NOT_A_NUMBER, 502, model-error",
            "TOO_LATE, 504, inference-timeout", "HANG_UP, 503, model-unavailable" })
    void everyTroubleHasItsProblemAndNothingLeaks(Predict trouble, int status, String type) {
        StubServing.next = trouble;

        Response response = given().contentType("application/json").header("Accept-Language", "ko").body(QUESTION)
                .post("/api/v1/answers");

        assertThat(StubServing.traceparent).as("traces are off").isNull();
        response.then().statusCode(status).contentType("application/problem+json").body("type", equalTo("/problems/" + type))
                .body("status", equalTo(status)).body("instance", equalTo("/api/v1/answers"))
                .header("Content-Language", "ko");
        assertThat(response.jsonPath().getString("requestId")).isEqualTo(response.header("X-Request-Id"));
        assertThat(response.asString()).doesNotContain("서울", "Exception", "dev.mrc", "io.", "java.", "b64", "Servable");
        if (status == 503) {
            assertThat(response.header("Retry-After")).isEqualTo(response.jsonPath().getString("retryAfterSeconds"));
        }
    }
}
