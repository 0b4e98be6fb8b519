package dev.mrc.model;

import java.util.ArrayList;
import java.util.List;

import org.tensorflow.Operand;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReadVariableOp;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;
import org.tensorflow.types.family.TType;

/**
 * The variables of a graph under construction and the values they will be saved with. Closing frees the values.
 *
 * <p>
 * Variables, not constants, because a GraphDef may not pass 2 GB and a 24-layer model in float32 would.
 */
final class Weights implements AutoCloseable {
    private final Ops tf;
    private final Checkpoint checkpoint;
    private final Precision precision;
    private final List<Variable> variables = new ArrayList<>();

    Weights(Ops tf, Checkpoint checkpoint, Precision precision) {
        this.tf = tf;
        this.checkpoint = checkpoint;
        this.precision = precision;
    }

    /** A resource variable, the op that reads it and the value to save. */
    record Variable(VarHandleOp handle, ReadVariableOp<? extends TType> read, Tensor value) {
        String name() {
            return handle.op().name();
        }
    }

    /** In the order they were made. */
    List<Variable> variables() {
        return List.copyOf(variables);
    }

    Checkpoint checkpoint() {
        return checkpoint;
    }

    /** The format of the variables that {@code floats} makes. */
    Precision precision() {
        return precision;
    }

    /** The checkpoint's tensor, in this precision. */
    Operand<TFloating> floats(String name, long... shape) {
        return floats(name, checkpoint.floats(name, shape), shape);
    }

    /** A variable whose values were worked out from the checkpoint's, row-major. */
    Operand<TFloating> floats(String name, float[] values, long... shape) {
        return variable(name, precision.type(), precision.tensor(Shape.of(shape), values));
    }

    /** The checkpoint's tensor in float32, whatever the precision: for constants that are counted with. */
    Operand<TFloating> exact(String name, long... shape) {
        Precision exact = Precision.FP32;
        return variable(name, exact.type(), exact.tensor(Shape.of(shape), checkpoint.floats(name, shape)));
    }

    /** The checkpoint's table of integers as it is. */
    Operand<TInt32> ints(String name, long... shape) {
        int[] values = checkpoint.ints(name, shape);
        return variable(name, TInt32.class, TInt32.tensorOf(Shape.of(shape), DataBuffers.of(values)));
    }

    private <T extends TType> Operand<T> variable(String name, Class<T> type, T value) {
        if (variables.stream().anyMatch(variable -> variable.name().equals(name))) {
            throw new IllegalStateException("Two variables are named " + name + ". This is a bug.");
        }
        VarHandleOp handle = tf.withName(name).varHandleOp(type, value.shape(), VarHandleOp.sharedName(name));
        ReadVariableOp<T> read = tf.withName(name + ".read").readVariableOp(handle, type);
        variables.add(new Variable(handle, read, value));
        return read;
    }

    @Override
    public void close() {
        variables.forEach(variable -> variable.value().close());
    }
}
