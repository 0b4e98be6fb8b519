package dev.mrc.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;

/** Requests that are hardly HTTP, or too much of it. */
@QuarkusTest
@TestProfile(HostileTransportTest.Impatient.class)
class HostileTransportTest {
    private static final byte[] QUESTION = "{\"question\": \"뱃사공은 누구?\", \"context\": \"마지막 뱃사공은 박만수였다.\"}"
            .getBytes(StandardCharsets.UTF_8);
    private static final String POST = "POST /api/v1/answers HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";
    private static final byte[] NONE = {};

    /** A service that waits one second for a body. */
    public static final class Impatient implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("mrc.api.body-timeout", "1s");
        }
    }

    @BeforeEach
    void modelIsLoaded() {
        ServiceUnderTest.awaitModel();
    }

    @ParameterizedTest
    @ValueSource(strings = { "Content-Length: 4\r\nTransfer-Encoding: chunked", "Content-Length: 4\r\nContent-Length: 90",
            "Transfer-Encoding: chunked, identity", "Content-Length: -5", "Content-Length: +5", "Content-Length: 0x5",
            "Content-Length: 99999999999999999999", "Content-Length: ", "Content-Length : 5", "Content-Length: 5 5",
            "Transfer-Encoding: xchunked" })
    void aBodyWhoseEndIsInDoubtIsRefusedAndTheConnectionClosed(String headers) {
        RawCall.Reply reply = RawCall.send(POST + headers + "\r\n\r\n",
                "0\r\n\r\nGET /api/v1/limits HTTP/1.1\r\nHost: x\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text()).as("a second request must not be found in the first").doesNotContain("questionChars");
        assertThat(reply.closed()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = { "zz\r\nabc\r\n0\r\n\r\n", "FFFFFFFFFFFFFFFF\r\nabc", "-1\r\nabc\r\n0\r\n\r\n", "\r\n\r\n" })
    void chunksThatAreNoneEndTheConnection(String chunks) {
        RawCall.Reply reply = RawCall.send(POST + "Transfer-Encoding: chunked\r\n\r\n",
                chunks.getBytes(StandardCharsets.US_ASCII));

        assertThat(reply.closed()).isTrue();
        assertThat(reply.status()).isIn(0, 400);
    }

    @ParameterizedTest
    @ValueSource(strings = { "GET /../../../../etc/passwd", "GET /%2e%2e/%2e%2e/etc/passwd", "GET /..\\..\\etc\\passwd",
            "GET /META-INF/MANIFEST.MF", "GET /application.properties", "GET /dev/mrc/api/Messages.properties",
            "GET /api/v1/%00limits", "GET /api/v1/%zz", "GET /%ff%fe", "GET /api/v1/limits/../../../q/metrics",
            "GET /q/metrics",
            "GET //evil.example/", "GET /api/v1/limits?%zz=%ff", "OPTIONS *", "CONNECT evil.example:80",
            "TRACE /api/v1/answers", "FOO /api/v1/answers", "DELETE /api/v1/answers", "GET /api/v1/answers" })
    void strangePathsAndMethodsAreRefused(String line) {
        RawCall.Reply reply = RawCall.send(line + " HTTP/1.1\r\nHost: x\r\n\r\n", NONE);

        assertThat(reply.status()).isBetween(400, 499);
        assertThat(reply.text()).doesNotContain("root:", "Exception", "mrc_questions", "dev.mrc");
    }

    @ParameterizedTest
    @ValueSource(strings = { "GET /api/v1/limits HTTP/1.1\r\n\r\n", "GET /api/v1/limits HTTP/1.1\nHost: x\n\n", "GET /\r\n\r\n",
            "\u0016\u0003\u0001\u0002\u0000\u0001\u00fc\u0003\u0003\r\n\r\n",
            "GET /api/v1/\u0000limits HTTP/1.1\r\nHost: x\r\n\r\n",
            "POST /api/v1/answers HTTP/1.1\r\nHost : x\r\nContent-Length: 0\r\n\r\n" })
    void whatIsNoRequestIs400WithoutAWord(String request) {
        RawCall.Reply reply = RawCall.send(request, NONE);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text()).doesNotContain("details", "Exception").endsWith("\r\n\r\n");
    }

    @Test
    void headsThatAreTooLongAreRefused() {
        assertThat(RawCall.send("GET /" + "a".repeat(10_000) + " HTTP/1.1\r\nHost: x\r\n\r\n", NONE).status()).isEqualTo(414);
        assertThat(RawCall.send("GET / HTTP/1.1\r\nHost: x\r\nX-A: " + "a".repeat(100_000) + "\r\n\r\n", NONE).status())
                .isEqualTo(431);
        String many = IntStream.range(0, 10_000).mapToObj("X-%d: a\r\n"::formatted).reduce("", String::concat);
        assertThat(RawCall.send("GET / HTTP/1.1\r\nHost: x\r\n" + many + "\r\n", NONE).status()).isEqualTo(431);
    }

    @ParameterizedTest
    @CsvSource({ "br", "zstd", "deflate", "'gzip, gzip'", "gzip" })
    void anEncodingThatIsNotOursOrNotTrueIsNamed(String encoding) {
        given().contentType("application/json").header("Content-Encoding", encoding).body(QUESTION).post("/api/v1/answers")
                .then()
                .statusCode(415).contentType("application/problem+json");
    }

    @Test
    void tenMegabytesAreRefusedHoweverTheyComeAndTakeNoRoom() throws IOException {
        byte[] large = ("{\"question\": \"누구?\", \"context\": \"" + "가".repeat(3_500_000) + "\"}")
                .getBytes(StandardCharsets.UTF_8);
        byte[] bomb = gzip(1_000_000_000);
        long before = heap();

        for (int i = 0; i < 3; i++) {
            RawCall.Reply declared = RawCall.send(POST + "Content-Length: " + large.length + "\r\n\r\n", large);
            assertThat(declared.status()).isEqualTo(413);
            RawCall.Reply chunked = RawCall.send(
                    POST + "Transfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(large.length) + "\r\n", large);
            assertThat(chunked.status()).isEqualTo(413);
            RawCall.Reply packed = RawCall.send(
                    POST + "Content-Encoding: gzip\r\nContent-Length: " + bomb.length + "\r\n\r\n", bomb);
            assertThat(packed.status()).isEqualTo(413);
        }

        assertThat(heap() - before).as("bytes kept").isLessThan(10_000_000);
    }

    @Test
    void aBodyThatComesTooSlowlyIsGivenUp() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", RestAssured.port)) {
            socket.getOutputStream().write((POST + "Content-Length: 100\r\n\r\n{\"que").getBytes(StandardCharsets.US_ASCII));

            RawCall.Reply reply = RawCall.read(socket);

            assertThat(reply.status()).isEqualTo(408);
            assertThat(reply.text()).contains("/problems/request-timeout", "\"limit\":1000");
        }
    }

    @Test
    void hundredsOfSlowCallersKeepNobodyWaiting() {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 300; i++) {
                Socket socket = new Socket("127.0.0.1", RestAssured.port);
                socket.getOutputStream()
                        .write((i % 2 == 0 ? "GET /api/v1/limits HTTP/1.1\r\nHo" : POST + "Content-Length: 9\r\n\r\n{")
                                .getBytes(StandardCharsets.US_ASCII));
                slow.add(socket);
            }
            given().get("/api/v1/limits"); // what was sent before is taken in by now
            long begun = System.nanoTime();
            given().contentType("application/json").body(QUESTION).post("/api/v1/answers").then().statusCode(200);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(1));
            await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(open(slow)).isLessThanOrEqualTo(150));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            slow.forEach(HostileTransportTest::close);
        }
    }

    @Test
    void manyCallersWhoHangUpHalfWayLeaveNothing() throws IOException {
        for (int i = 0; i < 200; i++) {
            try (Socket socket = new Socket("127.0.0.1", RestAssured.port)) {
                socket.setSoLinger(true, 0);
                socket.getOutputStream().write((POST + "Content-Length: " + QUESTION.length + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
                socket.getOutputStream().write(QUESTION, 0, i % QUESTION.length);
            }
        }

        List<CompletableFuture<Integer>> others = IntStream.range(0, 20)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> given().contentType("application/json").body(QUESTION).post("/api/v1/answers").statusCode()))
                .toList();
        assertThat(others).allSatisfy(other -> assertThat(other.join()).isEqualTo(200));
    }

    /** Connections on which the service has not answered and ended. */
    private static long open(List<Socket> sockets) {
        return sockets.stream().filter(socket -> {
            try {
                socket.setSoTimeout(1);
                return socket.getInputStream().read(new byte[4096]) >= 0;
            } catch (SocketTimeoutException e) {
                return true;
            } catch (IOException e) {
                return false;
            }
        }).count();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static byte[] gzip(int zeros) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            byte[] some = new byte[1_000_000];
            for (int left = zeros; left > 0; left -= some.length) {
                gzip.write(some);
            }
        }
        return packed.toByteArray();
    }
}
