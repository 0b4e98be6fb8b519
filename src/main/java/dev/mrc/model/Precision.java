package dev.mrc.model;

import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.ndarray.buffer.FloatDataBuffer;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TFloating;

/**
 * The number format in which a servable keeps its weights and computes. Whatever it is, logits leave as float32, and what
 * rounding would spoil (match features, layer norms, softmax) is computed in float32.
 */
public enum Precision {
    FP32(TFloat32.class, DataType.DT_FLOAT),
    FP16(TFloat16.class, DataType.DT_HALF),
    BF16(TBfloat16.class, DataType.DT_BFLOAT16);

    private final Class<? extends TFloating> type;
    private final DataType dataType;

    Precision(Class<? extends TFloating> type, DataType dataType) {
        this.type = type;
        this.dataType = dataType;
    }

    DataType dataType() {
        return dataType;
    }

    /** The tensor type. Graph code says {@code TFloating} for whichever it is; the element type is checked by TensorFlow. */
    @SuppressWarnings("unchecked")
    Class<TFloating> type() {
        return (Class<TFloating>) (Class<?>) type;
    }

    /** A tensor of this format, each value rounded to the nearest that it has. */
    TFloating tensor(Shape shape, float[] values) {
        FloatDataBuffer data = DataBuffers.of(values);
        return switch (this) {
            case FP32 -> TFloat32.tensorOf(shape, data);
            case FP16 -> TFloat16.tensorOf(shape, data);
            case BF16 -> TBfloat16.tensorOf(shape, data);
        };
    }
}
