package dev.mrc.serving.client;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A place in UTF-8 JSON that moves forward. Made for long lists of floats: no token becomes an object. Takes the bare tokens
 * NaN, Infinity and -Infinity that TensorFlow Serving writes.
 */
final class JsonCursor {
    static final double[] POWERS = { 1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14,
            1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22 };
    /** Below 10^15 a long is exact in a double. */
    private static final int EXACT_DIGITS = 15;
    /** What a double has beyond a float's 24 bits, and its value half way between two floats. */
    static final long BEYOND_FLOAT = 0x1fff_ffffL;
    static final long HALF_WAY = 0x1000_0000L;

    private final byte[] json;
    private final PlainDecimal plain;
    private int at;

    JsonCursor(byte[] json) {
        this.json = json;
        this.plain = new PlainDecimal(json);
    }

    /** Says that the text is no JSON; carries the place, never the text. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed(int at) {
            super("no JSON at byte " + at, null, false, false);
        }
    }

    /** The next byte that is not white space, or 0 at the end; does not move beyond it. */
    byte peek() {
        while (at < json.length && json[at] <= ' ' && json[at] >= 0) {
            at++;
        }
        return byteHere();
    }

    boolean take(char wanted) {
        if (peek() != wanted) {
            return false;
        }
        at++;
        return true;
    }

    void expect(char wanted) throws Malformed {
        if (!take(wanted)) {
            throw new Malformed(at);
        }
    }

    /** Goes past a member's name and its colon; says which of the names it is, or -1. */
    int name(byte[][] names) throws Malformed {
        peek();
        int start = at + 1;
        skipString();
        int end = at - 1;
        expect(':');
        for (int i = 0; i < names.length; i++) {
            if (Arrays.equals(json, start, end, names[i], 0, names[i].length)) {
                return i;
            }
        }
        return -1;
    }

    /** Goes past any value. Counts brackets instead of recursing, so that no depth is too deep. */
    void skipValue() throws Malformed {
        int depth = 0;
        do {
            byte next = peek();
            if (next == '"') {
                skipString();
            } else if (next == '[' || next == '{') {
                depth++;
                at++;
            } else if (next == ']' || next == '}') {
                depth--;
                at++;
            } else if (depth > 0 && (next == ',' || next == ':')) {
                at++;
            } else {
                skipWord();
            }
            if (depth < 0) {
                throw new Malformed(at);
            }
        } while (depth > 0);
    }

    /** Numbers of a list, NaN and infinities included. {@code expected} sizes the array; any other count is read too. */
    float[] floats(int expected) throws Malformed {
        expect('[');
        if (take(']')) {
            return new float[0];
        }
        float[] values = new float[expected];
        int count = 0;
        do {
            if (count == values.length) {
                values = Arrays.copyOf(values, count * 2 + 16);
            }
            float value = plain.at(at);
            if (plain.end() > 0) {
                at = plain.end();
            } else {
                peek();
                value = number();
            }
            values[count++] = value;
        } while (take(','));
        expect(']');
        return count == values.length ? values : Arrays.copyOf(values, count);
    }

    /**
     * One number, equal to what {@link Float#parseFloat} makes of the token.
     *
     * <p>
     * A double made by one rounded division rounds to the same float as the decimal itself, except when it lies half way
     * between two floats or in the range where floats lose bits; those, and long tokens, go to the JDK.
     */
    private float number() throws Malformed {
        int start = at;
        boolean negative = byteHere() == '-';
        if (negative) {
            at++;
        }
        int firstDigit = at;
        long digits = digits(0);
        int count = at - firstDigit;
        if (count == 0) {
            return notFinite(negative);
        }
        int scale = 0;
        if (byteHere() == '.') {
            int point = ++at;
            digits = digits(digits);
            scale = point - at;
            count -= scale;
            if (scale == 0) {
                throw new Malformed(at);
            }
        }
        if ((byteHere() | 0x20) == 'e') {
            scale += exponent();
        }
        if (count > EXACT_DIGITS || scale < -22 || scale > 22) {
            return slowly(start);
        }
        double value = scale < 0 ? digits / POWERS[-scale] : digits * POWERS[scale];
        if ((Double.doubleToRawLongBits(value) & BEYOND_FLOAT) == HALF_WAY || value < Float.MIN_NORMAL && digits != 0) {
            return slowly(start);
        }
        return (float) (negative ? -value : value);
    }

    /** Reads digits on; overflow is no matter because the count of digits tells. */
    private long digits(long before) {
        long value = before;
        int place = at;
        while (place < json.length) {
            int digit = json[place] - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            value = value * 10 + digit;
            place++;
        }
        at = place;
        return value;
    }

    private int exponent() throws Malformed {
        at++;
        boolean negative = byteHere() == '-';
        if (negative || byteHere() == '+') {
            at++;
        }
        int first = at;
        long value = digits(0);
        if (first == at) {
            throw new Malformed(at);
        }
        int bounded = at - first > 6 ? 1_000_000 : (int) value;
        return negative ? -bounded : bounded;
    }

    private float slowly(int start) {
        return Float.parseFloat(new String(json, start, at - start, StandardCharsets.US_ASCII));
    }

    private float notFinite(boolean negative) throws Malformed {
        int start = at;
        skipWord();
        return switch (new String(json, start, at - start, StandardCharsets.US_ASCII)) {
            case "NaN" -> Float.NaN;
            case "Infinity", "Inf" -> negative ? Float.NEGATIVE_INFINITY : Float.POSITIVE_INFINITY;
            default -> throw new Malformed(start);
        };
    }

    /** A whole number, bare, quoted or alone in a list; null if the value is anything else. Goes past it. */
    Long wholeNumber() throws Malformed {
        peek();
        int start = at;
        skipValue();
        int end = at;
        while (start < end && isWrapping(json[start])) {
            start++;
        }
        while (start < end && isWrapping(json[end - 1])) {
            end--;
        }
        if (end - start > 18 || end == start) {
            return null;
        }
        for (int i = start; i < end; i++) {
            if ((json[i] < '0' || json[i] > '9') && (i > start || json[i] != '-' || end == start + 1)) {
                return null;
            }
        }
        return Long.valueOf(new String(json, start, end - start, StandardCharsets.US_ASCII));
    }

    /** Whether nothing but white space is left. */
    boolean atEnd() {
        return peek() == 0 && at == json.length;
    }

    private static boolean isWrapping(byte value) {
        return value == '[' || value == ']' || value == '"' || value <= ' ' && value >= 0;
    }

    private void skipString() throws Malformed {
        if (byteHere() != '"') {
            throw new Malformed(at);
        }
        for (at++; at < json.length; at++) {
            if (json[at] == '\\') {
                at++;
            } else if (json[at] == '"') {
                at++;
                return;
            }
        }
        throw new Malformed(json.length);
    }

    /** A number, true, null, NaN ... */
    private void skipWord() throws Malformed {
        int start = at;
        while (at < json.length && (Character.isLetterOrDigit(json[at]) || "+-.".indexOf(json[at]) >= 0)) {
            at++;
        }
        if (at == start) {
            throw new Malformed(at);
        }
    }

    private byte byteHere() {
        return at < json.length ? json[at] : 0;
    }
}
