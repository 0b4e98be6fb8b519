package dev.mrc.model;

import java.util.List;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;
import org.tensorflow.types.family.TNumber;

/**
 * Short names for what networks do to floats, so that a network reads like its formula.
 *
 * @param precision of all operands and results
 */
record FloatOps(Ops tf, Precision precision) {
    Operand<TFloating> constant(float value) {
        return floats(tf.constant(value));
    }

    Operand<TFloating> plus(Operand<TFloating> a, Operand<TFloating> b) {
        return tf.math.add(a, b);
    }

    Operand<TFloating> minus(Operand<TFloating> a, Operand<TFloating> b) {
        return tf.math.sub(a, b);
    }

    Operand<TFloating> times(Operand<TFloating> a, Operand<TFloating> b) {
        return tf.math.mul(a, b);
    }

    Operand<TFloating> times(Operand<TFloating> a, float factor) {
        return tf.math.mul(a, constant(factor));
    }

    Operand<TFloating> larger(Operand<TFloating> a, Operand<TFloating> b) {
        return tf.math.maximum(a, b);
    }

    /** 1 for true. */
    Operand<TFloating> ones(Operand<TBool> condition) {
        return tf.dtypes.cast(condition, precision.type());
    }

    /** Numbers in this precision; those that have it already stay as they are. */
    @SuppressWarnings("unchecked")
    Operand<TFloating> floats(Operand<? extends TNumber> numbers) {
        return numbers.asOutput().dataType() == precision.dataType() ? (Operand<TFloating>) numbers
                : tf.dtypes.cast(numbers, precision.type());
    }

    Operand<TFloating> largest(Operand<TFloating> x, int axis) {
        return tf.max(x, tf.constant(axis));
    }

    Operand<TFloating> sum(Operand<TFloating> x, int axis) {
        return tf.sum(x, tf.constant(axis));
    }

    /** Over the last axis, which stays with size 1. */
    Operand<TFloating> mean(Operand<TFloating> x) {
        return tf.math.mean(x, tf.constant(-1), Mean.keepDims(true));
    }

    /** Products of the last two axes. */
    Operand<TFloating> product(Operand<TFloating> a, Operand<TFloating> b) {
        return product(a, b, Turned.NONE);
    }

    /** Which factor's last two axes change places first. */
    enum Turned {
        NONE,
        LEFT,
        RIGHT
    }

    /**
     * Products of the last two axes. By the second version of the op: TensorFlow-Java's own method makes the third, which no
     * CPU has for float16.
     */
    Operand<TFloating> product(Operand<TFloating> a, Operand<TFloating> b, Turned turned) {
        return tf.scope().opBuilder("BatchMatMulV2", "BatchMatMul").addInput(a.asOutput()).addInput(b.asOutput())
                .setAttr("adj_x", turned == Turned.LEFT).setAttr("adj_y", turned == Turned.RIGHT).build().output(0);
    }

    Operand<TFloating> expand(Operand<TFloating> x, int axis) {
        return tf.expandDims(x, tf.constant(axis));
    }

    Operand<TFloating> squeeze(Operand<TFloating> x, int axis) {
        return tf.squeeze(x, Squeeze.axis(List.of((long) axis)));
    }

    /** Row {@code ids[...]} of a table. */
    <T extends TNumber> Operand<T> look(Operand<T> table, Operand<TInt32> ids) {
        return tf.gather(table, ids, tf.constant(0));
    }

    /** Of the same shape: {@code y[b, i, ...] = x[b, i + by, ...]}, every axis but the first moved, 0 from outside. */
    Operand<TFloating> shift(Operand<TFloating> x, int by) {
        int axes = x.shape().numDimensions();
        int[][] padding = new int[axes][2];
        int[] begin = new int[axes];
        for (int axis = 1; axis < axes; axis++) {
            padding[axis][by < 0 ? 0 : 1] = Math.abs(by);
            begin[axis] = Math.max(by, 0);
        }
        return tf.slice(tf.pad(x, tf.constant(padding), constant(0)), tf.constant(begin), tf.shape(x));
    }
}
