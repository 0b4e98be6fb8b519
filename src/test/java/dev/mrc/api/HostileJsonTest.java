package dev.mrc.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;

/** Bodies that nobody should send: each is answered or refused as documented, and nothing of it turns up elsewhere. */
@QuarkusTest
class HostileJsonTest {
    private static final int BODIES = 6000;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> PATHS = List.of("/api/v1/answers", "/api/v1/answers/batch",
            "/api/v1/compat/huggingface");

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @BeforeEach
    void modelIsLoaded() {
        ServiceUnderTest.awaitModel();
    }

    @Test
    void thousandsOfSpoiltRequestsGetNothingButDocumentedReplies() throws Exception {
        List<String> lines;
        try (LogLines log = new LogLines()) {
            lines = log.lines();
            ExecutorService callers = Executors.newFixedThreadPool(4);
            List<Callable<Void>> work = new ArrayList<>();
            for (int caller = 0; caller < 4; caller++) {
                JsonMutations mutations = new JsonMutations(caller);
                work.add(() -> {
                    for (int i = 0; i < BODIES / 4; i++) {
                        byte[] body = mutations.next();
                        assertDocumented(send(PATHS.get(i % PATHS.size()), body), body);
                    }
                    return null;
                });
            }
            for (Future<Void> done : callers.invokeAll(work)) {
                done.get();
            }
            callers.shutdown();
        }
        assertThat(lines).filteredOn(line -> line.contains("request id=")).hasSize(BODIES);
        assertThat(lines).noneMatch(line -> line.contains("달빛") || line.contains("윤서진") || line.contains("jndi")
                || line.contains("DROP TABLE") || line.contains("internal requestId"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "\u0000", "\ufeff", "\ufffe\uffff", "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67",
            "\u202e\u2066\u2069",
            "\u1112\u1161\u11ab", "\u115f\u1160", "\u3164", "\ud840\udc00", "\udbff\udfff", "e\u0301\u0302\u0303",
            "\u0e33\u0eb3", "ﷺ", "İ", "ß", "\u00ad",
            "\u200b", "\u034f", "\ue000", "\u2028", "\r", "\t", "\b", "𝕶𝖔𝖗𝖊𝖆", "ﬀ", "㈜", "①" })
    void anySignAnyNumberOfTimesIsReadAndCutNowhere(String sign) throws IOException {
        for (String text : List.of(sign, sign.repeat(3000), "뱃사공은 " + sign + "박만수" + sign.repeat(50) + "였다.",
                "뱃사공" + sign + "은" + sign + " 박" + sign + "만" + sign + "수였다.")) {
            for (String question : List.of("뱃사공은 누구?", "누구" + sign.repeat(20) + "?")) {
                byte[] body = JSON.writeValueAsBytes(
                        Map.of("question", question, "context", text, "options", Map.of("topK", 20, "noAnswer", false)));
                HttpResponse<byte[]> reply = send("/api/v1/answers", body);
                assertDocumented(reply, body);
                if (reply.statusCode() == 200) {
                    for (JsonNode answer : JSON.readTree(reply.body()).get("answers")) {
                        assertThat(text.substring(answer.get("start").asInt(), answer.get("end").asInt()))
                                .isEqualTo(answer.get("answer").asText());
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "class", "@class", "@type",
            "$ref", "" })
    void namesThatMeanSomethingElsewhereMeanNothingHere(String name) throws IOException {
        byte[] body = JSON.writeValueAsBytes(Map.of("question", "누구?", "context", "박만수", name, Map.of("topK", 1)));
        HttpResponse<byte[]> reply = send("/api/v1/answers", body);

        assertThat(reply.statusCode()).isEqualTo(422);
        assertThat(JSON.readTree(reply.body()).at("/errors/0/code").asText()).isEqualTo("unknown-field");
    }

    private static void assertDocumented(HttpResponse<byte[]> reply, byte[] body) {
        String sent = new String(body, StandardCharsets.UTF_8);
        String text = new String(reply.body(), StandardCharsets.UTF_8);
        assertThat(reply.statusCode()).as(sent).isIn(200, 400, 413, 422);
        if (reply.statusCode() != 200) {
            assertThat(reply.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(text).as(sent).contains("\"requestId\"").doesNotContain("Exception", "java.", "dev.mrc", "jackson",
                    "at [Source");
        }
    }

    private HttpResponse<byte[]> send(String path, byte[] body) {
        try {
            return client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + RestAssured.port + path))
                    .header("Content-Type", "application/json").POST(BodyPublishers.ofByteArray(body)).build(),
                    BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new AssertionError("no reply to " + new String(body, StandardCharsets.UTF_8), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
