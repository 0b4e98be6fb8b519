package dev.mrc.serving.engine;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;

/**
 * Where the buckets of a histogram end, in TensorFlow Serving's series: each limit is the one before times a factor.
 *
 * @see <a href="https://github.com/tensorflow/serving/blob/master/tensorflow_serving/servables/tensorflow/util.cc">its
 *      latencies</a>, {@code batching/batching_session.cc} and {@code batching/batching_util.h} for the others
 */
final class Buckets {
    /** Microseconds, from 10 to about 25 minutes. */
    static final Buckets LATENCY = new Buckets(10, 1.8, 33);

    /** Microseconds, from 100 to about a second. */
    static final Buckets QUEUE = new Buckets(100, 1.2, 52);

    /** Rows, from 1 to 8192. */
    static final Buckets ROWS = new Buckets(1, 2, 14);

    private static final int DIGITS = 6;

    private final double[] limits;
    private final String[] texts;

    private Buckets(double first, double factor, int count) {
        this.limits = new double[count];
        double limit = first;
        for (int i = 0; i < count; i++, limit *= factor) {
            limits[i] = limit;
        }
        this.texts = Arrays.stream(limits).mapToObj(Buckets::sixDigits).toArray(String[]::new);
    }

    /** One more than there are limits: the last bucket takes what is beyond. */
    int count() {
        return limits.length + 1;
    }

    /** Into which bucket a value falls; as TensorFlow counts, one that equals a limit falls beyond it. */
    int of(double value) {
        int found = Arrays.binarySearch(limits, value);
        return found < 0 ? -found - 1 : found + 1;
    }

    /** The limit as Prometheus reads it. */
    String limit(int bucket) {
        return bucket < texts.length ? texts[bucket] : "+Inf";
    }

    /** What C prints for {@code %g}: 1102, 188.957, 1.47476e+09. */
    static String sixDigits(double value) {
        if (value == 0) {
            return "0";
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(DIGITS, RoundingMode.HALF_EVEN)).stripTrailingZeros();
        int exponent = rounded.precision() - rounded.scale() - 1;
        if (exponent >= -4 && exponent < DIGITS) {
            return rounded.toPlainString();
        }
        return "%se%+03d".formatted(rounded.scaleByPowerOfTen(-exponent).toPlainString(), exponent);
    }
}
