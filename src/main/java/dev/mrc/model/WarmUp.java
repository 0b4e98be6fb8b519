package dev.mrc.model;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import org.tensorflow.proto.DataType;
import org.tensorflow.proto.Example;
import org.tensorflow.proto.Feature;
import org.tensorflow.proto.Features;
import org.tensorflow.proto.Int64List;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;

import dev.mrc.model.ServableForm.Outputs;

/**
 * The requests that a server replays before it calls a version available, so that the first reader does not wait for graph
 * optimisation and memory: one for each batch size that batching may form.
 *
 * @see <a href="https://www.tensorflow.org/tfx/serving/saved_model_warmup">the file</a>
 */
public final class WarmUp {
    /** Below a version's directory. */
    public static final String FILE = "assets.extra/tf_serving_warmup_requests";
    /** Of the examples where the servable takes any length. */
    static final int USUAL_LENGTH = 384;

    /** The sizes to which batching pads in the chart's default configuration. */
    static final List<Integer> BATCH_SIZES = List.of(1, 2, 4, 8, 16, 32);

    /** Field numbers of PredictionLog, PredictLog, PredictRequest, ModelSpec and a map's entry. */
    private static final int PREDICT_LOG = 6;
    private static final int REQUEST = 1;
    private static final int MODEL_SPEC = 1;
    private static final int INPUTS = 2;
    private static final int NAME = 1;
    private static final int SIGNATURE_NAME = 3;
    private static final int KEY = 1;
    private static final int VALUE = 2;

    private WarmUp() {
    }

    /**
     * Writes the file into a version's directory.
     *
     * @param length of every example, in pieces
     * @param sizes of the batches, for the signature that clients will call
     */
    static void write(Path version, int length, Outputs outputs, List<Integer> sizes) throws IOException {
        Path file = version.resolve(FILE);
        Files.createDirectories(file.getParent());
        try (OutputStream out = Files.newOutputStream(file)) {
            if (outputs == Outputs.LOGITS_AND_SPANS) {
                TfRecords.write(out, prediction(SavedModelExporter.SIGNATURE, List.of(example(length))));
            }
            for (int size : sizes) {
                TfRecords.write(out, prediction(
                        outputs == Outputs.LOGITS ? SavedModelExporter.SIGNATURE : SpanChoice.SIGNATURE,
                        Stream.generate(() -> example(length)).limit(size).toList()));
            }
        }
    }

    private static byte[] prediction(String signature, List<ByteString> examples) throws IOException {
        TensorProto tensor = TensorProto.newBuilder().setDtype(DataType.DT_STRING)
                .setTensorShape(TensorShapeProto.newBuilder()
                        .addDim(TensorShapeProto.Dim.newBuilder().setSize(examples.size())))
                .addAllStringVal(examples).build();
        byte[] spec = message(out -> {
            out.writeString(NAME, "bert");
            out.writeString(SIGNATURE_NAME, signature);
        });
        byte[] input = message(out -> {
            out.writeString(KEY, "examples");
            out.writeMessage(VALUE, tensor);
        });
        byte[] request = message(out -> {
            out.writeByteArray(MODEL_SPEC, spec);
            out.writeByteArray(INPUTS, input);
        });
        byte[] log = message(out -> out.writeByteArray(REQUEST, request));
        return message(out -> out.writeByteArray(PREDICT_LOG, log));
    }

    @FunctionalInterface
    private interface Fields {
        void write(CodedOutputStream out) throws IOException;
    }

    private static byte[] message(Fields fields) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        fields.write(out);
        out.flush();
        return bytes.toByteArray();
    }

    private static ByteString example(int length) {
        return Example.newBuilder().setFeatures(Features.newBuilder().putFeature("unique_ids", feature(1, 0))
                .putFeature("input_ids", feature(length, 1)).putFeature("input_mask", feature(length, 1))
                .putFeature("segment_ids", feature(length, 1)).putFeature("span_lengths", feature(length, 1))
                .putFeature("span_owner", Feature.newBuilder().setInt64List(Int64List.newBuilder().addValue(0).addValue(length))
                        .build()))
                .build().toByteString();
    }

    private static Feature feature(int length, long value) {
        return Feature.newBuilder().setInt64List(Int64List.newBuilder()
                .addAllValue(LongStream.generate(() -> value).limit(length).boxed().toList())).build();
    }
}
