package dev.mrc.serving.engine;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

import org.tensorflow.Tensor;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.buffer.ByteDataBuffer;
import org.tensorflow.ndarray.buffer.DoubleDataBuffer;
import org.tensorflow.ndarray.buffer.FloatDataBuffer;
import org.tensorflow.ndarray.buffer.IntDataBuffer;
import org.tensorflow.ndarray.buffer.LongDataBuffer;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TString;

/** Writes single values of an output tensor, found by their row-major index. Reads the tensor's own memory, no copy. */
@FunctionalInterface
interface OutputValues {
    void write(JsonOutput out, long index);

    /**
     * @param port the output: strings under a name ending in {@code _bytes} are written as base64; a value of
     *        a type that JSON has no form for is a {@link StatusException}
     */
    static OutputValues of(Signature.Port port, Tensor tensor) {
        return of(port.alias(), port.type(), tensor);
    }

    /** The same for a tensor that was not widened. */
    static OutputValues of(String alias, Tensor tensor) {
        return of(alias, tensor.dataType(), tensor);
    }

    private static OutputValues of(String alias, DataType declared, Tensor tensor) {
        return switch (tensor.dataType()) {
            case DT_FLOAT -> {
                FloatDataBuffer values = data(tensor).asFloats();
                yield (out, i) -> out.number(values.getFloat(i));
            }
            case DT_DOUBLE -> {
                DoubleDataBuffer values = data(tensor).asDoubles();
                yield (out, i) -> out.number(values.getDouble(i));
            }
            case DT_INT32 -> {
                IntDataBuffer values = data(tensor).asInts();
                yield (out, i) -> out.number(values.getInt(i));
            }
            case DT_INT64 -> {
                LongDataBuffer values = data(tensor).asLongs();
                if (declared == DataType.DT_UINT64) {
                    yield (out, i) -> out.raw(Long.toUnsignedString(values.getLong(i)));
                }
                yield (out, i) -> out.number(values.getLong(i));
            }
            case DT_UINT8 -> {
                ByteDataBuffer values = data(tensor);
                yield (out, i) -> out.number(Byte.toUnsignedInt(values.getByte(i)));
            }
            case DT_BOOL -> {
                ByteDataBuffer values = data(tensor);
                yield (out, i) -> out.raw(values.getByte(i) == 0 ? "false" : "true");
            }
            case DT_STRING -> strings((TString) tensor, alias.endsWith("_bytes"));
            default -> (out, i) -> {
                throw unwritable(tensor.dataType()); // no value, no complaint
            };
        };
    }

    /**
     * Refuses, before the model runs, what cannot even be fetched from it.
     *
     * @throws StatusException if TensorFlow-Java has no tensors of the port's type; JSON has no form for these either
     */
    static void check(Signature.Port port) {
        switch (port.type()) {
            case DT_FLOAT, DT_DOUBLE, DT_INT8, DT_INT16, DT_INT32, DT_INT64, DT_UINT8, DT_UINT32, DT_UINT64, DT_BOOL, DT_STRING,
                    DT_HALF, DT_BFLOAT16, DT_UINT16 -> {
                // fetched as they are, or widened
            }
            default -> throw unwritable(port.type());
        }
    }

    private static StatusException unwritable(DataType type) {
        return StatusException.invalid("Failed to write JSON value for tensor type: " + Column.name(type));
    }

    private static ByteDataBuffer data(Tensor tensor) {
        return tensor.asRawTensor().data();
    }

    private static OutputValues strings(TString tensor, boolean base64) {
        List<byte[]> values = new ArrayList<>();
        for (NdArray<byte[]> scalar : tensor.asBytes().scalars()) {
            values.add(scalar.getObject());
        }
        if (base64) {
            return (out, i) -> out.raw("{\"b64\":\"").bytes(Base64.getEncoder().encode(values.get((int) i))).raw("\"}");
        }
        return (out, i) -> out.string(values.get((int) i));
    }
}
