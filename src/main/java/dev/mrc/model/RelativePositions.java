package dev.mrc.model;

import java.util.List;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;

/**
 * What the distance between two positions adds to their attention score, a number for each head of each layer. Distances
 * beyond a limit count as the limit.
 *
 * <p>
 * Looked up number by number and then turned, this took a fifth of a window's time. So the table holds, for every distance at
 * which a stretch of {@link #STRETCH} keys may begin, the whole stretch, ready to be copied to its place.
 *
 * @param clip the limit
 * @param heads of all layers together
 * @param table [distances, heads], row-major; row 0 is for keys {@code clip} or more before the query
 */
record RelativePositions(int clip, int heads, float[] table) {
    /** Lengths must be multiples of it. */
    static final int STRETCH = 16;

    /**
     * [heads, length, length] for queries and keys.
     *
     * @param length a scalar, a multiple of {@link #STRETCH}
     */
    Operand<TFloating> build(Ops tf, Weights weights, Operand<TInt32> length) {
        // The earliest stretch that matters ends at -clip; anything before it looks the same.
        int first = -(clip + STRETCH - 1);
        Operand<TInt32> keys = tf.range(tf.constant(0), length, tf.constant(STRETCH));
        Operand<TInt32> queries = tf.range(tf.constant(0), length, tf.constant(1));
        Operand<TInt32> begins = tf.math.sub(tf.expandDims(keys, tf.constant(0)), tf.expandDims(queries, tf.constant(1)));
        Operand<TInt32> rows = tf.math.sub(tf.clipByValue(begins, tf.constant(first), tf.constant(clip)), tf.constant(first));
        Operand<TFloating> variable = weights.floats("position", stretches(first), heads, clip - first + 1, STRETCH);
        return tf.reshape(tf.gather(variable, rows, tf.constant(1)),
                tf.stack(List.of(tf.constant(heads), length, length)));
    }

    /** [heads, beginnings, STRETCH]. */
    private float[] stretches(int first) {
        float[] stretches = new float[heads * (clip - first + 1) * STRETCH];
        int at = 0;
        for (int head = 0; head < heads; head++) {
            for (int begin = first; begin <= clip; begin++) {
                for (int key = 0; key < STRETCH; key++) {
                    int distance = Math.max(-clip, Math.min(clip, begin + key));
                    stretches[at++] = table[(distance + clip) * heads + head];
                }
            }
        }
        return stretches;
    }
}
