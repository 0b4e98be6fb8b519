package dev.mrc.serving.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.mrc.serving.engine.RawHttp.Header;
import dev.mrc.serving.engine.RawHttp.Reply;
import io.vertx.core.Vertx;

/** The page of metrics, over HTTP. Requests add up from test to test, so tests look at what one more changes. */
class MetricsHttpTest {
    private static final String PATH = Monitoring.DEFAULT_PATH;
    private static final String NAME = "독해";
    private static final String MODEL = "/v1/models/" + URLEncoder.encode(NAME, StandardCharsets.UTF_8);
    private static final String COUNT = ":tensorflow:serving:request_count{model_name=\"%s\",status=\"%s\"}";
    private static final String LATENCY = ":tensorflow:serving:request_latency_count{model_name=\"독해\",API=\"%s\",entrypoint=\"REST\"}";
    private static final String RUNTIME = ":tensorflow:serving:runtime_latency_count{model_name=\"독해\",API=\"%s\",runtime=\"TF1\"}";

    @TempDir
    static Path base;

    private static RunningEngine engine;
    private static RawHttp http;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        ContractModel.write(base);
        engine = running(Monitoring.parse("prometheus_config { enable: true }"));
        engine.awaitLoaded(MODEL.substring("/v1/models/".length()));
        http = new RawHttp(engine.uri());
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    private static RunningEngine running(Monitoring monitoring) {
        return new RunningEngine(RunningEngine.settings(NAME, base,
                new RestSettings(Cors.ANY_ORIGIN, Duration.ofSeconds(30), monitoring), LoadSettings.DEFAULT));
    }

