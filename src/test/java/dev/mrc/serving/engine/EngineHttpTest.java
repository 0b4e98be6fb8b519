package dev.mrc.serving.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.vertx.core.Vertx;

/** The HTTP around the REST surface: methods, bodies, connections. */
class EngineHttpTest {
    private static final String PREDICT = "/v1/models/half_plus_two:predict";

    @TempDir
    static Path base;
    static RunningEngine engine;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        SavedModels.half(base.resolve("1"), 2);
        engine = RunningEngine.serving("half_plus_two", base);
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    @ParameterizedTest
    @ValueSource(strings = { "/", "/index", "/statuspage", "/v1", "/v2/models/m" })
    void whatIsNotTheSurfaceIsAnsweredInHtml(String target) throws IOException, InterruptedException {
        HttpResponse<String> response = engine.get(target);

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.headers().firstValue("content-type").orElseThrow()).startsWith("text/html");
        assertThat(response.headers().firstValue("connection")).hasValue("close");
        assertThat(response.body()).contains("404 Not Found");
    }

    @ParameterizedTest
    @ValueSource(strings = { "PUT", "DELETE", "PATCH" })
    void otherMethodsAreMalformed(String method) throws IOException, InterruptedException {
        HttpResponse<String> response = engine.send(request(PREDICT).method(method, BodyPublishers.ofString("{}")).build());

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("Malformed request: " + method + " " + PREDICT);
    }

    @Test
    void headIsAnsweredWithoutBody() throws IOException {
        String reply = raw("HEAD /v1/models/half_plus_two HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

        assertThat(reply).startsWith("HTTP/1.1 400").endsWith("\r\n\r\n");
    }

    @ParameterizedTest
    @CsvSource({ "http://example.org, 200", "https://example.org, 200", "chrome-extension://abc, 400", ", 400" })
    void optionsLooksAtTheOriginOnly(String origin, int status) throws IOException {
        String header = origin == null ? "" : "Origin: " + origin + "\r\n";
        String reply = raw("OPTIONS " + PREDICT + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + header + "\r\n");

        assertThat(reply).startsWith("HTTP/1.1 " + status).containsIgnoringCase("content-length: 0").endsWith("\r\n\r\n");
    }

    @Test
    void unknownMethodIsNotImplemented() throws IOException {
        assertThat(raw("BREW /v1/models/m HTTP/1.1\r\nHost: x\r\n\r\n")).startsWith("HTTP/1.1 501").contains("<html>");
    }

    @Test
    void whatIsNoHttpIsRefused() throws IOException {
        assertThat(raw("hello\r\n\r\n")).containsPattern("^HTTP/1\\.[01] 400").contains("text/html");
    }

    @Test
    void bodyNobodyWantsDoesNotCostTheAnswer() throws IOException, InterruptedException {
        HttpResponse<String> response = engine.post("/predict", "x".repeat(5_000_000));

        assertThat(response.statusCode()).isEqualTo(404);
    }

    @Test
    void bodyOfARequestThatNeedsNoneIsSkipped() throws IOException, InterruptedException {
        HttpResponse<String> put = engine.send(request(PREDICT).PUT(BodyPublishers.ofString("x".repeat(5_000_000))).build());
        HttpResponse<String> get = engine.get("/v1/models/half_plus_two");

        assertThat(put.statusCode()).isEqualTo(400);
        assertThat(get.statusCode()).isEqualTo(200);
    }

    @Test
    void absoluteTargetWorks() throws IOException {
        assertThat(raw("GET http://model.example/v1/models/half_plus_two HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200").contains("AVAILABLE");
    }

    @Test
    void versionTooLargeHasAnEmptyBody() throws IOException, InterruptedException {
        HttpResponse<String> response = engine.get("/v1/models/half_plus_two/versions/18446744073709551615");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).isEmpty();
        assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
    }

    @Test
    void gzippedBodyIsInflated() throws IOException, InterruptedException {
        HttpResponse<String> response = gzipped(gzip("{\"instances\":[1.0]}"));

        assertThat(response.body()).isEqualTo("{\"predictions\":[2.5]}");
    }

    @Test
    void brokenGzipIsAnEmptyDocument() throws IOException, InterruptedException {
        HttpResponse<String> response = gzipped("no gzip".getBytes(StandardCharsets.UTF_8));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("The document is empty");
    }

    @Test
    void gzipBombIsAnEmptyDocument() throws IOException, InterruptedException {
        HttpResponse<String> response = gzipped(gzip(" ".repeat(HttpExchange.MAX_INFLATED_BYTES + 1)));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("The document is empty");
    }

    @Test
    void bodyOverTheLimitIsRefusedWhileItComes() throws IOException {
        try (Socket socket = new Socket(engine.uri().getHost(), engine.uri().getPort())) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            out.write(("POST " + PREDICT + " HTTP/1.1\r\nHost: x\r\nContent-Length: 9999999999\r\n\r\n").getBytes());
            byte[] chunk = new byte[1024 * 1024];
            for (int i = 0; i * chunk.length <= HttpExchange.MAX_BODY_BYTES; i++) {
                out.write(chunk);
            }
            out.write(1);
            byte[] reply = socket.getInputStream().readNBytes(12);

            assertThat(new String(reply, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 413");
        }
    }

    @Test
    void contentTypeOfTheRequestDoesNotMatter() throws IOException, InterruptedException {
        HttpResponse<String> response = engine.send(request(PREDICT).header("Content-Type", "text/plain")
                .header("Accept", "image/png").POST(BodyPublishers.ofString("{\"instances\":[4]}")).build());

        assertThat(response.body()).isEqualTo("{\"predictions\":[4.0]}");
    }

    @Test
    void portInUseIsNamedWithTheRemedy() {
        Vertx vertx = Vertx.vertx();
        EngineSettings settings = new EngineSettings("127.0.0.1", engine.uri().getPort(), "m", () -> base);

        assertThatThrownBy(() -> EngineServer.start(vertx, settings).toCompletionStage().toCompletableFuture().get())
                .hasCauseInstanceOf(IOException.class)
                .hasMessageContaining("127.0.0.1:" + engine.uri().getPort()).hasMessageContaining("mrc.engine.port");
        vertx.close();
    }

    @Test
    void errorsArePrintedAsTensorFlowServingPrintsThem() {
        assertThat(new RawHttp(engine.uri()).get("/v1/models").body())
                .isEqualTo("{\n    \"error\": \"Missing model name in request.\"\n}");
    }

    @Test
    void statusIsPrintedAsProtobufPrintsIt() {
        assertThat(new RawHttp(engine.uri()).get("/v1/models/half_plus_two").body()).isEqualTo("""
                {
                 "model_version_status": [
                  {
                   "version": "1",
                   "state": "AVAILABLE",
                   "status": {
                    "error_code": "OK",
                    "error_message": ""
                   }
                  }
                 ]
                }
                """);
    }

    @Test
    void metadataHasNoBlanksInEmptyObjects() {
        assertThat(new RawHttp(engine.uri()).get("/v1/models/half_plus_two/metadata").body()).contains("\"defaults\": {}\n")
                .endsWith("\n}\n");
    }

    @Test
    void connectionStaysOpenAfterErrors() throws IOException {
        String bad = "GET /v1/foo HTTP/1.1\r\nHost: x\r\n\r\n";
        String good = "GET /v1/models/half_plus_two HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

        assertThat(raw(bad + "HEAD /v1/foo HTTP/1.1\r\nHost: x\r\n\r\n" + good))
                .containsSubsequence("HTTP/1.1 400", "HTTP/1.1 400", "HTTP/1.1 200", "AVAILABLE");
    }

    @Test
    void upgradeToHttp2IsIgnored() {
        RawHttp.Reply reply = new RawHttp(engine.uri()).send("GET", "/v1/models/half_plus_two",
                "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).contains("AVAILABLE");
    }

    @Test
    void http10IsAnsweredAndClosed() throws IOException {
        assertThat(raw("GET /v1/models/half_plus_two HTTP/1.0\r\n\r\n")).containsPattern("^HTTP/1\\.[01] 200")
                .contains("AVAILABLE");
    }

    @Test
    void longestTargetIsNoProblem() {
        assertThat(new RawHttp(engine.uri()).get("/v1/models/" + "m".repeat(60_000)).status()).isEqualTo(404);
        assertThat(new RawHttp(engine.uri()).get("/v1/models/" + "%6d".repeat(20_000)).status()).isEqualTo(404);
        assertThat(new RawHttp(engine.uri()).get("/v1/models/" + "m".repeat(70_000)).status()).isEqualTo(400);
    }

    @Test
    void otherOriginsMayReadEveryAnswerIfTold() {
        try (RunningEngine open = new RunningEngine(RunningEngine.settings("m", base,
                new RestSettings(Cors.ANY_ORIGIN, Duration.ZERO), LoadSettings.DEFAULT))) {
            RawHttp http = new RawHttp(open.uri());
            String origin = "Origin: http://example.org\r\n";
            for (RawHttp.Reply reply : List.of(http.get("/v1/foo"), http.post("/v1/models/none:predict", "{}"),
                    http.send("OPTIONS", "/v1/models/m:predict", origin), http.get("/v1/models/none"))) {
                assertThat(reply.header("access-control-allow-origin")).isEqualTo("*");
                assertThat(reply.header("access-control-allow-methods")).isEqualTo("POST, GET");
                assertThat(reply.header("access-control-allow-headers")).isEqualTo("Content-Type");
            }
        }
        assertThat(new RawHttp(engine.uri()).get("/v1/foo").header("access-control-allow-origin")).isEmpty();
    }

    private static HttpResponse<String> gzipped(byte[] body) throws IOException, InterruptedException {
        return engine.send(request(PREDICT).header("Content-Encoding", "gzip").POST(BodyPublishers.ofByteArray(body)).build());
    }

    private static HttpRequest.Builder request(String target) {
        return HttpRequest.newBuilder(URI.create(engine.uri() + target));
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    /** Speaks to the socket itself and reads until the server closes it. */
    private static String raw(String request) throws IOException {
        try (Socket socket = new Socket(engine.uri().getHost(), engine.uri().getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}
