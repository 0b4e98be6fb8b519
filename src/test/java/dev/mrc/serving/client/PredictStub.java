package dev.mrc.serving.client;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Speaks TensorFlow Serving's predict, status and metadata. Logit {@code i} of window {@code u} is {@code 1000 u + i}. */
public final class PredictStub implements QuarkusTestResourceLifecycleManager {
    static final BiConsumer<HttpServerRequest, Buffer> SANE = (request, body) -> request.response()
            .putHeader("Content-Type", "application/json").end(answer(new JsonObject(body)));

    static volatile BiConsumer<HttpServerRequest, Buffer> predict = SANE;
    static volatile String length = "-1";
    /** Metadata of further signatures, after a comma. */
    static volatile String further = "";
    static volatile String base;
    /** What predict was asked: targets, and instances as they came. */
    static final Queue<String> TARGETS = new ConcurrentLinkedQueue<>();
    static final Queue<JsonArray> CALLS = new ConcurrentLinkedQueue<>();

    private static final String METADATA = """
            {"model_spec": {"name": "bert", "signature_name": "", "version": "7"},
             "metadata": {"@type": "type.googleapis.com/tensorflow.serving.SignatureDefMap",
              "signature_def": {"signature_def": {"serving_default": {
               "inputs": {"examples": {"dtype": "DT_STRING", "tensor_shape": {"dim": [{"size": "-1", "name": ""}]}}},
               "outputs": {
                 "start_logits": {"dtype": "DT_FLOAT", "tensor_shape": {"dim": [{"size": "-1"}, {"size": "LENGTH"}]}},
                 "end_logits": {"dtype": "DT_FLOAT", "tensor_shape": {"dim": [{"size": "-1"}, {"size": "LENGTH"}]}}},
               "method_name": "tensorflow/serving/predict", "defaults": {}}FURTHER}}}}""";
    private static final String STATUS = """
            {"model_version_status": [{"version": "7", "state": "AVAILABLE",
              "status": {"error_code": "OK", "error_message": ""}}]}""";

    private Vertx vertx;

    static void reset() {
        predict = SANE;
        length = "-1";
        further = "";
        TARGETS.clear();
        CALLS.clear();
    }

    @Override
    public Map<String, String> start() {
        vertx = Vertx.vertx();
        HttpServer server = vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(0))
                .requestHandler(this::answer);
        server.listen().toCompletionStage().toCompletableFuture().join();
        base = "http://127.0.0.1:" + server.actualPort();
        return Map.of("mrc.serving.url", base + "/", "mrc.serving.timeout", "30s");
    }

    @Override
    public void stop() {
        if (vertx != null) {
            vertx.close().toCompletionStage().toCompletableFuture().orTimeout(5, TimeUnit.SECONDS).join();
        }
    }

    private void answer(HttpServerRequest request) {
        if (request.path().endsWith(":predict")) {
            request.body().onSuccess(body -> {
                TARGETS.add(request.uri());
                CALLS.add(new JsonObject(body).getJsonArray("instances"));
                predict.accept(request, body);
            });
        } else {
            request.response().putHeader("Content-Type", "application/json")
                    .end(request.path().endsWith("/metadata") ? METADATA.replace("LENGTH", length).replace("FURTHER", further)
                            : STATUS);
        }
    }

    static String answer(JsonObject call) {
        JsonArray instances = call.getJsonArray("instances");
        List<Map<String, List<Long>>> examples = examples(instances);
        int longest = examples.stream().mapToInt(example -> example.get("input_ids").size()).max().orElse(0);
        StringBuilder json = new StringBuilder("{\n    \"predictions\": [");
        for (int i = 0; i < examples.size(); i++) {
            long id = examples.get(i).get("unique_ids").get(0);
            String logits = logits(id, longest);
            json.append(i == 0 ? "" : ",").append("\n{\"unique_ids\": ").append(id).append(", \"start_logits\": ")
                    .append(logits).append(", \"end_logits\": ").append(logits).append('}');
        }
        return json.append("\n    ]\n}").toString();
    }

    private static String logits(long id, int count) {
        StringBuilder list = new StringBuilder("[");
        for (int i = 0; i < count; i++) {
            list.append(i == 0 ? "" : ", ").append(id * 1000 + i).append(".0");
        }
        return list.append(']').toString();
    }

    /** Features of each instance by name, as protobuf's own reader finds them. */
    static List<Map<String, List<Long>>> examples(JsonArray instances) {
        return instances.stream().map(JsonObject.class::cast)
                .map(instance -> features(Base64.getDecoder().decode(instance.getJsonObject("examples").getString("b64"))))
                .toList();
    }

    private static Map<String, List<Long>> features(byte[] example) {
        Map<String, List<Long>> features = new HashMap<>();
        try {
            UnknownFieldSet map = message(UnknownFieldSet.parseFrom(example), 1);
            for (ByteString bytes : map.getField(1).getLengthDelimitedList()) {
                UnknownFieldSet entry = UnknownFieldSet.parseFrom(bytes);
                Field packed = message(message(entry, 2), 3).getField(1);
                CodedInputStream values = packed.getLengthDelimitedList().get(0).newCodedInput();
                List<Long> list = new ArrayList<>();
                while (!values.isAtEnd()) {
                    list.add(values.readInt64());
                }
                features.put(entry.getField(1).getLengthDelimitedList().get(0).toStringUtf8(), list);
            }
        } catch (IOException e) {
            throw new AssertionError("not a tf.Example", e);
        }
        return features;
    }

    private static UnknownFieldSet message(UnknownFieldSet parent, int field) throws IOException {
        return UnknownFieldSet.parseFrom(parent.getField(field).getLengthDelimitedList().get(0));
    }
}
