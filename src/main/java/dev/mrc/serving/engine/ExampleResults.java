package dev.mrc.serving.engine;

import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

import io.vertx.core.buffer.Buffer;

/** Writes what a classifier or a regressor made of the examples, after checking that it is one thing an example. */
final class ExampleResults {
    private static final int ROOM = 64;

    private ExampleResults() {
    }

    /**
     * @param examples how many were asked
     * @param classes labels, [examples, n], or null: every label is empty then
     * @param scores [examples, n], or null: every score is 0 then
     */
    static Buffer classifications(int examples, Tensor classes, Tensor scores) {
        if (classes != null) {
            check(examples, "classes", classes, DataType.DT_STRING);
        }
        if (scores != null) {
            check(examples, "scores", scores, DataType.DT_FLOAT);
        }
        if (classes != null && scores != null && classes.shape().get(1) != scores.shape().get(1)) {
            throw StatusException.invalid("Tensors class and score should match in dim_size(1). Got %d vs. %d"
                    .formatted(classes.shape().get(1), scores.shape().get(1)));
        }
        Shape shape = classes == null ? scores.shape() : classes.shape();
        OutputValues labels = classes == null ? (out, i) -> out.raw("\"\"") : OutputValues.of("", classes);
        OutputValues values = scores == null ? (out, i) -> out.raw("0.0") : OutputValues.of("", scores);
        if (shape.get(0) == 0) {
            throw StatusException.invalid("Cannot convert empty ClassificationResults to JSON");
        }
        JsonOutput out = new JsonOutput(ROOM).raw("{\"results\":[");
        long width = shape.get(1);
        for (long row = 0; row < shape.get(0); row++) {
            out.raw(row == 0 ? "[" : ",[");
            for (long i = row * width; i < (row + 1) * width; i++) {
                out.raw(i == row * width ? "[" : ",[");
                labels.write(out, i);
                out.raw(',');
                values.write(out, i);
                out.raw(']');
            }
            out.raw(']');
        }
        return out.raw("]}").toBuffer();
    }

    private static void check(int examples, String name, Tensor tensor, DataType type) {
        Shape shape = tensor.shape();
        if (shape.numDimensions() != 2) {
            throw StatusException
                    .invalid("Expected Tensor shape: [batch_size num_classes] but got " + PredictCodec.text(shape));
        }
        if (tensor.dataType() != type) {
            throw StatusException.invalid("Expected %s Tensor of %s. Got: %s".formatted(name, type, tensor.dataType()));
        }
        if (shape.get(0) != examples) {
            throw StatusException
                    .invalid("Expected %s output batch size of %d. Got: %d".formatted(name, examples, shape.get(0)));
        }
    }

    /** @param outputs [examples] or [examples, 1] */
    static Buffer regressions(int examples, Tensor outputs) {
        Shape shape = outputs.shape();
        if (shape.numDimensions() != 1 && (shape.numDimensions() != 2 || shape.get(1) != 1)) {
            throw StatusException.invalid("Expected output Tensor shape to be either [batch_size] or [batch_size, 1] but got "
                    + PredictCodec.text(shape));
        }
        if (shape.get(0) != examples) {
            throw StatusException.invalid("Input batch size did not match output batch size: %d vs. %d".formatted(examples,
                    shape.get(0)));
        }
        if (outputs.dataType() != DataType.DT_FLOAT) {
            throw StatusException.invalid("Expected output Tensor of DT_FLOAT. Got: " + outputs.dataType());
        }
        if (shape.get(0) == 0) {
            throw StatusException.invalid("Cannot convert empty RegressionResults to JSON");
        }
        OutputValues values = OutputValues.of("", outputs);
        JsonOutput out = new JsonOutput(ROOM).raw("{\"results\":[");
        for (long i = 0; i < shape.get(0); i++) {
            out.raw(i == 0 ? "" : ",");
            values.write(out, i);
        }
        return out.raw("]}").toBuffer();
    }
}
