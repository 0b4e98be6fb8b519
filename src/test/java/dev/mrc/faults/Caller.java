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
import com.fasterxml.jackson.databind.node.ObjectNode;

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
        /** The best answer and its place, or nothing: what must be the same whatever happens on the way. */
        String best() {
            JsonNode best = body.at("/answers/0");
            return best.isMissingNode() ? "" : best.get("answer").asText() + "@" + best.get("start").asInt();
        }

        /** Score of the best answer, or of none. */
        double score() {
            return body.at(body.get("answers").isEmpty() ? "/noAnswer/score" : "/answers/0/score").asDouble();
        }

        /** How far the best answer is from the next one, and the null score from its threshold. */
        double margin() {
            double refusal = Math.abs(body.at("/noAnswer/threshold").asDouble() - body.at("/noAnswer/score").asDouble());
            return body.get("answers").isEmpty() ? refusal
                    : Math.min(refusal, score() - body.at("/answers/1/score").asDouble());
        }

        /** Last part of a problem's type. */
        String problem() {
            return body.path("type").asText().replace("/problems/", "");
        }
    }

    Reply ask(String question, String context) {
        ObjectNode request = JSON.createObjectNode().put("question", question).put("context", context);
        request.putObject("options").put("topK", 2).put("snippetChars", 0);
        String body = request.toString();
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
