package dev.mrc.serving.engine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * HTTP/1.1 written to a socket by hand, so that a test decides over every byte of the target and the headers, and sees all that
 * comes back. One connection a request.
 */
record RawHttp(URI server) {
    private static final JsonMapper JSON = JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();
    private static final int PATIENCE_MILLIS = 30_000;

    /**
     * What came back.
     *
     * @param headers names in lower case, in their order
     */
    record Reply(int status, List<Header> headers, String body) {
        JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException("No JSON: " + body, e);
            }
        }

        /** The message of an error object that holds nothing else; empty if this is none. */
        String error() {
            return !body.isEmpty() && json().isObject() && json().size() == 1 ? json().path("error").asText() : "";
        }

        /** The first header of this name, or "". */
        String header(String name) {
            return headers.stream().filter(header -> header.name().equals(name)).map(Header::value).findFirst().orElse("");
        }

        /** The body without blanks, which must stand for nothing here. */
        String dense() {
            return body.replaceAll("\\s", "");
        }
    }

    record Header(String name, String value) {
    }

    static JsonNode json(String text) {
        return new Reply(0, List.of(), text).json();
    }

    Reply get(String target) {
        return send("GET", target, "");
    }

    Reply post(String target, String body) {
        return send("POST", target, "", body.getBytes(StandardCharsets.UTF_8));
    }

    /** @param headers further lines, each with its end */
    Reply send(String method, String target, String headers, byte[] body) {
        return send(method, target, headers + "Content-Length: " + body.length + "\r\n", List.of(body));
    }

    Reply send(String method, String target, String headers) {
        return send(method, target, headers, List.of());
    }

    /** A body in chunks, without a length. */
    Reply chunked(String target, String... chunks) {
        List<byte[]> parts = new ArrayList<>();
        for (String chunk : chunks) {
            byte[] bytes = chunk.getBytes(StandardCharsets.UTF_8);
            parts.add((Integer.toHexString(bytes.length) + "\r\n" + chunk + "\r\n").getBytes(StandardCharsets.UTF_8));
        }
        parts.add("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return send("POST", target, "Transfer-Encoding: chunked\r\n", parts);
    }

    private Reply send(String method, String target, String headers, List<byte[]> parts) {
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.setTcpNoDelay(true);
            OutputStream out = socket.getOutputStream();
            out.write("%s %s HTTP/1.1\r\nHost: %s\r\n%s\r\n".formatted(method, target, server.getAuthority(), headers)
                    .getBytes(StandardCharsets.UTF_8));
            for (byte[] part : parts) {
                out.write(part);
            }
            return read(socket.getInputStream(), method);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Reply read(InputStream in, String method) throws IOException {
        String[] first = line(in).split(" ", 3);
        List<Header> headers = new ArrayList<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.add(new Header(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip()));
        }
        int status = Integer.parseInt(first[1]);
        if (status == 100) {
            return read(in, method);
        }
        String length = new Reply(status, headers, "").header("content-length");
        byte[] body = method.equals("HEAD") ? new byte[0]
                : in.readNBytes(length.isEmpty() ? Integer.MAX_VALUE
                        : Integer.parseInt(length));
        return new Reply(status, headers, new String(body, StandardCharsets.UTF_8));
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }
}
