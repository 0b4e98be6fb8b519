package dev.mrc.model;

import java.util.List;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.train.BatchMatMul;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

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
        this.f = new FloatOps(tf);
        this.weights = weights;
        this.shape = tf.shape(batch.ids());
        this.epsilon = epsilon;
    }

    FloatOps floats() {
        return f;
    }

    /** {@code rows * weight^T + bias}. */
    Operand<TFloat32> linear(Operand<TFloat32> rows, String name, Linear layer) {
        Operand<TFloat32> kernel = weights.floats(name + ".kernel", layer.kernel(), layer.from(), layer.to());
        return tf.nn.biasAdd(tf.linalg.matMul(rows, kernel), weights.floats(name + ".bias", layer.bias(), layer.to()));
    }

    /** A layer norm and a linear layer, which takes over the norm's scale and shift: two passes over the rows less. */
    Operand<TFloat32> linear(Operand<TFloat32> rows, String norm, String name, Linear layer) {
        return linear(normalize(rows), name, layer.after(weights.checkpoint().floats(norm + ".weight", layer.from()),
                weights.checkpoint().floats(norm + ".bias", layer.from())));
    }

    Operand<TFloat32> layerNorm(Operand<TFloat32> rows, String name, int width) {
        return f.plus(f.times(normalize(rows), weights.floats(name + ".weight", width)), weights.floats(name + ".bias", width));
    }

    private Operand<TFloat32> normalize(Operand<TFloat32> rows) {
        Operand<TFloat32> centred = f.minus(rows, f.mean(rows));
        Operand<TFloat32> variance = f.mean(tf.math.square(centred));
        return f.times(centred, tf.math.rsqrt(f.plus(variance, f.constant(epsilon))));
    }

    /** The exact one, with the error function. */
    Operand<TFloat32> gelu(Operand<TFloat32> x) {
        Operand<TFloat32> erf = tf.math.erf(f.times(x, (float) Math.sqrt(0.5)));
        return f.times(f.times(x, 0.5f), f.plus(erf, f.constant(1)));
    }

    /**
     * Attention of every position to every other.
     *
     * @param qkv [B * L, 3 * width], queries already divided by the square root of a head's width
     * @param biases added to the scores one after the other, each broadcast to [B, heads, L, L]
     * @return [B * L, width]
     */
    Operand<TFloat32> attend(Operand<TFloat32> qkv, int heads, int width, List<Operand<TFloat32>> biases) {
        Operand<TFloat32> apart = tf.reshape(qkv, with(3, heads, width / heads));
        List<? extends Operand<TFloat32>> parts = tf.unstack(tf.linalg.transpose(apart, tf.array(2, 0, 3, 1, 4)), 3L).output();
        Operand<TFloat32> scores = f.product(parts.get(0), parts.get(1), BatchMatMul.adjY(true));
        for (Operand<TFloat32> bias : biases) {
            scores = f.plus(scores, bias);
        }
        Operand<TFloat32> mixed = f.product(tf.nn.softmax(scores), parts.get(2));
        return tf.reshape(tf.linalg.transpose(mixed, tf.array(0, 2, 1, 3)), tf.array(-1, width));
    }

    /**
     * A convolution over positions, each channel by itself:
     * {@code y[i] = bias + sum over k of weight[k] * x[i + k - kernel / 2]}.
     *
     * @param name of {@code _weight} [kernel, width] and {@code _bias} [width]; {@code kernel} is odd
     */
    Operand<TFloat32> convolve(Operand<TFloat32> rows, String name, int kernel, int width) {
        Operand<TFloat32> filter = weights.floats(name + "_weight",
                weights.checkpoint().floats(name + "_weight", kernel, width),
                1, kernel, width, 1);
        Operand<TFloat32> lines = tf.reshape(rows, tf.concat(List.of(slice(0), tf.array(1), slice(1), tf.array(width)),
                tf.constant(0)));
        Operand<TFloat32> sums = tf.nn.depthwiseConv2dNative(lines, filter, List.of(1L, 1L, 1L, 1L), "SAME");
        return tf.nn.biasAdd(tf.reshape(sums, tf.array(-1, width)), weights.floats(name + "_bias", width));
    }

    /** The windows' common length L, a scalar. */
    Operand<TInt32> length() {
        return tf.squeeze(slice(1));
    }

    /** Rows [B * L, ...] as [B, L, last...]. */
    Operand<TFloat32> windows(Operand<TFloat32> rows, int... last) {
        return tf.reshape(rows, with(last));
    }

    private Operand<TInt32> with(int... last) {
        return tf.concat(List.of(shape, tf.array(last)), tf.constant(0));
    }

    private Operand<TInt32> slice(int axis) {
        return tf.slice(shape, tf.array(axis), tf.array(1));
    }
}
