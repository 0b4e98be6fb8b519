package dev.mrc.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.mrc.api.KoreanPassages.Asked;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;

/** The promises of a reply, kept by the whole service with its embedded engine and the demo model. */
@QuarkusTest
class AnswersApiTest {
    private static final Asked BRIDGE = KoreanPassages.ALL.get(0);

    @BeforeEach
    void modelIsLoaded() {
        ServiceUnderTest.awaitModel();
    }

    @Test
    void everyAnswerIsTheSubstringAtItsPlaceHoweverTheTextComesIn() {
        KoreanPassages.mutations().forEach((name, mutate) -> KoreanPassages.ALL.forEach(asked -> {
            String context = mutate.apply(asked.context());
            for (String question : asked.questions()) {
                JsonPath reply = ask(question, context, Map.of("topK", 5, "noAnswer", false));

                assertThat(reply.getList("answers")).as(name).isNotEmpty();
                reply.<Map<String, Object>> getList("answers").forEach(answer -> {
                    assertIsAt(context, answer);
                    assertIsAt(context, cast(answer.get("raw")));
                });
            }
        }));
    }

    @Test
    void codePointOffsetsCountCodePoints() {
        String context = "😀😀 " + BRIDGE.context();
        JsonPath reply = ask(BRIDGE.questions().get(0), context,
                Map.of("offsetUnit", "codepoint", "noAnswer", false, "topK", 3));

        assertThat(reply.getString("offsetUnit")).isEqualTo("codepoint");
        int[] points = context.codePoints().toArray();
        reply.<Map<String, Object>> getList("answers").forEach(answer -> {
            int start = (int) answer.get("start");
            int end = (int) answer.get("end");
            assertThat(new String(points, start, end - start)).isEqualTo(answer.get("answer"));
        });
    }

    @Test
    void scoresShareOneWhole() {
        KoreanPassages.ALL.forEach(asked -> asked.questions().forEach(question -> {
            JsonPath reply = ask(question, asked.context(), Map.of("topK", 20));
            List<Float> scores = reply.getList("answers.score", Float.class);
            double whole = reply.getDouble("noAnswer.score") + scores.stream().mapToDouble(Float::doubleValue).sum();

            assertThat(scores).isSortedAccordingTo((a, b) -> Float.compare(b, a)).allMatch(score -> score >= 0 && score <= 1);
            assertThat(whole).isLessThanOrEqualTo(1 + 1e-6);
        }));
    }

    @Test
    void answersNeverOverlap() {
        JsonPath reply = ask(BRIDGE.questions().get(1), BRIDGE.context(), Map.of("topK", 20, "noAnswer", false));
        List<Map<String, Object>> answers = reply.getList("answers");

        for (Map<String, Object> one : answers) {
            for (Map<String, Object> other : answers) {
                boolean apart = (int) one.get("end") <= (int) other.get("start")
                        || (int) other.get("end") <= (int) one.get("start");
                assertThat(one == other || apart).as("%s and %s", one, other).isTrue();
            }
        }
    }

    @Test
    void theSameRequestGivesTheSameReply() {
        String first = withoutChance(ask(BRIDGE.questions().get(0), BRIDGE.context(), Map.of("topK", 5)));

        assertThat(withoutChance(ask(BRIDGE.questions().get(0), BRIDGE.context(), Map.of("topK", 5)))).isEqualTo(first);
    }

    @Test
    void rankedEffortReadsAQuarterOfALongTextAndFindsTheSame() {
        String filler = KoreanPassages.ALL.get(1).context() + " " + KoreanPassages.ALL.get(2).context() + " ";
        String book = filler.repeat(12) + BRIDGE.context() + " " + filler.repeat(12);
        JsonPath full = ask(BRIDGE.questions().get(1), book, Map.of("effort", "full"));
        JsonPath ranked = ask(BRIDGE.questions().get(1), book, Map.of("effort", "ranked"));

        assertThat(full.getInt("usage.windows")).isGreaterThan(15);
        assertThat(ranked.getInt("usage.windows")).isEqualTo(full.getInt("usage.windows") / 4);
        assertThat(ranked.getString("answers[0].answer")).isEqualTo(full.getString("answers[0].answer")).isEqualTo("윤서진");
        assertThat(ranked.getInt("answers[0].start")).isEqualTo(full.getInt("answers[0].start"));
    }

