package dev.mrc.serving.engine;

import java.math.BigInteger;
import java.util.Arrays;

/** Reads values out of a JSON text that was checked before, {@link JsonCursor}, without building a tree of it. */
final class JsonScanner extends JsonCursor {
    /** Powers of ten that a double holds exactly. */
    private static final double[] TENS = { 1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
            1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22 };
    /** Characters of the largest uint64 and of the smallest int64. */
    private static final int LONGEST_64_BITS = 20;
    private static final byte[] WRAPPER = { 'b', '6', '4' };

    JsonScanner(byte[] text, int at) {
        super(text, at);
    }

    /** Whether a number, of any notation, is next. */
    boolean atNumber() {
        byte b = peek();
        return b == '-' || b >= '0' && b <= '9' || b == 'N' || b == 'I';
    }

    /** Whether a number without fraction or exponent is next. */
    boolean atInteger() {
        if (!atNumber()) {
            return false;
        }
        int i = text[at] == '-' ? at + 1 : at;
        while (i < text.length && text[i] >= '0' && text[i] <= '9') {
            i++;
        }
        byte after = i < text.length ? text[i] : 0;
        byte last = text[i - 1];
        return last >= '0' && last <= '9' && after != '.' && after != 'e' && after != 'E';
    }

    /** Whether the integer that is next fits neither int64 nor uint64: such a one is read as a double. */
    boolean exceeds64Bits() {
        String token = number();
        if (token.length() != LONGEST_64_BITS) {
            return token.length() > LONGEST_64_BITS;
        }
        BigInteger value = new BigInteger(token);
        return value.bitLength() > (value.signum() < 0 ? Long.SIZE - 1 : Long.SIZE);
    }

    /** Reads {@code true} or {@code false}; either is known to be next. */
    boolean readBoolean() {
        boolean value = peek() == 't';
        at += value ? 4 : 5;
        return value;
    }

    /** What RapidJSON calls the value that is next. */
    String kind() {
        return switch (peek()) {
            case '{' -> "Object";
            case '[' -> "Array";
            case '"' -> "String";
            case 't' -> "True";
            case 'f' -> "False";
            case 'n' -> "Null";
            default -> "Number";
        };
    }

    /** The text of the number that is next, unread. */
    String number() {
        peek();
        int start = at;
        skipNumber();
        String token = ascii(start, at);
        at = start;
        return token;
    }

    /** Reads an integer token. @throws NumberFormatException beyond int64 */
    long readLong() {
        peek();
        int start = at;
        boolean negative = text[at] == '-';
        if (negative) {
            at++;
        }
        int digits = at;
        long value = 0;
        while (at < text.length && text[at] >= '0' && text[at] <= '9') {
            value = value * 10 + (text[at++] - '0');
        }
        if (at - digits <= 18) {
            return negative ? -value : value;
        }
        int end = at;
        at = start;
        long whole = Long.parseLong(ascii(start, end));
        at = end;
        return whole;
    }

    /** Reads any number token; {@code -0} is a whole number and loses its sign, {@code -0.0} does not. */
    double readDouble() {
        peek();
        int start = at;
        skipNumber();
        int end = at;
        int last = text[end - 1];
        if (last < '0' || last > '9') {
            return last == 'N' ? Double.NaN : text[start] == '-' ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        boolean negative = text[start] == '-';
        int i = negative ? start + 1 : start;
        long digits = 0;
        int point = -1;
        int exponentAt = end;
        for (; i < end; i++) {
            if (text[i] == '.') {
                point = i;
            } else if (text[i] == 'e' || text[i] == 'E') {
                exponentAt = i;
                break;
            } else {
                digits = digits * 10 + (text[i] - '0');
            }
        }
        int fraction = point < 0 ? 0 : exponentAt - point - 1;
        if (end - start == (negative ? 2 : 1) && text[end - 1] == '0') {
            return 0;
        }
        if (exponentAt < end || exponentAt - start > 17 || fraction > 15) {
            return Double.parseDouble(ascii(start, end));
        }
        // At most 15 or 16 digits over an exact power of ten: one rounding, so the nearest double.
        double value = digits > 1L << 53 ? Double.parseDouble(ascii(start, end)) : digits / TENS[fraction];
        return negative ? -Math.abs(value) : value;
    }

    /** Reads a member's name, as UTF-8, and its colon. */
    byte[] readName() {
        peek();
        byte[] name = readString();
        take(':');
        return name;
    }

    /** Reads a string as UTF-8, escapes resolved. */
    byte[] readString() {
        peek();
        int start = at + 1;
        boolean escaped = false;
        int i = start;
        while (text[i] != '"') {
            escaped |= text[i] == '\\';
            i += text[i] == '\\' ? 2 : 1;
        }
        at = i + 1;
        byte[] raw = Arrays.copyOfRange(text, start, i);
        return escaped ? JsonEscapes.resolve(raw) : raw;
    }

    /** Whether an object with the one member {@code b64}, a string, is next. The cursor stays. */
    boolean atBase64() {
        int start = at;
        boolean wrapper = peek() == '{' && readWrapped() != null;
        at = start;
        return wrapper;
    }

    /**
     * Reads an object with the one member {@code b64}.
     *
     * @throws StatusException if the object under the cursor is another, or the text no base64
     */
    byte[] readBase64() {
        byte[] encoded = readWrapped();
        if (encoded == null) {
            throw StatusException.invalid("JSON Value: <object> not formatted correctly for base64 data");
        }
        return JsonEscapes.base64(encoded);
    }

    private byte[] readWrapped() {
        take('{');
        if (peek() != '"' || !Arrays.equals(readName(), WRAPPER) || peek() != '"') {
            return null;
        }
        byte[] encoded = readString();
        return take('}') ? encoded : null;
    }
}
