package dev.mrc.model;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.proto.Example;
import org.tensorflow.proto.Feature;
import org.tensorflow.proto.Features;
import org.tensorflow.proto.Int64List;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;

/** A SavedModel loaded as a server loads it, asked as a client asks it. */
record ServedModel(SavedModelBundle bundle) implements AutoCloseable {
    /** What one call returned, a row a window. */
    record Answer(float[][] start, float[][] end, long[] uniqueIds) {
    }

    static ServedModel load(Path versionDirectory) {
        return new ServedModel(SavedModelBundle.load(versionDirectory.toString(), "serve"));
    }

    /** Windows of ids without padding; segment 1 begins after the first [SEP], whose id is 3. */
    Answer predict(int[]... windows) {
        return predict(IntStream.range(0, windows.length).mapToObj(row -> example(row, windows[row], windows[row].length))
                .toArray(byte[][]::new));
    }

    Answer predict(byte[]... examples) {
        try (TString input = TString.tensorOfBytes(NdArrays.vectorOfObjects(examples));
                Result result = bundle.function("serving_default").call(Map.of("examples", input))) {
            return new Answer(StdArrays.array2dCopyOf((TFloat32) result.get("start_logits").orElseThrow()),
                    StdArrays.array2dCopyOf((TFloat32) result.get("end_logits").orElseThrow()),
                    StdArrays.array1dCopyOf((TInt64) result.get("unique_ids").orElseThrow()));
        }
    }

    /** One window, padded with zeros to {@code length}. */
    static byte[] example(int uniqueId, int[] ids, int length) {
        int question = Arrays.stream(ids).boxed().toList().indexOf(3);
        return example(uniqueId, Arrays.copyOf(ids, length),
                IntStream.range(0, length).map(i -> i < ids.length ? 1 : 0).toArray(),
                IntStream.range(0, length).map(i -> i > question && i < ids.length ? 1 : 0).toArray());
    }

    static byte[] example(int uniqueId, int[] ids, int[] mask, int[] segments) {
        return Example.newBuilder().setFeatures(Features.newBuilder().putFeature("unique_ids", feature(uniqueId))
                .putFeature("input_ids", feature(ids)).putFeature("input_mask", feature(mask))
                .putFeature("segment_ids", feature(segments))).build().toByteArray();
    }

    static String describe(TensorInfo info) {
        List<Long> sizes = info.getTensorShape().getDimList().stream().map(TensorShapeProto.Dim::getSize).toList();
        return info.getName() + " " + info.getDtype() + " " + sizes;
    }

    private static Feature feature(int... values) {
        List<Long> wide = Arrays.stream(values).asLongStream().boxed().toList();
        return Feature.newBuilder().setInt64List(Int64List.newBuilder().addAllValue(wide)).build();
    }

    @Override
    public void close() {
        bundle.close();
    }
}
