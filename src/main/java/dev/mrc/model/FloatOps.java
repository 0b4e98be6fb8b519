package dev.mrc.model;

import java.util.List;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.op.math.Mean;
import org.tensorflow.op.train.BatchMatMul;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/** Short names for what networks do to floats, so that a network reads like its formula. */
record FloatOps(Ops tf) {
    Operand<TFloat32> constant(float value) {
        return tf.constant(value);
    }

    Operand<TFloat32> plus(Operand<TFloat32> a, Operand<TFloat32> b) {
        return tf.math.add(a, b);
    }

    Operand<TFloat32> minus(Operand<TFloat32> a, Operand<TFloat32> b) {
        return tf.math.sub(a, b);
    }

    Operand<TFloat32> times(Operand<TFloat32> a, Operand<TFloat32> b) {
        return tf.math.mul(a, b);
    }

    Operand<TFloat32> times(Operand<TFloat32> a, float factor) {
        return tf.math.mul(a, tf.constant(factor));
    }

    Operand<TFloat32> larger(Operand<TFloat32> a, Operand<TFloat32> b) {
        return tf.math.maximum(a, b);
    }

    /** 1 for true. */
    Operand<TFloat32> ones(Operand<TBool> condition) {
        return tf.dtypes.cast(condition, TFloat32.class);
    }

    Operand<TFloat32> floats(Operand<? extends TNumber> numbers) {
        return tf.dtypes.cast(numbers, TFloat32.class);
    }

    Operand<TFloat32> largest(Operand<TFloat32> x, int axis) {
        return tf.max(x, tf.constant(axis));
    }

    Operand<TFloat32> sum(Operand<TFloat32> x, int axis) {
        return tf.sum(x, tf.constant(axis));
    }

    /** Over the last axis, which stays with size 1. */
    Operand<TFloat32> mean(Operand<TFloat32> x) {
        return tf.math.mean(x, tf.constant(-1), Mean.keepDims(true));
    }

    /** Products of the last two axes. */
    Operand<TFloat32> product(Operand<TFloat32> a, Operand<TFloat32> b, BatchMatMul.Options... options) {
        return tf.train.batchMatMul(a, b, TFloat32.class, options);
    }

    Operand<TFloat32> expand(Operand<TFloat32> x, int axis) {
        return tf.expandDims(x, tf.constant(axis));
    }

    Operand<TFloat32> squeeze(Operand<TFloat32> x, int axis) {
        return tf.squeeze(x, Squeeze.axis(List.of((long) axis)));
    }

    /** Row {@code ids[...]} of a table. */
    <T extends TNumber> Operand<T> look(Operand<T> table, Operand<TInt32> ids) {
        return tf.gather(table, ids, tf.constant(0));
    }

    /** Of the same shape: {@code y[b, i, ...] = x[b, i + by, ...]}, every axis but the first moved, 0 from outside. */
    Operand<TFloat32> shift(Operand<TFloat32> x, int by) {
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
