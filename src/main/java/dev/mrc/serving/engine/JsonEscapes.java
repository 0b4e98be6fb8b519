package dev.mrc.serving.engine;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** What stands inside JSON strings: escapes and base64. */
final class JsonEscapes {
    private JsonEscapes() {
    }

    /** Resolves the escapes of a checked string; all other bytes stay as they are. */
    static byte[] resolve(byte[] raw) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(raw.length);
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] != '\\') {
                out.write(raw[i]);
                continue;
            }
            i++;
            switch (raw[i]) {
                case 'b' -> out.write('\b');
                case 'f' -> out.write('\f');
                case 'n' -> out.write('\n');
                case 'r' -> out.write('\r');
                case 't' -> out.write('\t');
                case 'u' -> {
                    char unit = unit(raw, i + 1);
                    i += 4;
                    if (Character.isHighSurrogate(unit)) {
                        out.writeBytes(new String(new char[] { unit, unit(raw, i + 3) }).getBytes(StandardCharsets.UTF_8));
                        i += 6;
                    } else {
                        out.writeBytes(String.valueOf(unit).getBytes(StandardCharsets.UTF_8));
                    }
                }
                default -> out.write(raw[i]);
            }
        }
        return out.toByteArray();
    }

    private static char unit(byte[] raw, int at) {
        int unit = 0;
        for (int i = at; i < at + 4; i++) {
            unit = unit << 4 | Character.digit(raw[i], 16);
        }
        return (char) unit;
    }

    /**
     * Decodes base64 as TensorFlow Serving does: standard alphabet, padding optional and written {@code =} or {@code .},
     * blanks anywhere.
     *
     * @see <a href="https://github.com/abseil/abseil-cpp/blob/master/absl/strings/escaping.cc">its decoder</a>
     */
    static byte[] base64(byte[] text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return tolerant(text);
        }
    }

    private static byte[] tolerant(byte[] text) {
        ByteArrayOutputStream plain = new ByteArrayOutputStream(text.length);
        for (byte b : text) {
            if (b != ' ' && (b < '\t' || b > '\r')) {
                plain.write(b == '.' ? '=' : b);
            }
        }
        try {
            return Base64.getDecoder().decode(plain.toByteArray());
        } catch (IllegalArgumentException e) {
            throw StatusException.invalid("Unable to base64 decode");
        }
    }
}
