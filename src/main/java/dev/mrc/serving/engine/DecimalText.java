package dev.mrc.serving.engine;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Floats and doubles as TensorFlow Serving writes them: 6 significant digits if these read back as the same value, else 9 (17
 * for doubles), in the manner of C's {@code %g}, and {@code .0} behind what would look like a whole number.
 *
 * <p>
 * Logits come by the hundred, so floats of usual size are scaled in double arithmetic, without garbage; whatever lies so near
 * to a tie that this could round the wrong way is worked out exactly.
 *
 * @see <a href="https://github.com/tensorflow/serving/blob/master/tensorflow_serving/util/json_tensor.cc">WriteDecimal</a>
 */
final class DecimalText {
    private static final int SHORT = 6;
    private static final int FLOAT = 9;
    private static final int DOUBLE = 17;

    /** Powers of ten that a double holds exactly. */
    private static final double[] TENS = { 1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
            1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22 };
    private static final double SMALLEST = 1e-12;
    private static final double LARGEST = 1e20;

    /** Much more than the error of one multiplication, as a part of the last digit. */
    private static final double NEAR = 1e-5;

    private DecimalText() {
    }

    static void write(JsonOutput out, float value) {
        double size = Math.abs((double) value);
        if (writeSpecial(out, value)) {
            return;
        }
        if (size < SMALLEST || size >= LARGEST) {
            writeExactly(out, value, FLOAT, true);
            return;
        }
        int exponent = exponent(size);
        long brief = scaled(size, SHORT - 1 - exponent);
        Boolean same = brief < 0 ? null : readsBack(brief, exponent - SHORT + 1, (float) size);
        long digits = same == null || same ? brief : scaled(size, FLOAT - 1 - exponent);
        if (same == null || digits < 0) {
            writeExactly(out, value, FLOAT, true);
            return;
        }
        int count = same ? SHORT : FLOAT;
        boolean carried = digits == (long) TENS[count];
        Digits text = new Digits(carried ? digits / 10 : digits, count, carried ? exponent + 1 : exponent);
        text.write(out, value < 0);
    }

    static void write(JsonOutput out, double value) {
        if (!writeSpecial(out, value)) {
            writeExactly(out, value, DOUBLE, false);
        }
    }

    private static boolean writeSpecial(JsonOutput out, double value) {
        if (Double.isNaN(value)) {
            out.raw("NaN");
        } else if (Double.isInfinite(value)) {
            out.raw(value < 0 ? "-Infinity" : "Infinity");
        } else if (value == 0) {
            out.raw(1 / value < 0 ? "-0.0" : "0.0");
        } else {
            return false;
        }
        return true;
    }

    /** The decimal exponent. No float comes so near to a power of ten that the comparison could err. */
    private static int exponent(double size) {
        int exponent = (int) Math.floor(Math.getExponent(size) * 0.30102999566398120);
        return size >= power(exponent + 1) ? exponent + 1 : exponent;
    }

    private static double power(int exponent) {
        return exponent < 0 ? 1 / TENS[-exponent] : TENS[exponent];
    }

    /** {@code size} times a power of ten, rounded to a whole number; -1 if too near to a tie. */
    private static long scaled(double size, int power) {
        double scaled = power < 0 ? size / TENS[-power] : size * TENS[power];
        long whole = (long) scaled;
        double rest = scaled - whole;
        return Math.abs(rest - 0.5) < NEAR ? -1 : rest > 0.5 ? whole + 1 : whole;
    }

    /** Whether digits times a power of ten is read as {@code size}; null where two roundings could differ from one. */
    private static Boolean readsBack(long digits, int power, float size) {
        double read = power < 0 ? digits / TENS[-power] : digits * TENS[power];
        boolean midway = (Double.doubleToRawLongBits(read) & 0x1FFF_FFFF) == 0x1000_0000;
        return midway ? null : Boolean.valueOf((float) read == size);
    }

    /** The slow way, for any value but 0. */
    static void writeExactly(JsonOutput out, double value, int most, boolean single) {
        BigDecimal exact = new BigDecimal(Math.abs(value));
        BigDecimal text = exact.round(new MathContext(SHORT, RoundingMode.HALF_EVEN));
        double read = single ? Float.parseFloat(text.toString()) : text.doubleValue();
        int count = SHORT;
        if (read != Math.abs(value)) {
            text = exact.round(new MathContext(most, RoundingMode.HALF_EVEN));
            count = most;
        }
        int exponent = text.precision() - text.scale() - 1;
        new Digits(text.scaleByPowerOfTen(count - 1 - exponent).longValueExact(), count, exponent).write(out, value < 0);
    }

    /** A number d.dddd times ten to {@code exponent}, its {@code count} digits as one integer. */
    private record Digits(long digits, int count, int exponent) {

        void write(JsonOutput out, boolean negative) {
            if (negative) {
                out.raw('-');
            }
            long shown = digits;
            int length = count;
            while (length > 1 && shown % 10 == 0) {
                shown /= 10;
                length--;
            }
            if (exponent < -4 || exponent >= count) {
                out.decimal(shown, length, 1).raw('e').raw(exponent < 0 ? '-' : '+');
                out.raw(Math.abs(exponent) < 10 ? "0" : "").number(Math.abs(exponent));
            } else if (exponent < 0) {
                out.raw("0.0000", 0, 1 - exponent).decimal(shown, length, length);
            } else if (exponent >= length - 1) {
                for (int i = length; i <= exponent; i++) {
                    shown *= 10;
                }
                out.number(shown).raw(".0");
            } else {
                out.decimal(shown, length, exponent + 1);
            }
        }
    }
}
