package dev.mrc.api;

import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** A TensorFlow Serving that misbehaves on demand; the service under test is pointed at it by {@code mrc.serving.url}. */
public final class StubServing implements QuarkusTestResourceLifecycleManager {
    /** What the next predict calls get. */
    enum Predict {
        UNAVAILABLE(503, "{\"error\": \"Task queue is full\"}"),
        NOT_LOADED(404, "{\"error\": \"Servable not found for request: Latest(bert)\"}"),
        HTML(500, "<html><body>서울특별시 Internal Server Error</body></html>"),
        BAD_REQUEST(400, "{\"error\": \"JSON Value: 서울특별시 is not of expected type\"}"),
        GARBAGE(200, "}{"),
        NO_OUTPUT(200, "{\"predictions\": [{\"unique_ids\": 0, \"start_logits\": [0.5]}]}"),
        TOO_SHORT(200, "{\"predictions\": [{\"unique_ids\": 0, \"start_logits\": [0.5], \"end_logits\": [0.5]}]}"),
        NO_PREDICTION(200, "{\"predictions\": []}"),
        NOT_A_NUMBER(200, "{\"predictions\": [{\"unique_ids\": 0, \"start_logits\": [" + "NaN,".repeat(300)
                + "0.0], \"end_logits\": [" + "0.0,".repeat(300) + "0.0]}]}"),
        TOO_LATE(0, ""),
        HANG_UP(-1, "");

        private final int status;
        private final String body;

        Predict(int status, String body) {
            this.status = status;
            this.body = body;
        }
    }

    static volatile Predict next = Predict.UNAVAILABLE;
    /** What the last predict call had in the header of this name, or null. */
    static volatile String traceparent;

    private static final String METADATA = """
            {"model_spec": {"name": "bert", "signature_name": "", "version": "7"},
             "metadata": {"signature_def": {"signature_def": {"serving_default": {
               "inputs": {"examples": {"dtype": "DT_STRING", "name": "input_example_tensor:0",
                 "tensor_shape": {"dim": [{"size": "-1", "name": ""}], "unknown_rank": false}}},
               "outputs": {
                 "unique_ids": {"dtype": "DT_INT64", "name": "a:0",
                   "tensor_shape": {"dim": [{"size": "-1", "name": ""}], "unknown_rank": false}},
                 "start_logits": {"dtype": "DT_FLOAT", "name": "b:0",
                   "tensor_shape": {"dim": [{"size": "-1", "name": ""}, {"size": "-1", "name": ""}], "unknown_rank": false}},
                 "end_logits": {"dtype": "DT_FLOAT", "name": "c:0",
                   "tensor_shape": {"dim": [{"size": "-1", "name": ""}, {"size": "-1", "name": ""}], "unknown_rank": false}}},
               "method_name": "tensorflow/serving/predict"}}}}}""";
    private static final String STATUS = """
            {"model_version_status": [{"version": "7", "state": "AVAILABLE",
              "status": {"error_code": "OK", "error_message": ""}}]}""";

    private Vertx vertx;
    private HttpServer server;

    @Override
    public Map<String, String> start() {
        vertx = Vertx.vertx();
        server = vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(0).setTcpNoDelay(true))
                .requestHandler(this::answer);
        server.listen().toCompletionStage().toCompletableFuture().join();
        return Map.of("mrc.serving.url", "http://127.0.0.1:" + server.actualPort(), "mrc.serving.timeout", "700ms");
    }

    private void answer(HttpServerRequest request) {
        HttpServerResponse response = request.response().putHeader("Content-Type", "application/json");
        if (request.path().endsWith("/metadata")) {
            response.end(METADATA);
        } else if (request.path().endsWith(":predict")) {
            Predict predict = next;
            traceparent = request.getHeader("traceparent");
            request.body().onSuccess(body -> predict(predict, request, response));
        } else {
            response.end(STATUS);
        }
    }

    private static void predict(Predict predict, HttpServerRequest request, HttpServerResponse response) {
        switch (predict) {
            case HANG_UP -> request.connection().close();
            case TOO_LATE -> {
                // never answers
            }
            default -> response.setStatusCode(predict.status).end(predict.body);
        }
    }

    @Override
    public void stop() {
        if (vertx != null) {
            vertx.close().toCompletionStage().toCompletableFuture().orTimeout(5, TimeUnit.SECONDS).join();
        }
    }
}
