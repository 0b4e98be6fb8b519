package dev.mrc.serving.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;

/**
 * Signatures with integers that TensorFlow-Java has no tensors for: int8, int16, uint32 and uint64. Such a SavedModel is loaded
 * with casts around these tensors, so that int32 and int64 are fed and fetched instead; uint64 shares its bits with int64.
 * Values that do not fit are cut off by the cast, as TensorFlow Serving cuts them off.
 */
final class WideTypes {
    private static final String MODEL = "saved_model.pb";
    private static final Set<DataType> NARROW = Set.of(DataType.DT_INT8, DataType.DT_INT16, DataType.DT_UINT32,
            DataType.DT_UINT64);

    private WideTypes() {
    }

    /** Whether a signature takes or gives such integers. */
    static boolean concern(MetaGraphDef meta) {
        return meta.getSignatureDefMap().values().stream().anyMatch(signature -> Stream
                .concat(signature.getInputsMap().values().stream(), signature.getOutputsMap().values().stream())
                .anyMatch(info -> NARROW.contains(info.getDtype())));
    }

    /**
     * Opens a SavedModel with the casts in its graph. What {@code open} is given exists only while it runs.
     *
     * @throws IOException if the model cannot be read, or no temporary directory be made
     */
    static <T> T widened(Path directory, Function<Path, T> open) throws IOException {
        Path copy = Files.createTempDirectory("savedmodel");
        try {
            try (Stream<Path> children = Files.list(directory)) {
                for (Path child : children.filter(path -> !path.endsWith(MODEL)).toList()) {
                    Files.createSymbolicLink(copy.resolve(child.getFileName().toString()), child.toAbsolutePath());
                }
            }
            SavedModel.Builder model;
            try (InputStream in = Files.newInputStream(directory.resolve(MODEL))) {
                model = SavedModel.parseFrom(in).toBuilder();
            }
            model.getMetaGraphsBuilderList().forEach(WideTypes::widen);
            try (OutputStream out = Files.newOutputStream(copy.resolve(MODEL))) {
                model.build().writeTo(out);
            }
            return open.apply(copy);
        } finally {
            try (Stream<Path> files = Files.walk(copy)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    /** The operation to feed in place of a signature's input; of the graph only if that one is narrow. */
    static String input(String tensor) {
        return replacement(tensor, "/wide_in_");
    }

    /** The operation to fetch in place of a signature's output; of the graph only if that one is narrow. */
    static String output(String tensor) {
        return replacement(tensor, "/wide_out_");
    }

    private static String replacement(String tensor, String suffix) {
        int colon = tensor.lastIndexOf(':');
        return tensor.substring(0, colon) + suffix + tensor.substring(colon + 1);
    }

    private static void widen(MetaGraphDef.Builder meta) {
        GraphDef.Builder graph = meta.getGraphDefBuilder();
        Collection<SignatureDef> signatures = meta.getSignatureDefMap().values();
        for (TensorInfo input : narrow(signatures.stream().flatMap(s -> s.getInputsMap().values().stream()))) {
            String name = input.getName();
            String narrow = replacement(name, "/narrow_in_");
            redirect(graph, name, narrow);
            String wide = replacement(name, "/wide_in_");
            graph.addNode(
                    NodeDef.newBuilder().setName(wide).setOp("Placeholder").putAttr("dtype", type(wide(input.getDtype()))));
            graph.addNode(cast(narrow, wide, wide(input.getDtype()), input.getDtype()));
        }
        for (TensorInfo output : narrow(signatures.stream().flatMap(s -> s.getOutputsMap().values().stream()))) {
            String name = output.getName();
            String narrow = replacement(name, "/narrow_in_");
            boolean redirected = graph.getNodeList().stream().anyMatch(node -> node.getName().equals(narrow));
            graph.addNode(cast(replacement(name, "/wide_out_"), redirected ? narrow : name, output.getDtype(),
                    wide(output.getDtype())));
        }
    }

    /** Each narrow tensor once, though several signatures may name it. */
    private static Collection<TensorInfo> narrow(Stream<TensorInfo> infos) {
        return infos.filter(info -> NARROW.contains(info.getDtype()) && info.getName().indexOf(':') > 0)
                .collect(Collectors.toCollection(
                        () -> new TreeSet<>(Comparator.comparing(TensorInfo::getName))));
    }

    /** Lets all that read {@code tensor} read {@code instead}. */
    private static void redirect(GraphDef.Builder graph, String tensor, String instead) {
        List<String> names = tensor.endsWith(":0") ? List.of(tensor, tensor.substring(0, tensor.length() - 2))
                : List.of(tensor);
        for (NodeDef.Builder node : graph.getNodeBuilderList()) {
            for (int i = 0; i < node.getInputCount(); i++) {
                if (names.contains(node.getInput(i))) {
                    node.setInput(i, instead);
                }
            }
        }
    }

    private static NodeDef cast(String name, String input, DataType from, DataType to) {
        NodeDef.Builder node = NodeDef.newBuilder().setName(name).addInput(input);
        return from == DataType.DT_UINT64 || to == DataType.DT_UINT64
                ? node.setOp("Bitcast").putAttr("T", type(from)).putAttr("type", type(to)).build()
                : node.setOp("Cast").putAttr("SrcT", type(from)).putAttr("DstT", type(to)).build();
    }

    private static DataType wide(DataType narrow) {
        return narrow == DataType.DT_INT8 || narrow == DataType.DT_INT16 ? DataType.DT_INT32 : DataType.DT_INT64;
    }

    private static AttrValue type(DataType type) {
        return AttrValue.newBuilder().setType(type).build();
    }
}
