package dev.mrc.serving.engine;

import java.util.List;
import java.util.function.Predicate;

import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TString;
import org.tensorflow.types.family.TType;

import io.vertx.core.buffer.Buffer;

/**
 * Classify and regress: one signature input takes the examples, and the outputs go by fixed names.
 *
 * @see <a href="https://github.com/tensorflow/serving/blob/master/tensorflow_serving/servables/tensorflow/classifier.cc">
 *      TensorFlow Serving's checks of a classifier</a>, and {@code regressor.cc} beside it
 */
final class ExampleCall {
    private static final String INPUTS = "inputs";
    private static final String OUTPUTS = "outputs";
    private static final String CLASSES = "classes";
    private static final String SCORES = "scores";

    private final LoadedModel model;
    private final ExampleBody body;
    private final Run run;

    /** How the graph is run. */
    @FunctionalInterface
    interface Run {
        Outputs run(Signature signature, List<? extends TType> inputs);
    }

    ExampleCall(LoadedModel model, ExampleBody body, Run run) {
        this.model = model;
        this.body = body;
        this.run = run;
    }

    /** {@code {"results": [[[label, score], ...], ...]}}, one list an example. */
    Buffer classify() {
        Signature signature = signature();
        int declared = signature.outputs().size();
        if (declared < 1 || declared > 2) {
            throw StatusException.invalid("Expected one or two output Tensors, found " + declared);
        }
        Signature call = narrowed("classification", signature, alias -> alias.equals(CLASSES) || alias.equals(SCORES));
        if (call.outputs().isEmpty()) {
            throw StatusException.invalid("Expected classification signature outputs to contain at least one of 'classes' or "
                    + "'scores'");
        }
        try (TString examples = examples(); Outputs outputs = run.run(call, List.of(examples))) {
            Tensor classes = null;
            Tensor scores = null;
            for (int i = 0; i < call.outputs().size(); i++) {
                boolean labels = call.outputs().get(i).alias().equals(CLASSES);
                classes = labels ? outputs.tensors().get(i) : classes;
                scores = labels ? scores : outputs.tensors().get(i);
            }
            return ExampleResults.classifications(body.examples().size(), classes, scores);
        }
    }

    /** {@code {"results": [value, ...]}}, one value an example. */
    Buffer regress() {
        Signature signature = signature();
        if (signature.outputs().size() != 1) {
            throw StatusException.invalid("Expected one output Tensor, found " + signature.outputs().size());
        }
        Signature call = narrowed("regression", signature, OUTPUTS::equals);
        if (call.outputs().isEmpty()) {
            throw StatusException.invalid("No regression outputs found in SignatureDef: " + signature.name());
        }
        try (TString examples = examples(); Outputs outputs = run.run(call, List.of(examples))) {
            return ExampleResults.regressions(body.examples().size(), outputs.tensors().get(0));
        }
    }

    private Signature signature() {
        String name = body.signature().isEmpty() ? Signature.DEFAULT : body.signature();
        Signature signature = model.signatures().get(name);
        if (signature == null) {
            throw StatusException.invalid("No signature was found with the name: " + name);
        }
        if (signature.inputs().size() != 1) {
            throw StatusException.invalid("Expected one input Tensor, found " + signature.inputs().size());
        }
        return signature;
    }

    /** The signature with its outputs narrowed to those that are read. */
    private static Signature narrowed(String kind, Signature signature, Predicate<String> wanted) {
        Signature.Port input = signature.inputs().get(0);
        if (!input.alias().equals(INPUTS)) {
            throw StatusException.invalid("No %s inputs found in SignatureDef: %s".formatted(kind, signature.name()));
        }
        if (input.type() != DataType.DT_STRING) {
            throw StatusException.invalid("Input 'inputs' takes %s, no serialized examples".formatted(input.type()));
        }
        return new Signature(signature.name(), signature.inputs(),
                signature.outputs().stream().filter(port -> wanted.test(port.alias())).toList());
    }

    private TString examples() {
        byte[][] serialized = body.examples().toArray(byte[][]::new);
        return TString.tensorOfBytes(Shape.of(serialized.length), DataBuffers.ofObjects(serialized));
    }
}