    // Case 139 of TensorFlow Serving's tests
    @Test
    void pageIsPlainText() {
        Reply reply = http.get(PATH);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).contains("# TYPE ");
        assertThat(reply.headers()).extracting(Header::name).containsExactlyInAnyOrder("content-type", "date",
                "content-length");
        assertThat(reply.header("content-type")).isEqualTo("text/plain");
        assertThat(Exposition.parse(reply.body()).samples()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "POST", "PUT", "DELETE", "PATCH", "OPTIONS" })
    void anyMethodIsAnswered(String method) {
        assertThat(http.send(method, PATH, "", "{}".getBytes(StandardCharsets.UTF_8)).body()).startsWith("# TYPE ");
        assertThat(http.send("HEAD", PATH, "").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = { PATH + "?", PATH + "?name=x", PATH + "#part" })
    void queryIsUnexpected(String target) {
        Reply reply = http.get(target);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body()).isEqualTo("Unexpected path: " + target + ". Should be " + PATH);
        assertThat(reply.header("content-type")).isEqualTo("text/plain");
    }

    @ParameterizedTest
    @ValueSource(strings = { PATH + "/", PATH + "2", "/monitoring/prometheus", "/Monitoring/prometheus/metrics",
            "/monitoring/prometheus%2Fmetrics" })
    void otherPathsAreNotFound(String target) {
        assertThat(http.get(target).status()).isEqualTo(404);
    }

    @Test
    void withoutConfigurationThereIsNoPage() {
        try (RunningEngine plain = running(Monitoring.OFF)) {
            Reply reply = new RawHttp(plain.uri()).get(PATH);

            assertThat(reply.status()).isEqualTo(404);
            assertThat(reply.header("content-type")).isEqualTo("text/html");
        }
    }

    // EvHTTPServerTest.UriPrecedesOverRequestDispather
    @Test
    void exactPathWinsOverTheDispatcher() {
        try (RunningEngine over = running(new Monitoring(Optional.of(MODEL)))) {
            RawHttp server = new RawHttp(over.uri());

            assertThat(server.get(MODEL).body()).startsWith("# TYPE ");
            assertThat(server.get(MODEL + "?x=1").body()).startsWith("Unexpected path: ");
            assertThat(server.get(MODEL + "/metadata").header("content-type")).isEqualTo("application/json");
        }
    }

    @Test
    void predictionIsCountedAndTimed() {
        Exposition before = page();
        http.post(MODEL + ":predict", "{\"instances\":[1.0]}");
        http.post(MODEL + "/versions/123:predict", "{\"instances\":[1.0]}");
        http.post(MODEL + ":predict", "{\"instances\":");
        Exposition after = page();

        assertThat(more(before, after, COUNT.formatted(NAME, "OK"))).isEqualTo(2);
        assertThat(more(before, after, COUNT.formatted(NAME, "INVALID_ARGUMENT"))).isEqualTo(1);
        assertThat(more(before, after, LATENCY.formatted("predict"))).isEqualTo(2);
        assertThat(more(before, after, RUNTIME.formatted("Predict"))).isEqualTo(2);
        assertThat(after.value(LATENCY.formatted("predict").replace("_count", "_sum")))
                .isGreaterThanOrEqualTo(after.value(RUNTIME.formatted("Predict").replace("_count", "_sum")));
    }

    @Test
    void classifyAndRegressAreCountedByTheirNames() {
        Exposition before = page();
        http.post(MODEL + ":classify", "{\"signature_name\":\"classify_x_to_y\",\"examples\":[{\"x\":1.0}]}");
        http.post(MODEL + ":regress", "{\"signature_name\":\"regress_x_to_y\",\"examples\":[{\"x\":1.0}]}");
        http.post(MODEL + ":regress", "{\"signature_name\":\"nowhere\",\"examples\":[{\"x\":1.0}]}");
        Exposition after = page();

        assertThat(more(before, after, LATENCY.formatted("classify"))).isEqualTo(1);
        assertThat(more(before, after, LATENCY.formatted("regress"))).isEqualTo(1);
        assertThat(more(before, after, RUNTIME.formatted("Classify"))).isEqualTo(1);
        assertThat(more(before, after, RUNTIME.formatted("Regress"))).isEqualTo(1);
        assertThat(more(before, after, COUNT.formatted(NAME, "INVALID_ARGUMENT"))).isEqualTo(1);
    }

    @Test
    void questionsAboutTheModelAreCountedToo() {
        Exposition before = page();
        http.get(MODEL);
        http.get(MODEL + "/metadata");
        http.get(MODEL + "/versions/7");
        http.get(MODEL + "/versions/99999999999999999999");
        http.send("PUT", MODEL, "");
        Exposition after = page();

        assertThat(more(before, after, COUNT.formatted(NAME, "OK"))).isEqualTo(2);
        assertThat(more(before, after, LATENCY.formatted(""))).isEqualTo(2);
        assertThat(more(before, after, COUNT.formatted(NAME, "NOT_FOUND"))).isEqualTo(1);
        assertThat(more(before, after, COUNT.formatted("", "INVALID_ARGUMENT"))).isEqualTo(2);
    }

    @Test
    void strangersShareOneSeries() {
        Exposition before = page();
        http.get("/v1/models/secret-one");
        http.post("/v1/models/secret-two:predict", "{\"instances\":[\"secret\"]}");
        http.get("/v1/models/" + URLEncoder.encode("비밀", StandardCharsets.UTF_8) + "/metadata");
        http.get("/v1/models/m/labels/secret:predict");
        http.get("/secret");
        Exposition after = page();

        assertThat(more(before, after, COUNT.formatted("__unknown__", "NOT_FOUND"))).isEqualTo(3);
        assertThat(after.samples().keySet()).noneMatch(series -> series.contains("secret") || series.contains("비밀"));
    }

    @Test
    void whatNeverReachesTheModelIsCountedToo() {
        Vertx vertx = Vertx.vertx();
        EngineMetrics metrics = new EngineMetrics();
        ModelStore store = new ModelStore(LoadSettings.DEFAULT, ModelRunner.direct(), metrics);
        store.configure(List.of(new ModelSettings("m", () -> base)));
        RestApi api = new RestApi(store, ModelRunner.direct(), Duration.ZERO, metrics);
        HttpExchange exchange = new HttpExchange(api, Cors.NONE, task -> {
            throw new RejectedExecutionException("as a full queue does");
        }, new MetricsPage(Monitoring.OFF, metrics));
        try {
            int port = vertx.createHttpServer().requestHandler(exchange::handle).listen(0).toCompletionStage()
                    .toCompletableFuture().join().actualPort();
            RawHttp server = new RawHttp(URI.create("http://127.0.0.1:" + port));

            assertThat(server.post("/v1/models/m:predict", "{}").status()).isEqualTo(503);
            assertThat(server.send("POST", "/v1/models/m:predict", "", new byte[HttpExchange.MAX_BODY_BYTES + 1]).status())
                    .isEqualTo(413);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }

        Exposition page = Exposition.parse(metrics.page());
        assertThat(page.value(COUNT.formatted("m", "UNAVAILABLE"))).isEqualTo(1);
        assertThat(page.value(COUNT.formatted("m", "INVALID_ARGUMENT"))).isEqualTo(1);
    }

    @Test
    void loadIsCounted() {
        String path = "model_path=\"" + base.resolve("123") + "\"";

        assertThat(page().value(":tensorflow:cc:saved_model:load_attempt_count{" + path + ",status=\"success\"}")).isEqualTo(1);
        assertThat(page().value(":tensorflow:cc:saved_model:load_latency{" + path + "}")).isPositive();
    }

    @Test
    void scrapesCountAsNothing() {
        Exposition before = page();
        http.get(PATH);

        assertThat(page().samples()).isEqualTo(before.samples());
    }

    private static double more(Exposition before, Exposition after, String series) {
        return after.value(series) - Math.max(0, before.value(series));
    }

    private static Exposition page() {
        return Exposition.parse(http.get(PATH).body());
    }
}
