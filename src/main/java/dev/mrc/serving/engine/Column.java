package dev.mrc.serving.engine;

import java.util.Arrays;
import java.util.Locale;

import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint16;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TType;

/** The values of one input, row-major, as they come out of the JSON text; a tensor once all are read. */
abstract sealed class Column {
    final DataType type;
    int size;

    private Column(DataType type) {
        this.type = type;
    }

    /** An empty column for a declared type. */
    static Column of(DataType type) {
        return switch (type) {
            case DT_FLOAT -> new Floats();
            case DT_DOUBLE -> new Doubles();
            case DT_INT32, DT_INT16, DT_INT8, DT_UINT8 -> new Ints(type);
            case DT_INT64, DT_UINT32, DT_UINT64 -> new Longs(type);
            case DT_BOOL -> new Booleans();
            case DT_STRING -> new Strings();
            default -> new Unreadable(type);
        };
    }

    /** Reads the scalar under the cursor. */
    abstract void add(JsonScanner json);

    /** All values in one tensor of this shape, which the caller closes. */
    abstract TType tensor(Shape shape);

    final StatusException unexpected(JsonScanner json) {
        return StatusException.invalid("JSON Value: %s Type: %s is not of expected type: %s".formatted(echo(json), json.kind(),
                name(type)));
    }

    /** A type as messages show it, such as {@code int32}. */
    static String name(DataType type) {
        return type.name().substring("DT_".length()).toLowerCase(Locale.ROOT);
    }

    /** Numbers and words are repeated to the caller; texts are not, because messages end up in logs. */
    static String echo(JsonScanner json) {
        return json.atNumber() ? json.number() : "<" + json.kind().toLowerCase(Locale.ROOT) + ">";
    }

    /** Room for one more: arrays double. */
    final int grown(int length) {
        return size < length ? length : Math.max(16, length * 2);
    }

    private static final class Floats extends Column {
        private float[] values = {};

        Floats() {
            super(DataType.DT_FLOAT);
        }

        @Override
        void add(JsonScanner json) {
            if (!json.atNumber()) {
                throw unexpected(json);
            }
            values = size < values.length ? values : Arrays.copyOf(values, grown(values.length));
            values[size++] = (float) json.readDouble();
        }

        @Override
        TType tensor(Shape shape) {
            return TFloat32.tensorOf(shape, DataBuffers.of(values, true, false).narrow(size));
        }
    }

    private static final class Doubles extends Column {
        private double[] values = {};

        Doubles() {
            super(DataType.DT_DOUBLE);
        }

        @Override
        void add(JsonScanner json) {
            if (!json.atNumber()) {
                throw unexpected(json);
            }
            values = size < values.length ? values : Arrays.copyOf(values, grown(values.length));
            values[size++] = json.readDouble();
        }

        @Override
        TType tensor(Shape shape) {
            return TFloat64.tensorOf(shape, DataBuffers.of(values, true, false).narrow(size));
        }
    }

    /** 32-bit integers, and narrower ones: those wrap, as in TensorFlow Serving; see {@link WideTypes}. */
    private static final class Ints extends Column {
        private int[] values = {};

        Ints(DataType type) {
            super(type);
        }

        @Override
        void add(JsonScanner json) {
            values = size < values.length ? values : Arrays.copyOf(values, grown(values.length));
            long value = integer(json);
            if (value != (int) value) {
                throw StatusException.invalid("JSON Value: %d Type: Number is not of expected type: %s".formatted(value,
                        name(type)));
            }
            values[size++] = (int) value;
        }

        @Override
        TType tensor(Shape shape) {
            if (type != DataType.DT_UINT8) {
                return TInt32.tensorOf(shape, DataBuffers.of(values, true, false).narrow(size));
            }
            byte[] bytes = new byte[size];
            for (int i = 0; i < size; i++) {
                bytes[i] = (byte) values[i];
            }
            return TUint8.tensorOf(shape, DataBuffers.of(bytes, true, false));
        }
    }

    /** 64-bit integers and uint32; uint64 as the int64 of the same bits, see {@link WideTypes}. */
    private static final class Longs extends Column {
        private long[] values = {};

        Longs(DataType type) {
            super(type);
        }

        @Override
        void add(JsonScanner json) {
            values = size < values.length ? values : Arrays.copyOf(values, grown(values.length));
            values[size++] = switch (type) {
                case DT_UINT32 -> unsigned(json, 0xFFFF_FFFFL);
                case DT_UINT64 -> unsigned(json, -1);
                default -> integer(json);
            };
        }

        @Override
        TType tensor(Shape shape) {
            return TInt64.tensorOf(shape, DataBuffers.of(values, true, false).narrow(size));
        }
    }

    private static final class Booleans extends Column {
        private boolean[] values = {};

        Booleans() {
            super(DataType.DT_BOOL);
        }

        @Override
        void add(JsonScanner json) {
            if (json.peek() != 't' && json.peek() != 'f') {
                throw unexpected(json);
            }
            values = size < values.length ? values : Arrays.copyOf(values, grown(values.length));
            values[size++] = json.readBoolean();
        }

        @Override
        TType tensor(Shape shape) {
            return TBool.tensorOf(shape, DataBuffers.of(values, true, false).narrow(size));
        }
    }

    /** Bytes: a JSON string stands for its UTF-8, the base64 wrapper for anything. */
    private static final class Strings extends Column {
        private byte[][] values = {};

        Strings() {
            super(DataType.DT_STRING);
        }

        @Override
        void add(JsonScanner json) {
            byte first = json.peek();
            if (first != '"' && first != '{') {
                throw unexpected(json);
            }
            values = size < values.length ? values : Arrays.copyOf(values, grown(values.length));
            values[size++] = first == '"' ? json.readString() : json.readBase64();
        }

        @Override
        TType tensor(Shape shape) {
            return TString.tensorOfBytes(shape, DataBuffers.ofObjects(values).narrow(size));
        }
    }

    /** A type that JSON cannot be read into. */
    private static final class Unreadable extends Column {
        Unreadable(DataType type) {
            super(type);
        }

        @Override
        void add(JsonScanner json) {
            throw new StatusException(Code.UNIMPLEMENTED,
                    "Conversion of JSON Value: %s to type: %s".formatted(echo(json), name(type)));
        }

        @Override
        TType tensor(Shape shape) {
            return switch (type) { // of no values, or one would have been refused
                case DT_HALF -> TFloat16.tensorOf(shape);
                case DT_BFLOAT16 -> TBfloat16.tensorOf(shape);
                case DT_UINT16 -> TUint16.tensorOf(shape);
                default -> throw new StatusException(Code.UNIMPLEMENTED, "There are no tensors of type " + name(type));
            };
        }
    }

    /** @param most read as unsigned */
    final long unsigned(JsonScanner json, long most) {
        String token = json.atInteger() ? json.number() : "";
        try {
            // "-0" is 0, and Java refuses its sign.
            long value = token.equals("-0") ? 0 : Long.parseUnsignedLong(token);
            if (Long.compareUnsigned(value, most) > 0) {
                throw unexpected(json);
            }
            json.skipNumber();
            return value;
        } catch (NumberFormatException e) {
            throw unexpected(json);
        }
    }

    final long integer(JsonScanner json) {
        if (!json.atInteger()) {
            throw unexpected(json);
        }
        try {
            return json.readLong();
        } catch (NumberFormatException e) {
            throw unexpected(json);
        }
    }
}
