package dev.mrc.serving.client;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes the body of a predict call in row form, straight into one array of exactly its size:
 * {@code {"signature_name":"...","instances":[{"examples":{"b64":"..."}}]}}.
 */
final class PredictBody {
    private static final byte[] OPEN = ascii("{\"examples\":{\"b64\":\"");
    private static final byte[] CLOSE = ascii("\"}}");
    private static final byte[] END = ascii("]}");
    private static final byte[] BASE64 = ascii("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");

    private final byte[] head;

    PredictBody(String signature) {
        if (!signature.matches("[\\w./:-]+")) {
            throw new IllegalArgumentException("mrc.serving.signature is '" + signature
                    + "'; use letters, digits and _ . / : - only");
        }
        head = ascii("{\"signature_name\":\"" + signature + "\",\"instances\":[");
    }

    /** @param examples serialized {@code tf.Example}s, at least one */
    byte[] of(List<byte[]> examples) {
        int size = head.length + END.length + examples.size() - 1;
        for (byte[] example : examples) {
            size += OPEN.length + (example.length + 2) / 3 * 4 + CLOSE.length;
        }
        byte[] body = new byte[size];
        int at = put(head, body, 0);
        for (int i = 0; i < examples.size(); i++) {
            if (i > 0) {
                body[at++] = ',';
            }
            at = put(OPEN, body, at);
            at = putBase64(examples.get(i), body, at);
            at = put(CLOSE, body, at);
        }
        put(END, body, at);
        return body;
    }

    private static int put(byte[] from, byte[] to, int at) {
        System.arraycopy(from, 0, to, at, from.length);
        return at + from.length;
    }

    /** The JDK's encoder cannot write at an offset, and a copy of each example would be garbage. */
    private static int putBase64(byte[] from, byte[] to, int start) {
        int at = start;
        int whole = from.length / 3 * 3;
        for (int i = 0; i < whole; i += 3) {
            int bits = (from[i] & 0xff) << 16 | (from[i + 1] & 0xff) << 8 | from[i + 2] & 0xff;
            to[at] = BASE64[bits >> 18];
            to[at + 1] = BASE64[bits >> 12 & 63];
            to[at + 2] = BASE64[bits >> 6 & 63];
            to[at + 3] = BASE64[bits & 63];
            at += 4;
        }
        if (whole < from.length) {
            boolean two = whole + 2 == from.length;
            int bits = (from[whole] & 0xff) << 16 | (two ? (from[whole + 1] & 0xff) << 8 : 0);
            to[at++] = BASE64[bits >> 18];
            to[at++] = BASE64[bits >> 12 & 63];
            to[at++] = two ? BASE64[bits >> 6 & 63] : (byte) '=';
            to[at++] = '=';
        }
        return at;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
