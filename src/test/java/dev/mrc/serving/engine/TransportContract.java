package dev.mrc.serving.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.mrc.serving.engine.RawHttp.Header;
import dev.mrc.serving.engine.RawHttp.Reply;

/** Methods, headers and bodies. */
interface TransportContract extends Contract {
    String ONE = "{\"instances\":[1.0]}";

    @ParameterizedTest
    @ValueSource(strings = { "PUT", "DELETE", "PATCH" })
    default void otherMethodsAreMalformed(String method) {
        refuses(server().send(method, PREDICT, "", ONE.getBytes(StandardCharsets.UTF_8)), 400,
                "Malformed request: " + method + " " + PREDICT);
        refuses(server().send(method, MODEL, ""), 400, "Malformed request: " + method + " " + MODEL);
    }

    @Test
    default void headIsMalformed() {
        assertThat(server().send("HEAD", MODEL, "").status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = { "BREW", "TRACE", "get" })
    default void unknownMethodIsNotImplemented(String method) {
        refusesInHtml(server().send(method, MODEL, ""), 501);
    }

    @ParameterizedTest
    @CsvSource({ "http://example.org, 200", "https://example.org, 200", "chrome-extension://abc, 400", "null, 400", "'', 400" })
    default void preflightLooksAtTheOriginOnly(String origin, int status) {
        Reply reply = server().send("OPTIONS", "/v1/anything", "Origin: " + origin + "\r\n");

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.body()).isEmpty();
        assertThat(reply.header("content-type")).isEqualTo("text/html; charset=ISO-8859-1");
        assertThat(server().send("OPTIONS", MODEL, "").status()).isEqualTo(400);
    }

    @Test
    default void preflightOutsideTheSurfaceIsNotFound() {
        refusesInHtml(server().send("OPTIONS", "/index", "Origin: http://example.org\r\n"), 404);
    }

    // The header lists of HttpRestApiHandlerTest

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            :predict  | {"instances":[1.0]}
            :predict  | {"instances":[
            :classify | {"signature_name":"classify_x_to_y","examples":[{"x":1.0}]}
            :regress  | {"signature_name":"regress_x_to_y","examples":[{"x":1.0}]}
            :PREDICT  | {}
            """)
    default void contentTypeIsJsonWithoutCharset(String verb, String body) {
        Reply reply = server().post(MODEL + verb, body);

        assertThat(reply.headers()).extracting(Header::name)
                .containsExactlyInAnyOrder("content-type", "date", "content-length");
        assertThat(reply.header("content-type")).isEqualTo("application/json");
    }

    @ParameterizedTest
    @ValueSource(strings = { MODEL, MODEL + "/metadata", "/v1/models/foo", "/v1/foo" })
    default void contentTypeOfAQuestionIsJsonToo(String target) {
        Reply reply = server().get(target);

        assertThat(reply.headers()).extracting(Header::name)
                .containsExactlyInAnyOrder("content-type", "date", "content-length");
        assertThat(reply.header("content-type")).isEqualTo("application/json");
    }

    @Test
    default void typesOfTheRequestDoNotMatter() {
        answers(server().send("POST", PREDICT, "Content-Type: text/plain; charset=euc-kr\r\nAccept: image/png\r\n",
                ONE.getBytes(StandardCharsets.UTF_8)), "{\"predictions\":[2.5]}");
    }

    @Test
    default void bodyMayComeInChunks() {
        answers(server().chunked(PREDICT, "{\"instances\"", ":[", "1.0]", "}"), "{\"predictions\":[2.5]}");
    }

    @Test
    default void chunkedBodyMayBeEmpty() {
        refuses(server().chunked(PREDICT), 400, "JSON Parse error: The document is empty");
    }

    @Test
    default void expectationIsMet() {
        answers(server().send("POST", PREDICT, "Expect: 100-continue\r\n", ONE.getBytes(StandardCharsets.UTF_8)),
                "{\"predictions\":[2.5]}");
    }

    @Test
    default void bodyMayBeMissing() {
        refuses(server().send("POST", PREDICT, ""), 400, "JSON Parse error: The document is empty");
    }

    @Test
    default void longHeadersAreRead() {
        answers(server().send("POST", PREDICT, "Cookie: " + "a".repeat(20_000) + "\r\n", ONE.getBytes(StandardCharsets.UTF_8)),
                "{\"predictions\":[2.5]}");
    }

    @Test
    default void longNamesAreRead() {
        refuses(server().get("/v1/models/" + "m".repeat(10_000)), 404, "mmm");
    }

    // EvHTTPServerTest.ValidGzipPost, InvalidGzipPost, GzipExceedingLimit

    @Test
    default void gzippedBodyIsInflated() {
        answers(gzipped(gzip(ONE.getBytes(StandardCharsets.UTF_8))), "{\"predictions\":[2.5]}");
    }

    @Test
    default void brokenGzipIsAnEmptyDocument() {
        byte[] whole = gzip(ONE.getBytes(StandardCharsets.UTF_8));
        byte[] cut = Arrays.copyOf(whole, whole.length / 2);

        refuses(gzipped("no gzip".getBytes(StandardCharsets.UTF_8)), 400, "JSON Parse error: The document is empty");
        refuses(gzipped(cut), 400, "JSON Parse error: The document is empty");
        refuses(gzipped(new byte[0]), 400, "JSON Parse error: The document is empty");
    }

    @Test
    default void gzipOver100MegabytesIsAnEmptyDocument() {
        byte[] large = new byte[100 * 1024 * 1024 + 1];
        Arrays.fill(large, (byte) ' ');

        refuses(gzipped(gzip(large)), 400, "JSON Parse error: The document is empty");
    }

    private Reply gzipped(byte[] body) {
        return server().send("POST", PREDICT, "Content-Encoding: gzip\r\n", body);
    }

    private static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
