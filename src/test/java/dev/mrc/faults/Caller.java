package dev.mrc.faults;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Asks the service under test as any client would. */
final class Caller {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI answers;

    Caller(int port) {
        this.answers = URI.create("http://127.0.0.1:%d/api/v1/answers".formatted(port));
    }

    /**
     * What came back.
     *
     * @param millis how long it took
     */
    record Reply(int status, JsonNode body, boolean retryAfter, double millis) {
        /** Words, places and rounded scores: what must be the same whatever happens on the way. */
        String answers() {
            StringBuilder answers = new StringBuilder();
            for (JsonNode answer : body.get("answers")) {
                answers.append("%s@%d:%.2f ".formatted(answer.get("answer").asText(), answer.get("start").asInt(),
                        answer.get("score").asDouble()));
            }
            return answers.toString();
        }

        /** Last part of a problem's type. */
        String problem() {
            return body.path("type").asText().replace("/problems/", "");
        }
    }

    Reply ask(String question, String context) {
        String body = JSON.createObjectNode().put("question", question).put("context", context).toString();
        long begun = System.nanoTime();
        try {
            HttpResponse<byte[]> response = client.send(HttpRequest.newBuilder(answers).timeout(Duration.ofSeconds(30))
                    .header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)).build(),
                    BodyHandlers.ofByteArray());
            double millis = (System.nanoTime() - begun) / 1e6;
            return new Reply(response.statusCode(), JSON.readTree(response.body()),
                    response.headers().firstValue("Retry-After").isPresent(), millis);
        } catch (IOException e) {
            throw new AssertionError("The service broke off", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
