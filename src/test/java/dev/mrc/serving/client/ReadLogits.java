package dev.mrc.serving.client;

import java.util.List;

import dev.mrc.window.Window;
import dev.mrc.window.WindowLogits;
import dev.mrc.window.WindowSpans;

/** Reads a predict answer as the client does: what logit reading is measured with. */
public final class ReadLogits {
    private ReadLogits() {
    }

    public static WindowLogits of(byte[] body, Window window) {
        return new PredictionReader(List.of(window)).read(body, new LogitReader(window.length())).get(0);
    }

    public static WindowSpans spans(byte[] body, Window window) {
        return new PredictionReader(List.of(window)).read(body, new SpanReader()).get(0);
    }
}
