package dev.mrc.serving.engine;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import io.vertx.core.buffer.Buffer;

/** Grows a JSON text in UTF-8. The caller minds the grammar. */
final class JsonOutput {
    private byte[] bytes;
    private int size;

    JsonOutput(int room) {
        bytes = new byte[room];
    }

    /** Writes characters as they are: punctuation, words, numbers. ASCII only. */
    JsonOutput raw(String ascii) {
        reserve(ascii.length());
        for (int i = 0; i < ascii.length(); i++) {
            bytes[size++] = (byte) ascii.charAt(i);
        }
        return this;
    }

    JsonOutput raw(char ascii) {
        reserve(1);
        bytes[size++] = (byte) ascii;
        return this;
    }

    JsonOutput bytes(byte[] raw) {
        reserve(raw.length);
        System.arraycopy(raw, 0, bytes, size, raw.length);
        size += raw.length;
        return this;
    }

    JsonOutput number(long value) {
        return raw(Long.toString(value));
    }

    JsonOutput number(float value) {
        return raw(Float.toString(value));
    }

    JsonOutput number(double value) {
        return raw(Double.toString(value));
    }

    JsonOutput string(String text) {
        return string(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes a string from UTF-8: escapes what JSON demands, the rest goes as it is. */
    JsonOutput string(byte[] utf8) {
        reserve(utf8.length + 2);
        raw('"');
        for (byte b : utf8) {
            switch (b) {
                case '"' -> raw("\\\"");
                case '\\' -> raw("\\\\");
                case '\b' -> raw("\\b");
                case '\f' -> raw("\\f");
                case '\n' -> raw("\\n");
                case '\r' -> raw("\\r");
                case '\t' -> raw("\\t");
                default -> {
                    if (b >= 0 && b < ' ') {
                        raw("\\u%04X".formatted(b));
                    } else {
                        reserve(1);
                        bytes[size++] = b;
                    }
                }
            }
        }
        return raw('"');
    }

    Buffer toBuffer() {
        return Buffer.buffer(size).appendBytes(bytes, 0, size);
    }

    private void reserve(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
