package dev.mrc.serving.engine;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.io.ParseExample;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;
import org.tensorflow.types.family.TType;

/** Small real SavedModels for tests: graphs without variables. */
final class SavedModels {
    private SavedModels() {
    }

    /** y = x / 2 + {@code bias}, float [-1] to float [-1], signature serving_default. */
    static void half(Path version, float bias) {
        write(version, tf -> {
            Placeholder<TFloat32> x = tf.withName("x").placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1)));
            Operand<TFloat32> y = tf.withName("y").math.add(tf.math.mul(x, tf.constant(0.5f)), tf.constant(bias));
            return Map.of("serving_default", signature(Map.of("x", x), Map.of("y", y)));
        });
    }

    /**
     * BERT's serving signature with plain arithmetic for a network: start logits are ids / 2, end logits ids + segment + mask.
     * Of free length; rows are padded to the longest.
     */
    static void bertLike(Path version) {
        write(version, tf -> {
            Placeholder<TString> examples = tf.withName("input_example_tensor").placeholder(TString.class,
                    Placeholder.shape(Shape.of(-1)));
            Operand<TString> none = tf.fill(tf.array(0), tf.constant(""));
            Operand<TInt64> required = tf.fill(tf.array(0), tf.constant(0L));
            Operand<TInt64> padding = tf.constant(0L);
            ParseExample parsed = tf.io.parseExample(examples, none, none,
                    tf.array("unique_ids", "input_ids", "input_mask", "segment_ids"), none,
                    List.of(required, padding, padding, padding), 0L, List.of(), List.of(), List.of(),
                    List.of(Shape.scalar(), Shape.of(-1), Shape.of(-1), Shape.of(-1)));
            Operand<TFloat32> ids = tf.dtypes.cast(feature(parsed, 1), TFloat32.class);
            Operand<TInt64> rest = tf.math.add(feature(parsed, 2), feature(parsed, 3));
            return Map.of("serving_default", signature(Map.of("examples", examples), Map.of(
                    "unique_ids", tf.identity(feature(parsed, 0)),
                    "start_logits", tf.math.mul(ids, tf.constant(0.5f)),
                    "end_logits", tf.math.add(ids, tf.dtypes.cast(rest, TFloat32.class)))));
        });
    }

    /** Builds a graph and says what can be called in it. */
    interface Content {
        Map<String, SignatureDef> build(Ops tf);
    }

    /** Writes a version directory. */
    static void write(Path version, Content content) {
        try (Graph graph = new Graph();
                OutputStream file = Files.newOutputStream(
                        Files.createDirectories(version).resolve("saved_model.pb"))) {
            Map<String, SignatureDef> signatures = content.build(Ops.create(graph));
            SavedModel.newBuilder().setSavedModelSchemaVersion(1).addMetaGraphs(MetaGraphDef.newBuilder()
                    .setMetaInfoDef(MetaGraphDef.MetaInfoDef.newBuilder().addTags("serve"))
                    .setGraphDef(graph.toGraphDef()).putAllSignatureDef(signatures)).build().writeTo(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static SignatureDef signature(Map<String, Operand<?>> inputs, Map<String, Operand<?>> outputs) {
        return SignatureDef.newBuilder().setMethodName("tensorflow/serving/predict").putAllInputs(infos(inputs))
                .putAllOutputs(infos(outputs)).build();
    }

    private static Map<String, TensorInfo> infos(Map<String, Operand<?>> operands) {
        Map<String, TensorInfo> infos = new TreeMap<>();
        operands.forEach((alias, operand) -> {
            TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
            long[] sizes = operand.asOutput().shape().asArray();
            if (sizes == null) {
                shape.setUnknownRank(true);
            } else {
                LongStream.of(sizes).forEach(size -> shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(size)));
            }
            infos.put(alias, TensorInfo.newBuilder().setDtype(operand.asOutput().dataType())
                    .setName(operand.op().name() + ":" + operand.asOutput().index()).setTensorShape(shape).build());
        });
        return infos;
    }

    @SuppressWarnings("unchecked")
    private static Operand<TInt64> feature(ParseExample parsed, int index) {
        return (Operand<TInt64>) (Operand<? extends TType>) parsed.denseValues().get(index);
    }
}
