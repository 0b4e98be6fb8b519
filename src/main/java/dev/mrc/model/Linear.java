package dev.mrc.model;

import java.nio.FloatBuffer;
import java.util.List;

/**
 * Weights of a linear layer at export time, where steps that follow each other can still be worked into one.
 *
 * @param weight [to, from], row-major, as PyTorch keeps it
 * @param bias [to]
 */
record Linear(float[] weight, float[] bias) {
    static Linear of(Checkpoint checkpoint, String name, int from, int to) {
        return new Linear(checkpoint.floats(name + ".weight", to, from), checkpoint.floats(name + ".bias", to));
    }

    /** Without a bias, for networks that have none there. */
    static Linear unbiased(Checkpoint checkpoint, String name, int from, int to) {
        return new Linear(checkpoint.floats(name + ".weight", to, from), new float[to]);
    }

    /** The layer whose outputs are these layers' outputs one after the other; all take the same input. */
    static Linear stacked(List<Linear> layers) {
        int outputs = layers.stream().mapToInt(Linear::to).sum();
        FloatBuffer weight = FloatBuffer.allocate(outputs * layers.get(0).from());
        FloatBuffer bias = FloatBuffer.allocate(outputs);
        layers.forEach(layer -> {
            weight.put(layer.weight);
            bias.put(layer.bias);
        });
        return new Linear(weight.array(), bias.array());
    }

    int from() {
        return weight.length / bias.length;
    }

    int to() {
        return bias.length;
    }

    /** The layer that does to {@code x} what this one does to {@code x * scale + shift}, so that a norm need not. */
    Linear after(float[] scale, float[] shift) {
        float[] scaled = new float[weight.length];
        float[] shifted = bias.clone();
        for (int row = 0; row < to(); row++) {
            for (int column = 0; column < from(); column++) {
                int at = row * from() + column;
                scaled[at] = weight[at] * scale[column];
                shifted[row] += weight[at] * shift[column];
            }
        }
        return new Linear(scaled, shifted);
    }

    /** The first {@code outputs} outputs times {@code factor}. */
    Linear times(float factor, int outputs) {
        Linear product = new Linear(weight.clone(), bias.clone());
        for (int i = 0; i < outputs * from(); i++) {
            product.weight[i] *= factor;
        }
        for (int i = 0; i < outputs; i++) {
            product.bias[i] *= factor;
        }
        return product;
    }

    /** [from, to], for {@code rows * kernel}. */
    float[] kernel() {
        return Matrices.transpose(weight, to(), from());
    }
}
