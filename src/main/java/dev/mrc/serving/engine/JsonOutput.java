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

    /** Writes a part of {@code ascii}. */
    JsonOutput raw(String ascii, int from, int to) {
        reserve(to - from);
        for (int i = from; i < to; i++) {
            bytes[size++] = (byte) ascii.charAt(i);
        }
        return this;
    }

    /** Writes {@code length} digits with a point after the first {@code whole} of them; no point if none follows. */
    JsonOutput decimal(long digits, int length, int whole) {
        boolean point = whole < length;
        reserve(length + 1);
        long rest = digits;
        int end = size + length + (point ? 1 : 0);
        for (int i = end - 1; i >= size; i--) {
            if (point && i == size + whole) {
                bytes[i] = '.';
            } else {
                bytes[i] = (byte) ('0' + rest % 10);
                rest /= 10;
            }
        }
        size = end;
        return this;
    }

    JsonOutput bytes(byte[] raw) {
        reserve(raw.length);
        System.arraycopy(raw, 0, bytes, size, raw.length);
        size += raw.length;
        return this;
    }

    JsonOutput number(long value) {
        if (value == Long.MIN_VALUE) {
            return raw(Long.toString(value));
        }
        if (value < 0) {
            raw('-');
        }
        long rest = Math.abs(value);
        int digits = 1;
        for (long bound = 10; digits < 19 && rest >= bound; bound *= 10) {
            digits++;
        }
        reserve(digits);
        for (int i = size + digits - 1; i >= size; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        size += digits;
        return this;
    }

    JsonOutput number(float value) {
        DecimalText.write(this, value);
        return this;
    }

    JsonOutput number(double value) {
        DecimalText.write(this, value);
        return this;
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
