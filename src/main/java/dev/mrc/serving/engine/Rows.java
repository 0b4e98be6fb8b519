package dev.mrc.serving.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.ByteDataBuffer;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TString;
import org.tensorflow.types.family.TType;

/** Tensors cut, joined and padded. All results are new tensors, which the caller closes. */
final class Rows {
    private Rows() {
    }

    /** The size of the first dimension. */
    static long count(Tensor tensor) {
        return tensor.shape().get(0);
    }

    /** Whether tensors differ in no dimension but the first. */
    static boolean alike(Tensor one, Tensor other) {
        long[] a = one.shape().asArray();
        long[] b = other.shape().asArray();
        return a.length == b.length && Arrays.equals(a, 1, a.length, b, 1, b.length);
    }

    /**
     * One below the other.
     *
     * @param tensors of one type, alike in all dimensions but the first
     */
    static TType join(List<? extends TType> tensors) {
        TType first = tensors.get(0);
        long[] sizes = first.shape().asArray();
        sizes[0] = tensors.stream().mapToLong(Rows::count).sum();
        if (first instanceof TString) {
            List<byte[]> values = new ArrayList<>();
            tensors.forEach(tensor -> values.addAll(strings(tensor)));
            return strings(Shape.of(sizes), values);
        }
        TType whole = Tensor.of(first.type(), Shape.of(sizes));
        long at = 0;
        for (TType tensor : tensors) {
            at += copy(raw(tensor), raw(whole).offset(at), raw(tensor).size());
        }
        return whole;
    }

    /** {@code rows} rows from row {@code from} on. */
    static TType cut(TType tensor, long from, long rows) {
        long[] sizes = tensor.shape().asArray();
        sizes[0] = rows;
        long width = Arrays.stream(sizes).skip(1).reduce(1, Math::multiplyExact);
        if (tensor instanceof TString) {
            return strings(Shape.of(sizes),
                    strings(tensor).subList((int) (from * width), (int) ((from + rows) * width)));
        }
        TType part = Tensor.of(tensor.type(), Shape.of(sizes));
        long bytes = raw(part).size();
        copy(raw(tensor).offset(rows == 0 ? 0 : from * (bytes / rows)), raw(part), bytes);
        return part;
    }

    /**
     * The tensor with its dimensions after the first made as large as {@code sizes} says, filled with its first element, as
     * TensorFlow Serving's {@code pad_variable_length_inputs} does it.
     */
    static TType padded(TType tensor, long[] sizes) {
        long[] own = tensor.shape().asArray();
        long[] wide = sizes.clone();
        wide[0] = own[0];
        Shape shape = Shape.of(wide);
        List<Long> places = places(own, wide);
        if (tensor instanceof TString) {
            List<byte[]> values = strings(tensor);
            List<byte[]> filled = new ArrayList<>(
                    Collections.nCopies((int) shape.size(), values.isEmpty() ? new byte[0] : values.get(0)));
            for (int i = 0; i < values.size(); i++) {
                filled.set(places.get(i).intValue(), values.get(i));
            }
            return strings(shape, filled);
        }
        TType whole = Tensor.of(tensor.type(), shape);
        long width = shape.size() == 0 ? 0 : raw(whole).size() / shape.size();
        for (long i = 0; i < shape.size() && !places.isEmpty(); i++) {
            copy(raw(tensor), raw(whole).offset(i * width), width);
        }
        for (int i = 0; i < places.size(); i++) {
            copy(raw(tensor).offset(i * width), raw(whole).offset(places.get(i) * width), width);
        }
        return whole;
    }

    /** Where each element of a smaller tensor lies in a larger one of the same rank, row-major. */
    private static List<Long> places(long[] own, long[] wide) {
        List<Long> places = List.of(0L);
        for (int dimension = 0; dimension < own.length; dimension++) {
            List<Long> finer = new ArrayList<>();
            for (long place : places) {
                for (long i = 0; i < own[dimension]; i++) {
                    finer.add(place * wide[dimension] + i);
                }
            }
            places = finer;
        }
        return places;
    }

    private static List<byte[]> strings(TType tensor) {
        List<byte[]> values = new ArrayList<>();
        ((TString) tensor).asBytes().scalars().forEach(value -> values.add(value.getObject()));
        return values;
    }

    private static TString strings(Shape shape, List<byte[]> values) {
        return TString.tensorOfBytes(shape, DataBuffers.ofObjects(values.toArray(byte[][]::new)));
    }

    private static long copy(ByteDataBuffer source, ByteDataBuffer target, long bytes) {
        if (bytes > 0) {
            source.copyTo(target, bytes);
        }
        return bytes;
    }

    private static ByteDataBuffer raw(TType tensor) {
        return tensor.asRawTensor().data();
    }
}
