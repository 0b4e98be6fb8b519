package dev.mrc.model;

import java.util.List;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;

/**
 * The pieces that encoders are made of. Activations are rows, [batch * length, width], because TensorFlow multiplies one large
 * matrix faster than a batch of small ones; only attention and convolution see the windows apart.
 */
final class TransformerOps {
    private final Ops tf;
    private final FloatOps f;
    private final Weights weights;
    private final Operand<TInt32> shape;
    private final float epsilon;

    /**
     * @param batch says how many windows there are and how long they are
     * @param epsilon what layer norm adds to the variance
     */
    TransformerOps(Ops tf, Weights weights, SpanGraph.Batch batch, float epsilon) {
        this.tf = tf;
        this.f = new FloatOps(tf, weights.precision());
        this.weights = weights;
        this.shape = tf.shape(batch.ids());
        this.epsilon = epsilon;
    }

    FloatOps floats() {
        return f;
    }

    /** {@code rows * weight^T + bias}. */
    Operand<TFloating> linear(Operand<TFloating> rows, String name, Linear layer) {
        Operand<TFloating> kernel = weights.floats(name + ".kernel", layer.kernel(), layer.from(), layer.to());
        return tf.nn.biasAdd(tf.linalg.matMul(rows, kernel), weights.floats(name + ".bias", layer.bias(), layer.to()));
    }

    /** A layer norm and a linear layer, which takes over the norm's scale and shift: two passes over the rows less. */
    Operand<TFloating> linear(Operand<TFloating> rows, String norm, String name, Linear layer) {
        return linear(normalize(rows), name, layer.after(weights.checkpoint().floats(norm + ".weight", layer.from()),
                weights.checkpoint().floats(norm + ".bias", layer.from())));
    }

    Operand<TFloating> layerNorm(Operand<TFloating> rows, String name, int width) {
        return f.plus(f.times(normalize(rows), weights.floats(name + ".weight", width)), weights.floats(name + ".bias", width));
    }

    /** In float32: in half the variance of wide rows overflows, and a small epsilon is nothing. */
    private Operand<TFloating> normalize(Operand<TFloating> rows) {
        FloatOps wide = new FloatOps(tf, Precision.FP32);
        Operand<TFloating> exact = wide.floats(rows);
        Operand<TFloating> centred = wide.minus(exact, wide.mean(exact));
        Operand<TFloating> variance = wide.mean(tf.math.square(centred));
        return f.floats(wide.times(centred, tf.math.rsqrt(wide.plus(variance, wide.constant(epsilon)))));
    }

    /**
     * Attention of every position to every other.
     *
     * @param qkv [B * L, 3 * width], queries already divided by the square root of a head's width
     * @param biases added to the scores one after the other, each broadcast to [B, heads, L, L]
     * @return [B * L, width]
     */
    Operand<TFloating> attend(Operand<TFloating> qkv, int heads, int width, List<Operand<TFloating>> biases) {
        Operand<TFloating> apart = tf.reshape(qkv, with(3, heads, width / heads));
        List<? extends Operand<TFloating>> parts = tf.unstack(tf.linalg.transpose(apart, tf.array(2, 0, 3, 1, 4)), 3L).output();
        Operand<TFloating> scores = f.product(parts.get(0), parts.get(1), FloatOps.Turned.RIGHT);
        for (Operand<TFloating> bias : biases) {
            scores = f.plus(scores, bias);
        }
        Operand<TFloating> mixed = f.product(f.floats(tf.nn.softmax(new FloatOps(tf, Precision.FP32).floats(scores))),
                parts.get(2));
        return tf.reshape(tf.linalg.transpose(mixed, tf.array(0, 2, 1, 3)), tf.array(-1, width));
    }

    /**
     * A convolution over positions, each channel by itself:
     * {@code y[i] = bias + sum over k of weight[k] * x[i + k - kernel / 2]}.
     *
     * @param name of {@code _weight} [kernel, width] and {@code _bias} [width]; {@code kernel} is odd
     */
    Operand<TFloating> convolve(Operand<TFloating> rows, String name, int kernel, int width) {
        Operand<TFloating> filter = weights.floats(name + "_weight",
                weights.checkpoint().floats(name + "_weight", kernel, width),
                1, kernel, width, 1);
        Operand<TFloating> lines = tf.reshape(rows, tf.concat(List.of(slice(0), tf.array(1), slice(1), tf.array(width)),
                tf.constant(0)));
        Operand<TFloating> sums = tf.nn.depthwiseConv2dNative(lines, filter, List.of(1L, 1L, 1L, 1L), "SAME");
        return tf.nn.biasAdd(tf.reshape(sums, tf.array(-1, width)), weights.floats(name + "_bias", width));
    }

    /** The windows' common length L, a scalar. */
    Operand<TInt32> length() {
        return tf.squeeze(slice(1));
    }

    /** Rows [B * L, ...] as [B, L, last...]. */
    Operand<TFloating> windows(Operand<TFloating> rows, int... last) {
        return tf.reshape(rows, with(last));
    }

    private Operand<TInt32> with(int... last) {
        return tf.concat(List.of(shape, tf.array(last)), tf.constant(0));
    }

    private Operand<TInt32> slice(int axis) {
        return tf.slice(shape, tf.array(axis), tf.array(1));
    }
}
