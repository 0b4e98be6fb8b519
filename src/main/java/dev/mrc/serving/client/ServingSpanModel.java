package dev.mrc.serving.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.WebApplicationException;

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
    private final CallGuard guard;
    private final BatchLimit batch;

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
        this.guard = new CallGuard(config.retries(), config.pause(), metrics);
        this.batch = new BatchLimit(config.maxBatchSize());
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
        return predict(windows, config.timeout());
    }

    @Override
    public CompletionStage<List<WindowLogits>> predict(List<Window> windows, Duration patience) {
        if (windows.isEmpty()) {
            return CompletableFuture.completedFuture(List.of());
        }
        Prediction request = new Prediction(windows.size());
        Context context = Vertx.currentContext();
        Duration wait = patience.compareTo(config.timeout()) < 0 ? patience : config.timeout();
        long deadline = vertx.setTimer(Math.max(1, wait.toMillis()), timer -> request.fail(ServingFailure.tooSlow()));
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
                submit(new Job(request, windows, model.fixedLength(), context), wait);
            }
        });
        return request.result();
    }

    /** One request on its way. */
    private record Job(Prediction result, List<Window> windows, OptionalInt fixedLength, Context context) {
    }

    private void submit(Job job, Duration patience) {
        if (longest(job.windows) > job.fixedLength.orElse(Integer.MAX_VALUE)) {
            job.result.fail(changed(longest(job.windows), job.fixedLength.getAsInt()));
            return;
        }
        List<Window> windows = job.windows;
        int size = batch.windows();
        List<Chunk> chunks = new ArrayList<>();
        for (int first = 0; first < windows.size(); first += size) {
            chunks.add(new Chunk(job, first, windows.subList(first, Math.min(first + size, windows.size()))));
        }
        if (!inFlight.enter(chunks, patience.toNanos())) {
            MrcException refused = ServingFailure.overloaded("%d windows are being computed and %d wait; %d more are too many"
                    .formatted(inFlight.running(), inFlight.waiting(), windows.size()),
                    TimeUnit.NANOSECONDS.toSeconds(inFlight.backlog()));
            metrics.refused();
            job.result.fail(refused);
        }
    }

    private static int longest(List<Window> windows) {
        int longest = 0;
        for (Window window : windows) {
            longest = Math.max(longest, window.length());
        }
        return longest;
    }

    private static MrcException changed(int tokens, int taken) {
        return new MrcException(ErrorCode.MODEL_CHANGED,
                "A window has %d tokens, the model takes %d now".formatted(tokens, taken));
    }

    /** The windows of one call. It runs on the request's own Vert.x context, whoever made room for it. */
    private final class Chunk implements InFlight.Part {
        private final Job job;
        private final int first;
        private final List<Window> windows;

        Chunk(Job job, int first, List<Window> windows) {
            this.job = job;
            this.first = first;
            this.windows = windows;
        }

        @Override
        public int windows() {
            return windows.size();
        }

        @Override
        public boolean wanted() {
            return !job.result.result().isDone();
        }

        @Override
        public void start() {
            if (job.context == null || job.context == Vertx.currentContext()) {
                send();
            } else {
                job.context.runOnContext(now -> send());
            }
        }

        /** A call that nobody waits for any more is not cut off: the server computes it to its end, and is as busy with it. */
        private void send() {
            long begun = System.nanoTime();
            call(windows, job.fixedLength).subscribe().with(logits -> {
                inFlight.leave(this, true);
                metrics.succeeded(System.nanoTime() - begun);
                job.result.deliver(first, logits);
            }, failure -> {
                inFlight.leave(this, false);
                fail(ServingFailure.named(failure), System.nanoTime() - begun);
            });
        }

        private Uni<List<WindowLogits>> call(List<Window> part, OptionalInt length) {
            return guard.call(() -> wanted() ? attempt(part, length) : Uni.createFrom().failure(unwanted()),
                    inFlight.expected(part.size()))
                    .map(answer -> PredictionReader.read(answer, part, length.orElse(longest(part))))
                    .onFailure(WebApplicationException.class).recoverWithUni(refusal -> otherwise(part, length, refusal));
        }

        /** Says nothing about the server, and nobody hears it. */
        private static MrcException unwanted() {
            return ServingFailure.overloaded("The caller has gone before its turn");
        }

        private Uni<byte[]> attempt(List<Window> part, OptionalInt length) {
            List<byte[]> examples = new ArrayList<>(part.size());
            for (Window window : part) {
                examples.add(encoder.encode(window, length.orElse(window.length())));
            }
            return target.predict(body.of(examples)).ifNoItem().after(config.timeout())
                    .fail();
        }

        /** A refusal may mean that the server takes less at once, or that another version answers now. */
        private Uni<List<WindowLogits>> otherwise(List<Window> part, OptionalInt length, Throwable refusal) {
            OptionalInt smaller = batch.learn(refusal, part.size());
            if (smaller.isPresent()) {
                return inParts(part, length, smaller.getAsInt());
            }
            if (((WebApplicationException) refusal).getResponse().getStatus() != 400) {
                return Uni.createFrom().failure(refusal);
            }
            served.forget();
            return Uni.createFrom().completionStage(() -> served.current().copy()).chain(now -> {
                if (now.fixedLength().equals(length)) {
                    return Uni.createFrom().failure(refusal);
                }
                int taken = now.fixedLength().orElse(Integer.MAX_VALUE);
                return longest(part) > taken ? Uni.createFrom().failure(changed(longest(part), taken))
                        : call(part, now.fixedLength());
            });
        }

        private Uni<List<WindowLogits>> inParts(List<Window> part, OptionalInt length, int size) {
            List<Uni<List<WindowLogits>>> calls = new ArrayList<>();
            for (int from = 0; from < part.size(); from += size) {
                calls.add(call(part.subList(from, Math.min(from + size, part.size())), length));
            }
            return Uni.join().all(calls).andFailFast().map(lists -> lists.stream().flatMap(List::stream).toList());
        }

        private void fail(Throwable named, long nanos) {
            metrics.failed(named, nanos);
            if (named instanceof MrcException known
                    && (known.code() == ErrorCode.MODEL_ERROR || known.code() == ErrorCode.MODEL_UNAVAILABLE)) {
                served.forget();
            }
            job.result.fail(named);
        }
    }
}
