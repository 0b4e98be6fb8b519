package dev.mrc.cli;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;

/** The command against the whole service with its embedded engine and the demo model. */
@QuarkusTest
class EvaluateServiceTest {
    private static final String CACHE = "mrc.engine.cache-directory";
    private static final String LIGHTHOUSE = "솔바람 등대는 1963년 10월에 처음 불을 밝혔다. 높이는 27m이고, 첫 등대지기 한도윤이 31년 동안 지켰다. "
            + "등대 아래 마을에서는 《바다의 노래》라는 소식지를 해마다 펴내며, 여름에는 별빛만에서 연날리기 대회가 열린다.";
    private static final List<String> QUESTIONS = List.of("솔바람 등대는 언제 처음 불을 밝혔는가?", "첫 등대지기는 누구인가?", "연날리기 대회는 어디에서 열리는가?",
            "첫 등대지기는 등대를 몇 년 동안 지켰는가?", "마을에서 펴내는 소식지의 이름은 무엇인가?", "두부조림에는 간장을 얼마나 넣나?");

    @TestHTTPResource("/")
    URI service;

    @TempDir
    Path folder;

    /** The model is exported into it, not into the home of whoever runs the tests. */
    @BeforeAll
    static void cache(@TempDir Path cache) {
        System.setProperty(CACHE, cache.toString());
    }

    @AfterAll
    static void forgetCache() {
        System.clearProperty(CACHE);
    }

    @BeforeEach
    void modelIsLoaded() throws InterruptedException {
        Instant end = Instant.now().plus(Duration.ofSeconds(60));
        while (given().get("/api/v1/model").statusCode() != 200) {
            assertThat(Instant.now()).as("the model is loaded within a minute").isBefore(end);
            Thread.sleep(50);
        }
    }

    @Test
    void theReportSaysWhatTheServiceAnswersAtEachBoundary() throws IOException {
        JsonNode report = evaluate("한 번도 나오지 않는 말"); // so that every answer is a miss, and in the report

        for (String boundary : List.of("token", "particle", "word")) {
            JsonNode misses = report.path("misses").path(boundary);
            assertThat(misses).hasSize(QUESTIONS.size());
            for (int i = 0; i < QUESTIONS.size(); i++) {
                JsonPath reply = ask(QUESTIONS.get(i), boundary);
                List<String> answers = reply.getList("answers.answer");
                assertThat(misses.get(i).path("prediction").textValue()).as("%s %s", boundary, QUESTIONS.get(i))
                        .isEqualTo(answers.isEmpty() ? "" : answers.get(0));
                assertThat(misses.get(i).path("nullScore").doubleValue())
                        .isCloseTo(reply.getDouble("noAnswer.score"), within(1e-6));
            }
        }
    }

    @Test
    void whatTheServiceAnswersAsGoldIsOneHundred() throws IOException {
        JsonNode report = evaluate(null);

        assertThat(report.at("/scores/particle/all/exactMatch").doubleValue()).isEqualTo(100);
        assertThat(report.at("/scores/particle/all/f1").doubleValue()).isEqualTo(100);
        assertThat(report.at("/misses/particle")).isEmpty();
        assertThat(report.at("/failures")).isEmpty();
        assertThat(report.at("/model/name").textValue()).isNotBlank();
        assertThat(report.at("/questionsPerSecond").doubleValue()).isPositive();
    }

    @Test
    void aModelInThisProcessAnswersAsTheServiceDoes() throws IOException {
        JsonNode served = evaluate("한 번도 나오지 않는 말");

        JsonNode local = evaluate("한 번도 나오지 않는 말", "--model", "model");

        for (String boundary : List.of("token", "particle", "word")) {
            for (int i = 0; i < QUESTIONS.size(); i++) {
                JsonNode one = local.path("misses").path(boundary).path(i);
                JsonNode other = served.path("misses").path(boundary).path(i);
                assertThat(one.path("prediction")).as("%s %s", boundary, QUESTIONS.get(i)).isEqualTo(other.path("prediction"));
                assertThat(one.path("score").doubleValue()).isCloseTo(other.path("score").doubleValue(), within(1e-4));
            }
        }
        assertThat(local.path("model")).isEqualTo(served.path("model"));
    }

    /** @param gold of all questions; null: what the service answers */
    private JsonNode evaluate(String gold) throws IOException {
        return evaluate(gold, "--url", service.toString());
    }

    private JsonNode evaluate(String gold, String option, String source) throws IOException {
        Path report = folder.resolve("결과.json");
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();

        int status = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute("evaluate", "--data",
                questions(gold).toString(), option, source, "--report", report.toString());

        assertThat(status).as(err.toString()).isZero();
        assertThat(out.toString()).contains("Expected calibration error: token 0.").containsPattern("all +6 ");
        return new ObjectMapper().readTree(Files.readAllBytes(report));
    }

    private Path questions(String gold) throws IOException {
        ObjectNode root = new ObjectMapper().createObjectNode();
        ObjectNode paragraph = root.putArray("data").addObject().putArray("paragraphs").addObject().put("context", LIGHTHOUSE);
        ArrayNode asked = paragraph.putArray("qas");
        for (String question : QUESTIONS) {
            List<String> answers = ask(question, "particle").getList("answers.answer");
            ArrayNode golds = asked.addObject().put("id", "질문-" + asked.size()).put("question", question).putArray("answers");
            if (gold != null) {
                golds.addObject().put("text", gold);
            } else if (!answers.isEmpty()) {
                golds.addObject().put("text", answers.get(0));
            }
        }
        return Files.writeString(folder.resolve("질문.json"), root.toString());
    }

    private static JsonPath ask(String question, String boundary) {
        return given().contentType("application/json")
                .body(Map.of("question", question, "context", LIGHTHOUSE, "options", Map.of("boundary", boundary)))
                .post("/api/v1/answers").then().statusCode(200).extract().jsonPath();
    }
}
