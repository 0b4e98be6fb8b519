package dev.mrc.serving.engine;

import java.util.List;

import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TType;

import io.vertx.core.buffer.Buffer;

/**
 * JSON to tensors and back, for any signature. The order of its checks decides which error a caller sees, so it is TensorFlow
 * Serving's: first the text ({@link PredictBody#parse}), then, with the signature found, the inputs.
 */
final class PredictCodec {
    private PredictCodec() {
    }

    /** @return one tensor an input of the signature, in its order; the caller closes them */
    static List<TType> decode(PredictBody body, Signature signature) {
        return new PredictDecoder(body, signature).read();
    }

    /** A shape as TensorFlow Serving's messages show it. */
    static String text(Shape shape) {
        return shape.toString().replace(" ", "");
    }

    /** Answers in the format of the request: rows for {@code instances}, columns for {@code inputs}. */
    static Buffer encode(PredictBody body, Signature signature, List<? extends Tensor> outputs) {
        return body.instances() >= 0 ? PredictEncoder.rows(signature, outputs) : PredictEncoder.columns(signature, outputs);
    }
}
