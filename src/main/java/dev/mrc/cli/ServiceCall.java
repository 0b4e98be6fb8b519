package dev.mrc.cli;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.mrc.evaluate.UnansweredException;

/** HTTP to a running service. Waits and asks again when the service says that it is busy or not ready. Thread-safe. */
final class ServiceCall {
    static final ObjectMapper MAPPER = new ObjectMapper();
    static final int ATTEMPTS = 4;
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration REPLY = Duration.ofSeconds(60);
    private static final long LONGEST_WAIT_SECONDS = 30;
    /** Environment variable with the key for a service that wants one; an argument would show in the list of processes. */
    private static final String KEY = "KOREAN_MRC_API_KEY";
    private static final int OK = 200;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT)
            .build();
    private final String base;
    private final String key = System.getenv(KEY);

    /** @param base of the service, such as {@code http://localhost:8080} */
    ServiceCall(URI base) {
        this.base = base.toString().replaceFirst("/+$", "");
    }

    JsonNode get(String path) throws UnansweredException, InterruptedException {
        return json(request(path).GET().build());
    }

    JsonNode post(String path, JsonNode body) throws UnansweredException, InterruptedException {
        return json(request(path).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString())).build());
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path)).timeout(REPLY).header("Accept",
                "application/json");
        return key == null ? request : request.header("X-API-Key", key);
    }

    private JsonNode json(HttpRequest request) throws UnansweredException, InterruptedException {
        HttpResponse<byte[]> response = send(request);
        for (int attempt = 1; isBusy(response) && attempt < ATTEMPTS; attempt++) {
            Thread.sleep(Duration.ofSeconds(waitSeconds(response)).toMillis());
            response = send(request);
        }
        if (response.statusCode() != OK) {
            throw new UnansweredException(("status " + response.statusCode() + " " + problem(response.body())).strip());
        }
        return tree(response.body());
    }

    /** Reading changes nothing, so a connection that breaks is tried once more: proxies close idle ones at any time. */
    private HttpResponse<byte[]> send(HttpRequest request) throws UnansweredException, InterruptedException {
        try {
            return sendOnce(request);
        } catch (IOException e) {
            try {
                return sendOnce(request);
            } catch (IOException again) {
                throw new UnansweredException("connection lost", again);
            }
        }
    }

    private HttpResponse<byte[]> sendOnce(HttpRequest request) throws IOException, UnansweredException, InterruptedException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (ConnectException | HttpConnectTimeoutException e) {
            throw new UnansweredException("cannot be reached", e);
        } catch (HttpTimeoutException e) {
            throw new UnansweredException("no reply in time", e);
        }
    }

    private static boolean isBusy(HttpResponse<?> response) {
        return response.statusCode() == UNAVAILABLE || response.statusCode() == TOO_MANY_REQUESTS;
    }

    /** A date is the other form of the header; the service never sends it. */
    private static long waitSeconds(HttpResponse<?> response) {
        String wanted = response.headers().firstValue("Retry-After").orElse("");
        return wanted.matches("\\d{1,9}") ? Math.min(LONGEST_WAIT_SECONDS, Long.parseLong(wanted)) : 1;
    }

    /** Last part of the problem's type, {@code overloaded}: the one member that is the same for all failures of a kind. */
    private static String problem(byte[] body) {
        try {
            String type = MAPPER.readTree(body).path("type").asText();
            return type.substring(type.lastIndexOf('/') + 1);
        } catch (IOException e) {
            return ""; // not a problem document: some other server
        }
    }

    private static JsonNode tree(byte[] body) throws UnansweredException {
        try {
            return MAPPER.readTree(body);
        } catch (JacksonException e) {
            throw new UnansweredException(ServiceAnswerer.NOT_THE_API, e);
        } catch (IOException e) {
            throw new IllegalStateException("Bytes in memory cannot fail to be read. This is a bug.", e);
        }
    }
}
