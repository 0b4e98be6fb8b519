package dev.mrc.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import dev.mrc.model.SpanServable;
import dev.mrc.window.ExampleEncoder;
import dev.mrc.window.SpanModel;
import dev.mrc.window.Window;
import dev.mrc.window.WindowLogits;

/** A SavedModel in this process behind the seam that the service has its model behind; no HTTP between them. */
record LocalSpanModel(String version, SpanServable servable, ExampleEncoder encoder) implements SpanModel {
    private static final int BATCH = 32;

    @Override
    public CompletionStage<List<WindowLogits>> predict(List<Window> windows) {
        List<WindowLogits> logits = new ArrayList<>(windows.size());
        for (int from = 0; from < windows.size(); from += BATCH) {
            SpanServable.Logits batch = servable.predict(
                    windows.subList(from, Math.min(windows.size(), from + BATCH)).stream().map(this::encode).toList());
            for (int row = 0; row < batch.start().length; row++) {
                logits.add(new WindowLogits(batch.start()[row], batch.end()[row]));
            }
        }
        return CompletableFuture.completedFuture(logits);
    }

    private byte[] encode(Window window) {
        return servable.fixedLength().isPresent() ? encoder.encode(window, servable.fixedLength().getAsInt())
                : encoder.encode(window);
    }

    @Override
    public CompletionStage<Description> describe() {
        return CompletableFuture.completedFuture(new Description("bert", version, servable.fixedLength()));
    }
}
