package dev.mrc.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;

import com.google.protobuf.InvalidProtocolBufferException;

/**
 * The signatures of any SavedModel as text, laid out as {@code saved_model_cli show --all} lays them out. Reads the file alone;
 * nothing is loaded into TensorFlow.
 */
public final class Signatures {
    private Signatures() {
    }

    /**
     * Lists tag sets, and of every signature its inputs, outputs, types, shapes and method.
     *
     * @param version a directory with {@code saved_model.pb}
     * @throws UnusableModelException if the file is no SavedModel
     */
    public static String of(Path version) throws IOException {
        SavedModel model;
        try (InputStream file = Files.newInputStream(version.resolve(SavedModelExporter.FILE))) {
            model = SavedModel.parseFrom(file);
        } catch (InvalidProtocolBufferException e) {
            throw new UnusableModelException("%s of %s is no SavedModel or is cut off."
                    .formatted(SavedModelExporter.FILE, version), e);
        }
        StringBuilder text = new StringBuilder();
        model.getMetaGraphsList().stream().sorted(Comparator.comparing(Signatures::tags)).forEach(meta -> {
            text.append("\nMetaGraphDef with tag-set: '%s' contains the following SignatureDefs:\n".formatted(tags(meta)));
            new TreeMap<>(meta.getSignatureDefMap()).forEach((name, signature) -> describe(text, name, signature));
        });
        return text.toString();
    }

    private static String tags(MetaGraphDef meta) {
        return String.join(", ", meta.getMetaInfoDef().getTagsList());
    }

    private static void describe(StringBuilder text, String name, SignatureDef signature) {
        text.append("\nsignature_def['%s']:\n".formatted(name));
        tensors(text, "input", signature.getInputsMap());
        tensors(text, "output", signature.getOutputsMap());
        text.append("  Method name is: %s\n".formatted(signature.getMethodName()));
    }

    private static void tensors(StringBuilder text, String kind, Map<String, TensorInfo> tensors) {
        text.append("  The given SavedModel SignatureDef contains the following %s(s):\n".formatted(kind));
        new TreeMap<>(tensors).forEach((alias, info) -> text.append("""
                    %ss['%s'] tensor_info:
                        dtype: %s
                        shape: %s
                        name: %s
                """.formatted(kind, alias, info.getDtype(), shape(info), info.getName())));
    }

    private static String shape(TensorInfo info) {
        if (info.getTensorShape().getUnknownRank()) {
            return "unknown_rank";
        }
        List<String> sizes = info.getTensorShape().getDimList().stream().map(dim -> Long.toString(dim.getSize())).toList();
        return sizes.stream().collect(Collectors.joining(", ", "(", ")"));
    }
}
