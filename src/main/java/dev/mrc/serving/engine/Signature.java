package dev.mrc.serving.engine;

import java.util.List;
import java.util.stream.Collectors;

import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

/**
 * One way to call a model.
 *
 * @param inputs sorted by alias
 * @param outputs sorted by alias
 */
record Signature(String name, List<Port> inputs, List<Port> outputs) {
    static final String DEFAULT = "serving_default";

    Signature {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /** A tensor of the graph under the name callers use. */
    record Port(String alias, DataType type, Output<?> tensor) {
    }

    /** The inputs' names as error messages list them. */
    String inputNames() {
        return inputs.stream().map(Port::alias).collect(Collectors.joining(","));
    }
}
