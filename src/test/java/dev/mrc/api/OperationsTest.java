package dev.mrc.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;

/** What those who run the service see of it, and what they must not see. */
@QuarkusTest
class OperationsTest {
    private static final String SECRET = "비밀스러운꼬리표";

    @BeforeEach
    void modelIsLoaded() {
        ServiceUnderTest.awaitModel();
    }

    @ParameterizedTest
    @ValueSource(strings = { "live", "ready", "started" })
    void healthIsOnTheManagementPortOnly(String probe) {
        given().get(management("/q/health/" + probe)).then().statusCode(200);
        given().get("/q/health/" + probe).then().statusCode(404);
        given().get("/q/metrics").then().statusCode(404);
    }

    @Test
    void metricsCountQuestionsByWhatBecameOfThem() {
        double before = count("mrc_questions_total{outcome=\"rejected\"");
        given().contentType("application/json").body("{}").post("/api/v1/answers").then().statusCode(422);

        assertThat(count("mrc_questions_total{outcome=\"rejected\"")).isEqualTo(before + 1);
    }

    @Test
    void metricsCarryTheNamesThatRulesAndDashboardsUse() {
        ask(SECRET + " 수도는 어디인가요?", "수도는 서울이다. " + SECRET);

        assertThat(metrics()).contains("mrc_questions_total{outcome=\"answered\"", "mrc_questions_total{outcome=\"no_answer\"",
                "mrc_questions_total{outcome=\"error\"", "mrc_stage_seconds_bucket{stage=\"tokenize\"",
                "mrc_stage_seconds_bucket{stage=\"inference\"", "mrc_stage_seconds_bucket{stage=\"decode\"",
                "mrc_windows_per_question", "mrc_answer_score", "mrc_inference_seconds", "mrc_inference_in_flight",
                "mrc_model_info", "http_server_requests_seconds");
    }

    @Test
    void noTextOfTheUserReachesLogOrMetrics() {
        List<String> lines;
        try (LogLines log = new LogLines()) {
            lines = log.lines();
            ask(SECRET + " 수도는 어디인가요?", "수도는 서울이다. " + SECRET);
            given().contentType("application/json").body("{\"" + SECRET + "\":1}").post("/api/v1/answers");
            given().contentType("application/json").body("{\"question\":\"" + SECRET).post("/api/v1/answers");
            given().urlEncodingEnabled(true).queryParam("q", SECRET).get("/api/v1/" + SECRET);
            given().header("X-Request-Id", SECRET).contentType("application/json").body("[]").post("/api/v1/answers");
        }

        assertThat(lines).filteredOn(line -> line.contains("request id=")).hasSize(5);
        assertThat(lines).noneMatch(line -> line.contains(SECRET) || line.contains("서울") || line.contains("%EB%B9%84"));
        assertThat(metrics()).doesNotContain(SECRET, "서울", "%EB%B9%84");
    }

    private static void ask(String question, String context) {
        given().contentType("application/json").body(Map.of("question", question, "context", context)).post("/api/v1/answers")
                .then().statusCode(200);
    }

    private static double count(String series) {
        return metrics().lines().filter(line -> line.startsWith(series))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ')))).sum();
    }

    private static String metrics() {
        return given().get(management("/q/metrics")).then().statusCode(200).extract().asString();
    }

    private static String management(String path) {
        return "http://localhost:" + ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class) + path;
    }
}
