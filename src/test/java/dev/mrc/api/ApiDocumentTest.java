package dev.mrc.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.mrc.error.ErrorCode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;

/** The API document, and what else of the service explains itself. */
@QuarkusTest
class ApiDocumentTest {
    @BeforeEach
    void modelIsLoaded() {
        ServiceUnderTest.awaitModel();
    }

    @Test
    void documentIsOpenApi31AndKnowsEveryEndpointAndProblem() {
        JsonPath document = given().get("/openapi?format=json").jsonPath();

        assertThat(document.getString("openapi")).startsWith("3.1");
        assertThat(document.<String, Object> getMap("paths")).containsOnlyKeys("/api/v1/answers", "/api/v1/answers/batch",
                "/api/v1/compat/huggingface", "/api/v1/limits", "/api/v1/model");
        Map<String, Map<String, Object>> responses = document.getMap("paths.'/api/v1/answers'.post.responses");
        for (ErrorCode code : ErrorCode.values()) {
            assertThat(responses.get(String.valueOf(Problem.status(code)))).as(code.slug())
                    .extracting(response -> response.get("description").toString()).asString()
                    .contains("/problems/" + code.slug());
        }
    }

    @Test
    void everyExampleOfTheDocumentIsAnswered() {
        JsonPath document = given().get("/openapi?format=json").jsonPath();

        for (String path : List.of("/api/v1/answers", "/api/v1/answers/batch", "/api/v1/compat/huggingface")) {
            Map<String, Map<String, Object>> examples = document
                    .getMap("paths.'" + path + "'.post.requestBody.content.'application/json'.examples");
            assertThat(examples).isNotEmpty();
            examples.values().forEach(example -> given().contentType("application/json").body(example.get("value")).post(path)
                    .then().statusCode(200));
        }
    }

    @Test
    void swaggerUiIsAtDocs() {
        assertThat(given().get("/docs/").then().statusCode(200).extract().asString()).contains("swagger");
    }

    @Test
    void theHuggingFaceDoorAnswersAsThePipelineDid() {
        List<Map<String, Object>> answers = given().contentType("application/json")
                .body(Map.of("inputs",
                        Map.of("question", "달빛다리는 언제 놓였나요?", "context", "🙂 한빛시의 달빛다리는 1987년에 놓였다."), "parameters",
                        Map.of("topK", 2)))
                .post("/api/v1/compat/huggingface").then().statusCode(200).extract().jsonPath().getList("");

        int[] points = "🙂 한빛시의 달빛다리는 1987년에 놓였다.".codePoints().toArray();
        assertThat(answers).isNotEmpty().allSatisfy(answer -> {
            assertThat(answer).containsOnlyKeys("answer", "score", "start", "end");
            int start = (int) answer.get("start");
            assertThat(new String(points, start, (int) answer.get("end") - start)).isEqualTo(answer.get("answer"));
        });
    }

    @Test
    void modelAndLimitsDescribeThemselves() {
        JsonPath model = given().get("/api/v1/model").jsonPath();
        JsonPath limits = given().get("/api/v1/limits").jsonPath();

        assertThat(model.getString("language")).isEqualTo("ko");
        assertThat(model.getInt("maxSequenceLength")).isEqualTo(384);
        assertThat(model.getString("vocabularySha256")).matches("[0-9a-f]{64}");
        assertThat(limits.getInt("contextChars")).isEqualTo(50_000);
        assertThat(limits.getInt("windows")).isEqualTo(128);
    }

    @ParameterizedTest
    @CsvSource({ "chrome-extension://abcdefghijklmnopabcdefghijklmnop, true", "http://localhost:8080, true",
            "chrome-extension://ABC, false", "https://evil.example, false",
            "https://evil.example/chrome-extension://abcdefghijklmnopabcdefghijklmnop, false" })
    void browsersMayCallFromExtensionsAndTheDemoPageOnly(String origin, boolean allowed) {
        String granted = given().header("Origin", origin).header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "content-type,x-api-key").options("/api/v1/answers")
                .header("Access-Control-Allow-Origin");

        assertThat(granted).isEqualTo(allowed ? origin : null);
    }
}
