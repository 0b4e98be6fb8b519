package dev.mrc.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;

/** The same question, told as a stream of events. */
@QuarkusTest
class AnswerStreamTest {
    private static final String LONG = KoreanPassages.ALL.stream().map(KoreanPassages.Asked::context)
            .collect(Collectors.joining("\n\n")).repeat(6);
    private static final Map<String, Object> QUESTION = Map.of("question", "마지막 뱃사공은 누구였나요?", "context", LONG, "options",
            Map.of("topK", 3));

    /** A named event and its data. */
    private record Event(String name, JsonPath data) {
    }

    @BeforeEach
    void modelIsLoaded() {
        ServiceUnderTest.awaitModel();
    }

    @Test
    void progressIsToldUntilTheReplyThatTheQuestionWouldHaveGotAnyway() {
        List<Event> events = events(stream(QUESTION));

        List<Integer> done = events.stream().filter(event -> event.name.equals("progress"))
                .map(event -> event.data.getInt("windowsDone")).toList();
        int total = events.get(0).data.getInt("windowsTotal");
        assertThat(done).isSorted().doesNotHaveDuplicates().hasSize((total + 7) / 8).endsWith(total);
        assertThat(total).isGreaterThan(8);
        JsonPath reply = events.get(events.size() - 1).data;
        assertThat(events.get(events.size() - 1).name).isEqualTo("done");
        JsonPath plain = given().contentType("application/json").body(QUESTION).post("/api/v1/answers").jsonPath();
        assertThat(texts(reply)).isEqualTo(texts(plain));
        assertThat(reply.getInt("usage.windows")).isEqualTo(total);
    }

    @Test
    void theBestAnswerSoFarIsThereBeforeTheEnd() {
        List<Event> answers = events(stream(QUESTION)).stream().filter(event -> event.name.equals("answer")).toList();

        assertThat(answers).isNotEmpty().allSatisfy(event -> assertThat(
                LONG.substring(event.data.getInt("start"), event.data.getInt("end"))).isEqualTo(event.data.get("answer")));
    }

    @Test
    void whatFailsBeforeTheFirstEventIsAnOrdinaryProblem() {
        stream(Map.of("question", "언제?", "context", " ")).then().statusCode(422).contentType("application/problem+json")
                .body("errors[0].pointer", equalTo("#/context"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "*/*|application/json", "application/json, text/event-stream|application/json",
            "text/event-stream;q=0.5, application/json|application/json", "text/event-stream, */*|text/event-stream",
            "application/json;q=0.1, text/event-stream;q=0.9|text/event-stream" })
    void theCallerGetsWhatItLikesBest(String accept, String type) {
        given().contentType("application/json").header("Accept", accept).body(QUESTION).post("/api/v1/answers").then()
                .statusCode(200).contentType(startsWith(type));
    }

    private static Response stream(Object body) {
        return given().contentType("application/json").accept("text/event-stream").body(body).post("/api/v1/answers");
    }

    private static List<Event> events(Response response) {
        response.then().statusCode(200).contentType("text/event-stream").header("Cache-Control", "no-store");
        List<Event> events = new ArrayList<>();
        for (String event : response.asString().split("\n\n")) {
            assertThat(event).matches("event: [a-z]+\ndata: \\{.*}");
            events.add(new Event(event.substring(7, event.indexOf('\n')),
                    JsonPath.from(event.substring(event.indexOf("data: ") + 6))));
        }
        return events;
    }

    private static List<Object> texts(JsonPath reply) {
        return List.of(reply.getList("answers.answer"), reply.getList("answers.start"), reply.getList("answers.occurrences"));
    }
}
