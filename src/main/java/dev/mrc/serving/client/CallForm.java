package dev.mrc.serving.client;

import java.util.List;

import dev.mrc.window.ExampleEncoder;
import dev.mrc.window.SpanLimits;
import dev.mrc.window.SpanModel.Description;
import dev.mrc.window.Window;
import dev.mrc.window.WindowLogits;
import dev.mrc.window.WindowSpans;

/**
 * One way to ask the model: what is sent of a window and what is read of the answer.
 *
 * @param <T> what the model says of a window
 */
sealed interface CallForm<T> {
    /** Whether a model can be asked so. */
    boolean fits(Description model);

    /** A window as {@code tf.Example}, padded to {@code length} positions. */
    byte[] encode(ExampleEncoder encoder, Window window, int length);

    /** Names the signature that is called. */
    PredictBody body();

    /**
     * Reads an answer; what does not fit the windows is a MODEL_ERROR.
     *
     * @param length of the longest window, or what the model pads to
     */
    List<T> read(byte[] answer, List<Window> windows, int length);

    /** All logits, from any model. */
    record Logits(PredictBody body) implements CallForm<WindowLogits> {
        @Override
        public boolean fits(Description model) {
            return true;
        }

        @Override
        public byte[] encode(ExampleEncoder encoder, Window window, int length) {
            return encoder.encode(window, length);
        }

        @Override
        public List<WindowLogits> read(byte[] answer, List<Window> windows, int length) {
            return new PredictionReader(windows).read(answer, new LogitReader(length));
        }
    }

    /** A few spans, from a model that chooses them itself. */
    record Spans(PredictBody body, SpanLimits limits) implements CallForm<WindowSpans> {
        static final String SIGNATURE = "answer_spans";

        @Override
        public boolean fits(Description model) {
            return model.spans() > 0;
        }

        @Override
        public byte[] encode(ExampleEncoder encoder, Window window, int length) {
            return encoder.encode(window, length, limits);
        }

        @Override
        public List<WindowSpans> read(byte[] answer, List<Window> windows, int length) {
            return new PredictionReader(windows).read(answer, new SpanReader());
        }
    }
}