    @Test
    void passagesKeepTheirIds() {
        List<Map<String, Object>> passages = new ArrayList<>();
        for (int i = 0; i < KoreanPassages.ALL.size(); i++) {
            passages.add(Map.of("id", "글-" + i, "text", KoreanPassages.ALL.get(i).context()));
        }
        JsonPath reply = post(Map.of("question", "노트북은 어디에서 쓸 수 있나요?", "passages", passages, "options",
                Map.of("noAnswer", false, "topK", 4))).jsonPath();

        assertThat(reply.getInt("usage.passages")).isEqualTo(4);
        reply.<Map<String, Object>> getList("answers").forEach(answer -> {
            int index = Integer.parseInt(((String) answer.get("passageId")).substring(2));
            assertIsAt(KoreanPassages.ALL.get(index).context(), answer);
        });
    }

    @Test
    void theReplyNamesModelUsageAndTimings() {
        Response response = post(Map.of("question", BRIDGE.questions().get(0), "context", BRIDGE.context()));

        response.then().statusCode(200).contentType("application/json").header("Cache-Control", "no-store")
                .header("X-Request-Id", matchesPattern("[0-9A-Z]{16}"))
                .header("Server-Timing",
                        matchesPattern("total;dur=[0-9.]+, queue;dur=.*tokenize;dur=.*inference;dur=.*decode;dur=.*"))
                .body("offsetUnit", equalTo("utf16")).body("usage.passages", equalTo(1)).body("usage.windows", equalTo(1))
                .body("usage.characters", equalTo(BRIDGE.context().length())).body("usage.truncated", equalTo(false));
        JsonPath reply = response.jsonPath();
        assertThat(reply.getString("requestId")).isEqualTo(response.header("X-Request-Id"));
        assertThat(reply.getString("model.name")).isNotBlank();
        assertThat(reply.getString("model.version")).matches("[0-9]+");
        assertThat(reply.getDouble("timings.totalMs")).isPositive();
    }

    @Test
    void aLongTextIsReadToItsEnd() {
        String filler = "이 문장은 아무것도 알려 주지 않으며 그저 자리를 채운다. ".repeat(60);
        String context = filler + BRIDGE.context();
        JsonPath reply = ask(BRIDGE.questions().get(1), context, Map.of("topK", 3, "noAnswer", false));

        assertThat(reply.getInt("usage.windows")).isGreaterThan(2);
        assertThat(reply.getInt("answers[0].start")).isGreaterThanOrEqualTo(filler.length());
    }

    @Test
    void aLongQuestionLeavesShorterWindowsButIsReadWhole() {
        String question = "가!".repeat(150) + BRIDGE.questions().get(1);
        String context = BRIDGE.context().repeat(4);
        JsonPath reply = ask(question, context, Map.of("noAnswer", false));

        assertThat(reply.getInt("usage.windows")).isGreaterThan(5);
        reply.<Map<String, Object>> getList("answers").forEach(answer -> assertIsAt(context, answer));
    }

    @Test
    void theSnippetShowsTheAnswerInItsSurroundings() {
        JsonPath reply = ask(BRIDGE.questions().get(1), BRIDGE.context(), Map.of("snippetChars", 10, "noAnswer", false));
        String text = reply.getString("answers[0].snippet.text");
        int start = reply.getInt("answers[0].snippet.start");

        assertThat(BRIDGE.context()).startsWith(BRIDGE.context().substring(0, start) + text);
        assertThat(text.substring(reply.getInt("answers[0].snippet.answerStart"), reply.getInt("answers[0].snippet.answerEnd")))
                .isEqualTo(reply.getString("answers[0].answer"));
    }

    @Test
    void explanationsComeOnlyWhenAskedFor() {
        JsonPath plain = ask(BRIDGE.questions().get(0), BRIDGE.context(), Map.of("noAnswer", false, "snippetChars", 0));
        JsonPath explained = ask(BRIDGE.questions().get(0), BRIDGE.context(), Map.of("noAnswer", false, "explain", true));

        assertThat(plain.<Map<String, Object>> getList("answers").get(0)).doesNotContainKeys("explanation", "snippet");
        assertThat(explained.<Object> get("answers[0].explanation.startLogit")).isNotNull();
    }

    private static JsonPath ask(String question, String context, Map<String, Object> options) {
        return post(Map.of("question", question, "context", context, "options", options)).then().statusCode(200).extract()
                .jsonPath();
    }

    private static Response post(Map<String, Object> body) {
        return given().contentType("application/json").body(body).post("/api/v1/answers");
    }

    private static void assertIsAt(String context, Map<String, Object> words) {
        assertThat(context.substring((int) words.get("start"), (int) words.get("end"))).isEqualTo(words.get("answer"));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> cast(Object value) {
        return (Map<String, Object>) value;
    }

    private static String withoutChance(JsonPath reply) {
        Map<String, Object> all = new HashMap<>(reply.getMap(""));
        all.remove("requestId");
        all.remove("timings");
        return all.toString();
    }
}
