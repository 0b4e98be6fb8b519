package dev.mrc.faults;

import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;

/**
 * A model server of a known speed: one window after the other, {@value #MILLIS_PER_WINDOW} ms each, whatever else the machine
 * does. A real engine here would share its processors with the callers, and an overload test would measure their fight.
 */
public final class SimulatedGpu implements QuarkusTestResourceLifecycleManager {
    static final int MILLIS_PER_WINDOW = 5;

    private static final int LENGTH = 128;
    private static final String METADATA = """
            {"model_spec": {"name": "bert", "signature_name": "", "version": "1"},
             "metadata": {"signature_def": {"signature_def": {"serving_default": {
               "inputs": {"examples": {"dtype": "DT_STRING", "tensor_shape": {"dim": [{"size": "-1"}]}}},
               "outputs": {
                 "start_logits": {"dtype": "DT_FLOAT", "tensor_shape": {"dim": [{"size": "-1"}, {"size": "%1$d"}]}},
                 "end_logits": {"dtype": "DT_FLOAT", "tensor_shape": {"dim": [{"size": "-1"}, {"size": "%1$d"}]}}},
               "method_name": "tensorflow/serving/predict"}}}}}""".formatted(LENGTH);
    private static final String STATUS = """
            {"model_version_status": [{"version": "1", "state": "AVAILABLE",
              "status": {"error_code": "OK", "error_message": ""}}]}""";
    private static final String LOGITS = "[" + "0.5,".repeat(LENGTH - 1) + "0.5]";

    private Vertx vertx;
    /** When what was taken in so far will be done. */
    private long busyUntil;

    @Override
    public Map<String, String> start() {
        vertx = Vertx.vertx();
        int port = vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(0).setTcpNoDelay(true))
                .requestHandler(this::answer).listen().toCompletionStage().toCompletableFuture().join().actualPort();
        return Map.of("mrc.serving.url", "http://127.0.0.1:" + port);
    }

    private void answer(HttpServerRequest request) {
        if (request.path().endsWith(":predict")) {
            request.body().onSuccess(body -> compute(request, body));
        } else {
            reply(request, request.path().endsWith("/metadata") ? METADATA : STATUS);
        }
    }

    private void compute(HttpServerRequest request, Buffer body) {
        int windows = body.toString().split("\"b64\"", -1).length - 1;
        StringBuilder answer = new StringBuilder("{\"predictions\": [");
        for (int i = 0; i < windows; i++) {
            answer.append(i == 0 ? "" : ",").append("{\"unique_ids\": ").append(i).append(", \"start_logits\": ").append(LOGITS)
                    .append(", \"end_logits\": ").append(LOGITS).append('}');
        }
        long now = System.nanoTime();
        busyUntil = Math.max(now, busyUntil) + TimeUnit.MILLISECONDS.toNanos((long) windows * MILLIS_PER_WINDOW);
        vertx.setTimer(Math.max(1, TimeUnit.NANOSECONDS.toMillis(busyUntil - now)),
                done -> reply(request, answer + "]}"));
    }

    private static void reply(HttpServerRequest request, String json) {
        request.response().putHeader("Content-Type", "application/json").end(json);
    }

    @Override
    public void stop() {
        if (vertx != null) {
            vertx.close().toCompletionStage().toCompletableFuture().orTimeout(5, TimeUnit.SECONDS).join();
        }
    }
}
