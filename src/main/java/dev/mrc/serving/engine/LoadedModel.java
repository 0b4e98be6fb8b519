package dev.mrc.serving.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.exceptions.TFUnimplementedException;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.RunOptions;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.types.family.TType;

import dev.mrc.serving.ModelMetadata;

/**
 * One version of a model in memory. It counts who uses it: {@link #retain()} and {@link #close()} come in pairs, the loader
 * holds the first count, and the last to close frees the session. Thread-safe.
 */
final class LoadedModel implements AutoCloseable {
    private static final String TAG = "serve";

    private final long version;
    private final SavedModelBundle bundle;
    private final Map<String, Signature> signatures;
    private final Map<String, SignatureDef> definitions;
    private final AtomicInteger users = new AtomicInteger(1);
    private volatile Runnable whenFreed = () -> {
    };

    private LoadedModel(long version, SavedModelBundle bundle) {
        this.version = version;
        this.bundle = bundle;
        this.definitions = Map.copyOf(bundle.metaGraphDef().getSignatureDefMap());
        this.signatures = signatures(bundle.metaGraphDef(), bundle.graph());
    }

    /**
     * Loads a SavedModel.
     *
     * @throws StatusException if there is none, or TensorFlow cannot load it
     */
    static LoadedModel load(long version, Path directory) {
        if (!Files.isRegularFile(directory.resolve("saved_model.pb"))) {
            throw new StatusException(Code.NOT_FOUND, "Could not find SavedModel .pb at supplied export directory path: "
                    + directory);
        }
        int cores = Runtime.getRuntime().availableProcessors();
        ConfigProto config = ConfigProto.newBuilder().setIntraOpParallelismThreads(cores).setInterOpParallelismThreads(cores)
                .build();
        SavedModelBundle bundle = open(directory, config);
        if (WideTypes.concern(bundle.metaGraphDef())) {
            bundle.close();
            try {
                bundle = WideTypes.widened(directory, copy -> open(copy, config));
            } catch (IOException e) {
                throw new StatusException(Code.INTERNAL, "No copy with wider integers can be made: " + e.getMessage());
            }
        }
        try {
            return new LoadedModel(version, bundle);
        } catch (StatusException e) {
            bundle.close();
            throw e;
        }
    }

    private static SavedModelBundle open(Path directory, ConfigProto config) {
        try {
            return SavedModelBundle.loader(directory.toString()).withTags(TAG).withConfigProto(config).load();
        } catch (TensorFlowException | IllegalArgumentException | IndexOutOfBoundsException | UnsupportedOperationException e) {
            throw TensorFlowErrors.status(e);
        }
    }

    long version() {
        return version;
    }

    /** @throws StatusException if there is no such signature, or it has no inputs */
    Signature signature(String name) {
        String wanted = name.isEmpty() ? Signature.DEFAULT : name;
        Signature signature = signatures.get(wanted);
        if (signature == null) {
            throw StatusException.invalid("Serving signature name: \"%s\" not found in signature def".formatted(wanted));
        }
        if (signature.inputs().isEmpty()) {
            throw StatusException.invalid("Failed to get input map for signature: " + (name.isEmpty() ? "DEFAULT" : name));
        }
        return signature;
    }

    /** Every signature, by its name. */
    Map<String, Signature> signatures() {
        return signatures;
    }

    /** Every signature, as {@code GET .../metadata} shows it. */
    ModelMetadata metadata(String model) {
        return MetadataRecords.of(model, version, definitions);
    }

    /**
     * Runs the graph.
     *
     * @param inputs one a signature input, in its order
     * @return one tensor a signature output, in its order, alive until the result is closed
     * @throws StatusException if TensorFlow refuses the tensors
     */
    Result run(Signature signature, List<? extends TType> inputs) {
        return run(signature, inputs, RunOptions.getDefaultInstance());
    }

    /** The same within limits, such as a time. */
    Result run(Signature signature, List<? extends TType> inputs, RunOptions options) {
        Session.Runner runner = bundle.session().runner().setOptions(options);
        for (int i = 0; i < inputs.size(); i++) {
            runner.feed(signature.inputs().get(i).tensor(), inputs.get(i));
        }
        signature.outputs().forEach(port -> runner.fetch(port.tensor()));
        try {
            return runner.run();
        } catch (TensorFlowException | TFInvalidArgumentException | TFUnimplementedException e) {
            throw TensorFlowErrors.status(e);
        }
    }

    /** The tensors of a result, in the order they were asked for. */
    static List<Tensor> tensors(Result result) {
        List<Tensor> tensors = new ArrayList<>(result.size());
        for (int i = 0; i < result.size(); i++) {
            tensors.add(result.get(i));
        }
        return tensors;
    }

    /** Counts one more user; false if the model is gone already. */
    boolean retain() {
        return users.getAndUpdate(count -> count == 0 ? 0 : count + 1) > 0;
    }

    /** Gives up the loader's count; {@code freed} is run once the last user is done, by whoever that is. */
    void end(Runnable freed) {
        whenFreed = freed;
        close();
    }

    @Override
    public void close() {
        if (users.decrementAndGet() == 0) {
            bundle.close();
            whenFreed.run();
        }
    }

    private static Map<String, Signature> signatures(MetaGraphDef meta, Graph graph) {
        Map<String, Signature> signatures = new TreeMap<>();
        meta.getSignatureDefMap().forEach((name, definition) -> signatures.put(name, new Signature(name,
                ports(definition.getInputsMap(), graph, WideTypes::input),
                ports(definition.getOutputsMap(), graph, WideTypes::output))));
        return Map.copyOf(signatures);
    }

    private static List<Signature.Port> ports(Map<String, TensorInfo> tensors, Graph graph, UnaryOperator<String> widened) {
        List<Signature.Port> ports = new ArrayList<>();
        new TreeMap<>(tensors).forEach((alias, info) -> {
            // An initialiser's "output" is an operation, not a tensor: nobody can fetch it.
            int colon = info.getName().lastIndexOf(':');
            if (colon < 0) {
                return;
            }
            String index = info.getName().substring(colon + 1);
            GraphOperation operation = graph.operation(info.getName().substring(0, colon));
            if (operation == null || !index.matches("[0-9]{1,6}") || Integer.parseInt(index) >= operation.numOutputs()) {
                throw StatusException.invalid("A signature names tensor '%s', which the graph lacks".formatted(info.getName()));
            }
            GraphOperation instead = graph.operation(widened.apply(info.getName()));
            ports.add(new Signature.Port(alias, info.getDtype(),
                    instead == null ? operation.output(Integer.parseInt(index)) : instead.output(0)));
        });
        return ports;
    }
}
