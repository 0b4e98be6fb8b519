package dev.mrc.model;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** The element types of a safetensors file that a model here may use; every one is little-endian. */
enum DType {
    F16(2),
    BF16(2),
    F32(4),
    I32(4),
    I64(8);

    final int bytes;

    DType(int bytes) {
        this.bytes = bytes;
    }

    static Optional<DType> named(String name) {
        return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
    }

    boolean isFloat() {
        return this == F16 || this == BF16 || this == F32;
    }

    /** All elements of a float tensor, widened without loss. */
    float[] floats(ByteBuffer data) {
        float[] values = new float[data.remaining() / bytes];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (this) {
                case F16 -> halfToFloat(data.getShort(i * 2));
                case BF16 -> Float.intBitsToFloat(data.getShort(i * 2) << 16);
                case F32 -> data.getFloat(i * 4);
                case I32, I64 -> throw new IllegalStateException(this + " is no float type. This is a bug.");
            };
        }
        return values;
    }

    /**
     * All elements of an integer tensor.
     *
     * @throws ArithmeticException if a value does not fit 32 bits
     */
    int[] ints(ByteBuffer data) {
        int[] values = new int[data.remaining() / bytes];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (this) {
                case I32 -> data.getInt(i * 4);
                case I64 -> Math.toIntExact(data.getLong(i * 8));
                case F16, BF16, F32 -> throw new IllegalStateException(this + " is no integer type. This is a bug.");
            };
        }
        return values;
    }

    /** IEEE 754 binary16 to binary32; the JDK has it from 20 on. */
    static float halfToFloat(short half) {
        int sign = (half & 0x8000) << 16;
        int exponent = half >> 10 & 0x1f;
        int fraction = half & 0x3ff;
        if (exponent == 0) {
            float subnormal = fraction * 0x1p-24f;
            return sign == 0 ? subnormal : -subnormal;
        }
        int wide = exponent == 0x1f ? 0xff : exponent + (127 - 15);
        return Float.intBitsToFloat(sign | wide << 23 | fraction << 13);
    }
}
