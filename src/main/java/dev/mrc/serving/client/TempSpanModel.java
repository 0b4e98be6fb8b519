package dev.mrc.serving.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.mrc.error.ErrorCode;
import dev.mrc.error.MrcException;
import dev.mrc.serving.ServingAddress;
import dev.mrc.window.ExampleEncoder;
import dev.mrc.window.SpanModel;
import dev.mrc.window.Window;
import dev.mrc.window.WindowLogits;

/** Temporary. */
@Singleton
class TempSpanModel implements SpanModel {
    private final ExampleEncoder encoder;
    private final ObjectMapper json;
    private volatile URI uri = URI.create("http://127.0.0.1:8501");
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    TempSpanModel(ExampleEncoder encoder, ObjectMapper json) {
        this.encoder = encoder;
        this.json = json;
    }

    void at(@Observes ServingAddress address) {
        uri = address.uri();
    }

    @Override
    public CompletionStage<Description> describe() {
        return http.sendAsync(HttpRequest.newBuilder(uri.resolve("/v1/models/bert/metadata")).build(),
                HttpResponse.BodyHandlers.ofString()).handle((response, failure) -> {
                    if (failure != null || response.statusCode() != 200) {
                        throw new MrcException(ErrorCode.MODEL_UNAVAILABLE, "no model", Map.of("retryAfterSeconds", 5));
                    }
                    return new Description("bert", "1", OptionalInt.empty());
                });
    }

    @Override
    public CompletionStage<List<WindowLogits>> predict(List<Window> windows) {
        if (windows.isEmpty()) {
            return CompletableFuture.completedFuture(List.of());
        }
        try {
            String body = json.writeValueAsString(Map.of("signature_name", "serving_default", "instances", windows.stream()
                    .map(w -> Map.of("examples", Map.of("b64", Base64.getEncoder().encodeToString(encoder.encode(w)))))
                    .toList()));
            return http.sendAsync(HttpRequest.newBuilder(uri.resolve("/v1/models/bert:predict"))
                    .POST(HttpRequest.BodyPublishers.ofString(body)).build(), HttpResponse.BodyHandlers.ofString())
                    .thenApply(response -> parse(response.body()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<WindowLogits> parse(String body) {
        try {
            List<WindowLogits> out = new ArrayList<>();
            for (JsonNode p : json.readTree(body).get("predictions")) {
                out.add(new WindowLogits(floats(p.get("start_logits")), floats(p.get("end_logits"))));
            }
            return out;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static float[] floats(JsonNode node) {
        float[] f = new float[node.size()];
        for (int i = 0; i < f.length; i++) {
            f[i] = (float) node.get(i).asDouble();
        }
        return f;
    }
}
