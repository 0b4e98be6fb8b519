package dev.mrc.serving.client;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import dev.mrc.error.ErrorCode;
import dev.mrc.error.MrcException;
import dev.mrc.window.ExampleEncoder;
import dev.mrc.window.SpanModel;
import dev.mrc.window.Window;
import dev.mrc.window.WindowLogits;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

/**
 * The model behind TensorFlow Serving's REST surface. Windows of a request go out in chunks of {@code max-batch-size}, chunks
 * at once as far as {@link InFlight} lets them, and come back in the windows' order.
 */
@ApplicationScoped
class ServingSpanModel implements SpanModel {
    private final ServingTarget target;
    private final ServedModel served;
    private final ServingConfig config;
    private final ServingMetrics metrics;
    private final ExampleEncoder encoder;
    private final Vertx vertx;
    private final PredictBody body;
    private final InFlight inFlight;

    ServingSpanModel(ServingTarget target, ServedModel served, ServingConfig config, ServingMetrics metrics,
            ExampleEncoder encoder, Vertx vertx) {
        if (config.maxInFlight() < config.maxBatchSize()) {
            throw new IllegalArgumentException(
                    "mrc.serving.max-in-flight is %d, less than one call of mrc.serving.max-batch-size, %d"
                            .formatted(config.maxInFlight(), config.maxBatchSize()));
        }
        this.target = target;
        this.served = served;
        this.config = config;
        this.metrics = metrics;
        this.encoder = encoder;
        this.vertx = vertx;
        this.body = new PredictBody(config.signature());
        this.inFlight = new InFlight(config.maxInFlight(), config.maxWaiting());
    }

    /** Made at the start, so that a wrong setting shows then. */
    void begin(@Observes StartupEvent started) {
        metrics.inFlight(inFlight::running);
    }

    @Override
    public CompletionStage<Description> describe() {
        // a copy: a caller who cancels must not cancel it for the others
        return served.current().copy();
    }

    @Override
    public CompletionStage<List<WindowLogits>> predict(List<Window> windows) {
        if (windows.isEmpty()) {
            return CompletableFuture.completedFuture(List.of());
        }
        Prediction request = new Prediction(windows.size());
        Context context = Vertx.currentContext();
        long deadline = vertx.setTimer(config.timeout().toMillis(), timer -> request.fail(ServingFailure.tooSlow()));
        request.result().whenComplete((logits, failure) -> {
            vertx.cancelTimer(deadline);
            if (failure != null) {
                inFlight.forgetUnwanted();
            }
        });
        served.current().whenComplete((model, failure) -> {
            if (failure != null) {
                request.fail(ServingFailure.named(failure));
            } else {
                submit(request, windows, model.fixedLength(), context);
            }
        });
        return request.result();
    }

    private void submit(Prediction request, List<Window> windows, OptionalInt fixedLength, Context context) {
        int longest = windows.stream().mapToInt(Window::length).max().orElse(0);
        if (longest > fixedLength.orElse(Integer.MAX_VALUE)) {
            request.fail(new MrcException(ErrorCode.MODEL_ERROR, "A window has %d tokens, the model takes %d; "
                    .formatted(longest, fixedLength.getAsInt()) + "set mrc.reading.window-tokens to what the model takes"));
            return;
        }
        List<Chunk> chunks = new ArrayList<>();
        for (int first = 0; first < windows.size(); first += config.maxBatchSize()) {
            List<Window> part = windows.subList(first, Math.min(first + config.maxBatchSize(), windows.size()));
            chunks.add(new Chunk(request, first, part, fixedLength, context));
        }
        if (!inFlight.enter(chunks)) {
            MrcException refused = ServingFailure.overloaded("%d windows are being computed and %d wait; %d more are too many"
                    .formatted(inFlight.running(), inFlight.waiting(), windows.size()));
            metrics.refused();
            request.fail(refused);
        }
    }

    /** The windows of one call. It runs on the request's own Vert.x context, whoever made room for it. */
    private final class Chunk implements InFlight.Part {
        private final Prediction request;
        private final int first;
        private final List<Window> windows;
        private final OptionalInt fixedLength;
        private final Context context;

        Chunk(Prediction request, int first, List<Window> windows, OptionalInt fixedLength, Context context) {
            this.request = request;
            this.first = first;
            this.windows = windows;
            this.fixedLength = fixedLength;
            this.context = context;
        }

        @Override
        public int windows() {
            return windows.size();
        }

        @Override
        public boolean wanted() {
            return !request.result().isDone();
        }

        @Override
        public void start() {
            if (context == null || context == Vertx.currentContext()) {
                send();
            } else {
                context.runOnContext(now -> send());
            }
        }

        /** A call that nobody waits for any more is not cut off: the server computes it to its end, and is as busy with it. */
        private void send() {
            long begun = System.nanoTime();
            Uni.createFrom().deferred(() -> target.predict(encode()))
                    .onFailure(ServingFailure::brokeUnderUs).retry().atMost(1)
                    .ifNoItem().after(config.timeout()).fail()
                    .map(answer -> PredictionReader.read(answer, windows, length()))
                    .subscribe().with(logits -> {
                        inFlight.leave(this);
                        metrics.succeeded(System.nanoTime() - begun);
                        request.deliver(first, logits);
                    }, failure -> {
                        inFlight.leave(this);
                        fail(ServingFailure.named(failure), System.nanoTime() - begun);
                    });
        }

        private void fail(Throwable named, long nanos) {
            metrics.failed(named, nanos);
            if (named instanceof MrcException known
                    && (known.code() == ErrorCode.MODEL_ERROR || known.code() == ErrorCode.MODEL_UNAVAILABLE)) {
                served.forget();
            }
            request.fail(named);
        }

        private byte[] encode() {
            List<byte[]> examples = new ArrayList<>(windows.size());
            for (Window window : windows) {
                examples.add(encoder.encode(window, fixedLength.orElse(window.length())));
            }
            return body.of(examples);
        }

        /** What a list of logits is long: the model pads to its fixed length or to the longest window of the call. */
        private int length() {
            int longest = 0;
            for (Window window : windows) {
                longest = Math.max(longest, window.length());
            }
            return fixedLength.orElse(longest);
        }
    }
}
