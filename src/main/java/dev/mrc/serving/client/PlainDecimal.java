package dev.mrc.serving.client;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reads a float as nearly all logits are written, {@code -1.29495287}: a few digits, a point, up to twelve digits, no
 * exponent. Eight bytes at a time and with hardly a branch, because signs and lengths are what a processor cannot guess. All
 * other tokens are left to {@link JsonCursor}. Equal to {@link Float#parseFloat}, for the reason given there.
 */
final class PlainDecimal {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    /** Bytes from a token's start that may be looked at. */
    private static final int REACH = 32;
    private static final int MOST_WHOLE = 3;
    /** With three digits before the point these make fifteen, which a double holds exactly. */
    private static final int MOST_SCALE = 12;
    private static final long ZEROS = 0x3030303030303030L;
    private static final long ABOVE_NINE = 0x4646464646464646L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long[] TENS = { 1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000 };

    private final byte[] json;
    private final int last;
    private int end;

    PlainDecimal(byte[] json) {
        this.json = json;
        this.last = json.length - REACH;
    }

    /**
     * The number that begins at {@code start} or after one blank there, if {@link #end()} then says that there is one of this
     * kind.
     */
    float at(int start) {
        end = 0;
        if (start > last) {
            return 0;
        }
        byte[] text = json;
        int place = text[start] == ' ' ? start + 1 : start;
        int minus = (text[place] ^ '-') - 1 >>> 31;
        place += minus;
        long value = 0;
        int most = place + MOST_WHOLE;
        do {
            int digit = text[place] - '0';
            if (digit < 0 || digit > 9 || place == most) {
                return 0;
            }
            value = value * 10 + digit;
        } while (text[++place] != '.');
        long bytes = (long) EIGHT.get(text, ++place);
        int scale = digitsOf(bytes);
        if (scale == Long.BYTES) {
            value = value * 100_000_000 + number(bytes - ZEROS);
            for (int digit = text[place + scale] - '0'; digit >= 0 && digit <= 9 && scale < MOST_SCALE;) {
                value = value * 10 + digit;
                digit = text[place + ++scale] - '0';
            }
        } else {
            value = value * TENS[scale] + number(bytes - ZEROS << (Long.BYTES - scale) * 8);
        }
        byte next = text[place + scale];
        double exact = value / JsonCursor.POWERS[scale];
        if (scale == 0 || next != ',' && next != ']'
                || (Double.doubleToRawLongBits(exact) & JsonCursor.BEYOND_FLOAT) == JsonCursor.HALF_WAY) {
            return 0;
        }
        end = place + scale;
        return (float) (minus == 0 ? exact : -exact);
    }

    /** Where the number ended; 0 if it was none of this kind. */
    int end() {
        return end;
    }

    /** How many of eight bytes, from the lowest on, are digits. */
    private static int digitsOf(long bytes) {
        return Long.numberOfTrailingZeros((bytes + ABOVE_NINE | bytes - ZEROS) & HIGH_BITS) >> 3;
    }

    /** What eight digits spell, the first in the lowest byte. */
    private static long number(long digits) {
        long pairs = digits * 10 + (digits >>> 8);
        long low = (pairs & 0x000000ff_000000ffL) * 0x000f4240_00000064L;
        long high = (pairs >>> 16 & 0x000000ff_000000ffL) * 0x00002710_00000001L;
        return low + high >>> 32;
    }
}
