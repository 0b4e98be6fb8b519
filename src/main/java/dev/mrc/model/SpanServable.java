package dev.mrc.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TString;

/** A SavedModel with BERT's serving signature, loaded in this process. Thread-safe. */
public final class SpanServable implements AutoCloseable {
    private static final String INPUT = "examples";
    private static final List<String> OUTPUTS = List.of("start_logits", "end_logits");

    private final SavedModelBundle bundle;
    private final SignatureDef signature;

    private SpanServable(SavedModelBundle bundle, SignatureDef signature) {
        this.bundle = bundle;
        this.signature = signature;
    }

    /**
     * Loads it.
     *
     * @param version a directory with {@code saved_model.pb}
     * @throws UnusableModelException if TensorFlow cannot load it, or it has another signature
     */
    public static SpanServable open(Path version) {
        SavedModelBundle bundle;
        try {
            bundle = SavedModelBundle.load(version.toString(), SavedModelExporter.TAG);
        } catch (TensorFlowException e) {
            throw new UnusableModelException("TensorFlow cannot load the SavedModel in " + version + ": " + e.getMessage(), e);
        }
        SignatureDef signature = bundle.metaGraphDef().getSignatureDefMap().get(SavedModelExporter.SIGNATURE);
        if (signature == null || !signature.containsInputs(INPUT) || !signature.getOutputsMap().keySet().containsAll(OUTPUTS)) {
            bundle.close();
            throw new UnusableModelException("%s has no signature %s with input %s and outputs %s."
                    .formatted(version, SavedModelExporter.SIGNATURE, INPUT, String.join(", ", OUTPUTS)));
        }
        return new SpanServable(bundle, signature);
    }

    /** The version directory that a path means: itself, or of a base path the highest version. */
    public static Path version(Path directory) throws IOException {
        if (Files.isRegularFile(directory.resolve(SavedModelExporter.FILE))) {
            return directory;
        }
        long highest = ModelExport.highest(directory);
        Path version = directory.resolve(Long.toString(highest));
        if (!Files.isRegularFile(version.resolve(SavedModelExporter.FILE))) {
            throw new UnusableModelException("There is no %s in %s, nor in a numbered folder below it."
                    .formatted(SavedModelExporter.FILE, directory));
        }
        return version;
    }

    /** The one length that it takes, in pieces, if it takes but one. */
    public OptionalInt fixedLength() {
        TensorShapeProto shape = signature.getOutputsOrThrow(OUTPUTS.get(0)).getTensorShape();
        long length = shape.getDimCount() < 2 ? -1 : shape.getDim(1).getSize();
        return length < 0 ? OptionalInt.empty() : OptionalInt.of(Math.toIntExact(length));
    }

    /** Logits of a batch, a row an example, padding included. */
    public record Logits(float[][] start, float[][] end) {
    }

    /**
     * Runs the graph.
     *
     * @param examples serialized {@code tf.Example}s, at least one
     * @throws UnusableModelException if the model refuses them
     */
    public Logits predict(List<byte[]> examples) {
        try (TString input = TString.tensorOfBytes(NdArrays.vectorOfObjects(examples.toArray(byte[][]::new)));
                Result result = bundle.function(SavedModelExporter.SIGNATURE).call(Map.of(INPUT, input))) {
            return new Logits(rows(result, OUTPUTS.get(0)), rows(result, OUTPUTS.get(1)));
        } catch (TensorFlowException e) {
            throw new UnusableModelException("The model refuses its input: " + e.getMessage(), e);
        }
    }

    private static float[][] rows(Result result, String output) {
        return StdArrays.array2dCopyOf((TFloat32) result.get(output).orElseThrow());
    }

    @Override
    public void close() {
        bundle.close();
    }
}
