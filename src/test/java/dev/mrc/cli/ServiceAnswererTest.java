package dev.mrc.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.mrc.cli.StubService.Reply;
import dev.mrc.evaluate.Prediction;
import dev.mrc.evaluate.Predictions;
import dev.mrc.evaluate.UnansweredException;

/** What is asked of a service, and what its troubles are called. */
class ServiceAnswererTest {
    private static final String QUESTION = "첫 등대지기는 \"누구\"인가?";
    private static final String CONTEXT = "첫 등대지기 한도윤이 31년 동안 지켰다 🙂.";

    @Test
    void twoRequestsGiveTheAnswersAtAllThreeBoundaries() throws Exception {
        try (StubService service = new StubService(body -> Reply.ok(body.contains("\"word\"")
                ? StubService.FOUND.replace("\"answer\": \"한도윤\"", "\"answer\": \"한도윤이는\"")
                : StubService.FOUND))) {
            Predictions answers = new ServiceAnswerer(new ServiceCall(service.uri()), true).answer(QUESTION, CONTEXT);

            assertThat(answers.particle()).isEqualTo(Prediction.of("한도윤", 0.75, 0.125));
            assertThat(answers.word()).isEqualTo(Prediction.of("한도윤이는", 0.75, 0.125));
            assertThat(answers.token()).isEqualTo(Prediction.of("한도윤이", 0.75, 0.125));
            assertThat(service.bodies).hasSize(2);
            JsonNode asked = new ObjectMapper().readTree(service.bodies.get(0));
            assertThat(asked.path("question").textValue()).isEqualTo(QUESTION);
            assertThat(asked.path("context").textValue()).isEqualTo(CONTEXT);
            assertThat(asked.at("/options/noAnswer").booleanValue()).isTrue();
        }
    }

    @Test
    void noAnswerIsTheEmptyTextAsSureAsItsNullScore() throws Exception {
        try (StubService service = new StubService(body -> Reply.ok(StubService.NONE))) {
            Predictions answers = new ServiceAnswerer(new ServiceCall(service.uri()), true).answer(QUESTION, CONTEXT);

            assertThat(List.of(answers.token(), answers.particle(), answers.word()))
                    .containsOnly(Prediction.of("", 0.875, 0.875));
        }
    }

    @Test
    void aBusyServiceIsAskedAgainWhenItWantsToBe() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        long began = System.nanoTime();
        try (StubService service = new StubService(
                body -> asked.getAndIncrement() == 0 ? Reply.busy("2") : Reply.ok(StubService.FOUND))) {
            assertThat(new ServiceAnswerer(new ServiceCall(service.uri()), false).answer(QUESTION, CONTEXT).token().text())
                    .isEqualTo("한도윤이");
        }
        assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(TimeUnit.SECONDS.toNanos(2));
        assertThat(asked).hasValue(3);
    }

    @Test
    void aServiceThatStaysBusyIsGivenUp() {
        try (StubService service = new StubService(body -> Reply.busy("0"))) {
            assertThatThrownBy(() -> new ServiceAnswerer(new ServiceCall(service.uri()), true).answer(QUESTION, CONTEXT))
                    .isInstanceOf(UnansweredException.class).hasMessage("status 503 overloaded");
            assertThat(service.bodies).hasSize(ServiceCall.ATTEMPTS);
        }
    }

    @Test
    void aBrokenConnectionIsTriedOnceMore() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (StubService service = new StubService(
                body -> asked.getAndIncrement() == 0 ? new Reply(0, null, "") : Reply.ok(StubService.FOUND))) {
            assertThat(new ServiceAnswerer(new ServiceCall(service.uri()), true).answer(QUESTION, CONTEXT).particle().text())
                    .isEqualTo("한도윤");
        }
        assertThat(failure(body -> new Reply(0, null, ""))).isEqualTo("connection lost");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "413 | {\"type\": \"/problems/context-too-large\", \"detail\": \"본문\"} | status 413 context-too-large",
            "404 | <html>등대</html> | status 404",
            "500 | `` | status 500",
            "200 | 등대 | reply that is not of this API",
            "200 | `` | reply that is not of this API",
            "200 | {} | reply that is not of this API",
            "200 | {\"answers\": [{\"answer\": 7}], \"noAnswer\": {\"score\": 0.5}} | reply that is not of this API",
            "200 | {\"answers\": [], \"noAnswer\": {\"score\": \"0.5\"}} | reply that is not of this API" })
    void anyOtherTroubleHasAShortName(int status, String body, String reason) {
        assertThat(failure(asked -> new Reply(status, null, body))).isEqualTo(reason);
    }

    @Test
    void aServiceThatIsNotThereCannotBeReached() {
        StubService service = new StubService(body -> Reply.busy("0"));
        URI gone = service.uri();
        service.close();

        assertThatThrownBy(() -> new ServiceCall(gone).get("/api/v1/model")).isInstanceOf(UnansweredException.class)
                .hasMessage("cannot be reached");
    }

    private static String failure(Function<String, Reply> replies) {
        try (StubService service = new StubService(replies)) {
            ServiceAnswerer answerer = new ServiceAnswerer(new ServiceCall(service.uri()), true);
            return Assertions
                    .catchThrowableOfType(UnansweredException.class, () -> answerer.answer(QUESTION, CONTEXT)).getMessage();
        }
    }
}
