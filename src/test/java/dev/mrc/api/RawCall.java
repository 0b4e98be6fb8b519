package dev.mrc.api;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.restassured.RestAssured;

/** Bytes to the public port, and what comes back until the other side closes or says no more. */
final class RawCall {
    private static final Pattern STATUS = Pattern.compile("HTTP/\\d[.]\\d (\\d{3})");
    private static final int SILENCE_MILLIS = 300;
    private static final int PATIENCE_MILLIS = 5000;

    private RawCall() {
    }

    /**
     * What came back.
     *
     * @param text all of it, byte by byte
     * @param closed whether the connection was closed
     */
    record Reply(String text, boolean closed) {
        /** 0 when there was no answer. */
        int status() {
            Matcher status = STATUS.matcher(text);
            return status.lookingAt() ? Integer.parseInt(status.group(1)) : 0;
        }
    }

    static Reply send(String head, byte[] body) {
        byte[] start = head.getBytes(StandardCharsets.ISO_8859_1);
        byte[] all = new byte[start.length + body.length];
        System.arraycopy(start, 0, all, 0, start.length);
        System.arraycopy(body, 0, all, start.length, body.length);
        return send(all);
    }

    static Reply send(byte[] all) {
        try (Socket socket = new Socket("127.0.0.1", RestAssured.port)) {
            try {
                socket.getOutputStream().write(all);
            } catch (SocketException e) {
                // refused before the end: what was said before is still to be read
            }
            return read(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Reply read(Socket socket) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        InputStream in = socket.getInputStream();
        byte[] some = new byte[65536];
        try {
            socket.setSoTimeout(PATIENCE_MILLIS);
            for (int count = in.read(some); count >= 0; count = in.read(some)) {
                text.write(some, 0, count);
                socket.setSoTimeout(SILENCE_MILLIS);
            }
            return new Reply(text.toString(StandardCharsets.ISO_8859_1), true);
        } catch (SocketTimeoutException e) {
            return new Reply(text.toString(StandardCharsets.ISO_8859_1), false);
        } catch (SocketException e) {
            return new Reply(text.toString(StandardCharsets.ISO_8859_1), true); // reset
        }
    }
}
