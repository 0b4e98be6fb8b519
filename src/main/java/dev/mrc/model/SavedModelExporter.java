package dev.mrc.model;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.TensorFlow;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/**
 * Writes a network with its weights as a SavedModel under BERT's serving signature: {@code examples} in,
 * {@code start_logits}, {@code end_logits} and {@code unique_ids} out; and under a second one that gives the best spans instead
 * ({@link SpanChoice}).
 *
 * @see <a href="https://www.tensorflow.org/guide/saved_model#the_savedmodel_format_on_disk">the format on disk</a>
 */
final class SavedModelExporter {
    static final String SIGNATURE = "serving_default";
    static final String METHOD = "tensorflow/serving/predict";
    static final String TAG = "serve";
    static final String FILE = "saved_model.pb";
    private static final String VOCABULARY_SCOPE = "vocabulary_sha256_";

    private SavedModelExporter() {
    }

    /**
     * Writes {@code saved_model.pb} and {@code variables/}.
     *
     * @param directory an empty directory that nobody watches yet
     * @param form length and precision
     * @throws UnusableModelException if the weights do not fit the network
     */
    static void write(Path directory, SpanGraph network, Checkpoint checkpoint, ServableForm form)
            throws IOException {
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            try (Weights weights = new Weights(tf, checkpoint, form.precision())) {
                ExampleInput input = ExampleInput.parse(tf, form.fixedLength());
                SpanGraph.Logits logits = network.build(tf, weights, input.batch());
                FloatOps out = new FloatOps(tf, Precision.FP32);
                long length = form.fixedLength().orElse(-1);
                Operand<TFloat32> start = numbers(out.floats(logits.start()));
                Operand<TFloat32> end = numbers(out.floats(logits.end()));
                TensorInfo examples = info(input.examples(), DataType.DT_STRING, -1);
                TensorInfo ids = output(marked(tf, form), "unique_ids", input.uniqueIds(), -1);
                Map<String, SignatureDef> signatures = new LinkedHashMap<>();
                signatures.put(SIGNATURE, signature(examples, Map.of(
                        "start_logits", output(tf, "start_logits", start, -1, length),
                        "end_logits", output(tf, "end_logits", end, -1, length),
                        "unique_ids", ids)));
                if (form.outputs() == ServableForm.Outputs.LOGITS_AND_SPANS) {
                    signatures.put(SpanChoice.SIGNATURE,
                            signature(examples, spans(tf, SpanChoice.of(tf, start, end, input), ids)));
                }
                Saver saver = Saver.add(tf, weights.variables());
                Path variables = Files.createDirectory(directory.resolve("variables"));
                saver.save(graph, weights.variables(), variables.resolve("variables"));
                write(directory, graph, saver, signatures);
            }
        }
    }

    private static SignatureDef signature(TensorInfo examples, Map<String, TensorInfo> outputs) {
        return SignatureDef.newBuilder().setMethodName(METHOD).putInputs("examples", examples).putAllOutputs(outputs).build();
    }

    private static Map<String, TensorInfo> spans(Ops tf, Map<String, Operand<? extends TType>> chosen, TensorInfo ids) {
        Map<String, TensorInfo> outputs = new HashMap<>();
        chosen.forEach((name, value) -> outputs.put(name, output(tf, name, value, -1,
                name.equals("null_logits") ? 2 : 2 * SpanChoice.EACH)));
        outputs.put("unique_ids", ids);
        return outputs;
    }

    /** What {@link FloatOps} of float32 gives is float32. */
    @SuppressWarnings("unchecked")
    private static Operand<TFloat32> numbers(Operand<? extends TType> floats) {
        return (Operand<TFloat32>) floats;
    }

    private static void write(Path directory, Graph graph, Saver saver, Map<String, SignatureDef> signatures)
            throws IOException {
        MetaGraphDef meta = MetaGraphDef.newBuilder()
                .setMetaInfoDef(MetaGraphDef.MetaInfoDef.newBuilder().addTags(TAG)
                        .setTensorflowVersion(TensorFlow.version()))
                .setGraphDef(graph.toGraphDef()).setSaverDef(saver.definition())
                .putCollectionDef(Saver.COLLECTION, saver.collection())
                .putAllSignatureDef(signatures).build();
        try (OutputStream file = Files.newOutputStream(directory.resolve(FILE))) {
            SavedModel.newBuilder().setSavedModelSchemaVersion(1).addAllMetaGraphs(List.of(meta)).build().writeTo(file);
        }
    }

    /** A scope whose name tells the vocabulary; who reads metadata finds it in the name of {@code unique_ids}. */
    private static Ops marked(Ops tf, ServableForm form) {
        return form.vocabulary().map(hash -> tf.withSubScope(VOCABULARY_SCOPE + hash)).orElse(tf);
    }

    /** Gives an output its own op: a servable's names must not hang on the network's last op. */
    private static <T extends TType> TensorInfo output(Ops tf, String name, Operand<T> value, long... shape) {
        Operand<T> named = tf.withName(name).identity(value);
        return info(named, named.asOutput().dataType(), shape);
    }

    /** @param shape -1 for what is free, whatever TensorFlow could infer */
    private static TensorInfo info(Operand<?> operand, DataType type, long... shape) {
        TensorShapeProto.Builder dimensions = TensorShapeProto.newBuilder();
        for (long size : shape) {
            dimensions.addDim(TensorShapeProto.Dim.newBuilder().setSize(size));
        }
        return TensorInfo.newBuilder().setName(operand.op().name() + ":" + operand.asOutput().index()).setDtype(type)
                .setTensorShape(dimensions).build();
    }
}
