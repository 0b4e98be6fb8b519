package dev.mrc.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;

/** Many questions in one request. */
@QuarkusTest
class BatchApiTest {
    @BeforeEach
    void modelIsLoaded() {
        ServiceUnderTest.awaitModel();
    }

    @Test
    void everyQuestionGetsTheAnswerItWouldGetAloneInTheOrderSent() {
        List<Map<String, Object>> questions = new ArrayList<>();
        KoreanPassages.ALL.forEach(asked -> asked.questions()
                .forEach(question -> questions.add(Map.of("question", question, "context", asked.context()))));

        JsonPath batch = send(Map.of("requests", questions)).statusCode(200).body("results", hasSize(questions.size()))
                .extract()
                .jsonPath();

        for (int i = 0; i < questions.size(); i++) {
            JsonPath alone = given().contentType("application/json").body(questions.get(i)).post("/api/v1/answers").jsonPath();
            assertThat(batch.getInt("results[" + i + "].status")).isEqualTo(200);
            assertThat(batch.<Object> get("results[" + i + "].result.answers")).isEqualTo(alone.get("answers"));
        }
    }

    @Test
    void whatIsWrongWithOneDoesNotKeepTheOthersFromBeingRead() {
        send("""
                {"requests": [
                  {"question": "달빛다리는 언제 놓였나요?", "context": "달빛다리는 1987년에 놓였다."},
                  {"question": " ", "context": "달빛다리는 1987년에 놓였다."},
                  {"question": "언제?", "cnotext": {"a": [1, {"b": 2}]}, "context": "…"},
                  7, null, [[{}]], "질문",
                  {"question": "언제?", "context": "달빛다리는 1987년에 놓였다.", "options": {"topK": "셋"}},
                  {"question": "언제?", "context": "1987", "language": "en"},
                  {"question": "별마루 탑은 언제 문을 열었나요?", "context": "별마루 탑은 2003년에 문을 열었다."}
                ]}""").statusCode(200)
                .body("results.status", contains(200, 422, 422, 422, 422, 422, 422, 422, 422, 200))
                .body("results[0].result.answers[0].answer", equalTo("1987년"))
                .body("results[9].result.answers[0].answer", equalTo("2003년"))
                .body("results[1].problem.errors[0].pointer", equalTo("#/requests/1/question"))
                .body("results[1].problem.errors[0].code", equalTo("blank"))
                .body("results[2].problem.errors[0].pointer", equalTo("#/requests/2/cnotext"))
                .body("results[3].problem.errors[0].pointer", equalTo("#/requests/3"))
                .body("results[4].problem.errors[0].code", equalTo("type"))
                .body("results[7].problem.errors[0].pointer", equalTo("#/requests/7/options/topK"))
                .body("results[8].problem.type", equalTo("/problems/unsupported-language"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "{}|required|#/requests", "{\"requests\": null}|required|#/requests",
            "{\"requests\": []}|size|#/requests", "{\"requests\": {}}|type|#/requests",
            "{\"requests\": [], \"options\": {}}|unknown-field|#/options" })
    void aBatchThatIsNoneIsRefusedWhole(String body, String code, String pointer) {
        send(body).statusCode(422).body("errors[0].code", equalTo(code)).body("errors[0].pointer", equalTo(pointer));
    }

    @Test
    void aBatchHoldsThirtyTwo() {
        Map<String, Object> question = Map.of("question", "언제 놓였나요?", "context", "달빛다리는 1987년에 놓였다.");

        send(Map.of("requests", Collections.nCopies(32, question))).statusCode(200).body("results", hasSize(32));
        send(Map.of("requests", Collections.nCopies(33, question))).statusCode(422).body("errors[0].code", equalTo("size"))
                .body("errors[0].max", equalTo(32));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "{\"requests\": [{\"question\": \"언제?\", \"question\": \"어디?\"}]}",
            "{\"requests\": [{\"question\": \"\\ud800\"}]}", "{\"requests\": [{\"question\": 언제}]}", "{\"requests\": [{}",
            "{\"requests\": [{\"x\": 1, \"y\": }]}" })
    void jsonThatIsNoneIsRefusedWhole(String body) {
        send(body).statusCode(400).body("type", equalTo("/problems/malformed-json"));
    }

    private static ValidatableResponse send(Object body) {
        return given().contentType("application/json").body(body).post("/api/v1/answers/batch").then();
    }
}
