package dev.mrc.serving.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
import dev.mrc.window.SpanLimits;
import dev.mrc.window.SpanModel;
import dev.mrc.window.Window;
import dev.mrc.window.WindowLogits;
import dev.mrc.window.WindowSpans;
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
    private final CallForm<WindowLogits> logits;
    private final PredictBody spanBody;
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
        this.logits = new CallForm.Logits(new PredictBody(config.signature()));
        this.spanBody = new PredictBody(CallForm.Spans.SIGNATURE);
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
        return ask(windows, logits, patience);
    }

    @Override
    public CompletionStage<List<WindowSpans>> spans(List<Window> windows, SpanLimits limits, Duration patience) {
        return ask(windows, new CallForm.Spans(spanBody, limits), patience);
    }

    private <T> CompletionStage<List<T>> ask(List<Window> windows, CallForm<T> form, Duration patience) {
        if (windows.isEmpty()) {
            return CompletableFuture.completedFuture(List.of());
        }
        Prediction<T> request = new Prediction<>(windows.size());
        Context context = Vertx.currentContext();
        Duration wait = patience.compareTo(config.timeout()) < 0 ? patience : config.timeout();
        long deadline = vertx.setTimer(Math.max(1, wait.toMillis()), timer -> request.fail(ServingFailure.tooSlow()));
        request.result().whenComplete((said, failure) -> {
            vertx.cancelTimer(deadline);
            if (failure != null) {
                inFlight.forgetUnwanted();
            }
        });
        served.current().whenComplete((model, failure) -> {
            if (failure != null) {
                request.fail(ServingFailure.named(failure));
            } else {
                submit(new Job<>(request, windows, form, model, context), wait);
            }
        });
        return request.result();
    }

    /** One request on its way. */
    private record Job<T>(Prediction<T> result, List<Window> windows, CallForm<T> form, Description model, Context context) {
    }

    private <T> void submit(Job<T> job, Duration patience) {
        Optional<MrcException> changed = changed(job.model, job.form, job.windows);
        if (changed.isPresent()) {
            job.result.fail(changed.get());
            return;
        }
        List<Window> windows = job.windows;
        int size = batch.windows();
        List<InFlight.Part> chunks = new ArrayList<>();
        for (int first = 0; first < windows.size(); first += size) {
            chunks.add(new Chunk<>(job, first, windows.subList(first, Math.min(first + size, windows.size()))));
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

    /** Whether a model cannot be asked so any more: another version answers than the one that the windows were made for. */
    private static Optional<MrcException> changed(Description model, CallForm<?> form, List<Window> windows) {
        int longest = longest(windows);
        int taken = model.fixedLength().orElse(Integer.MAX_VALUE);
        if (longest <= taken && form.fits(model)) {
            return Optional.empty();
        }
        return Optional.of(new MrcException(ErrorCode.MODEL_CHANGED, longest > taken
                ? "A window has %d tokens, the model takes %d now".formatted(longest, taken)
                : "The model does not choose spans itself any more"));
    }

    /** The windows of one call. It runs on the request's own Vert.x context, whoever made room for it. */
    private final class Chunk<T> implements InFlight.Part {
        private final Job<T> job;
        private final int first;
        private final List<Window> windows;

        Chunk(Job<T> job, int first, List<Window> windows) {
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
            call(windows, job.model.fixedLength()).subscribe().with(said -> {
                inFlight.leave(this, true);
                metrics.succeeded(System.nanoTime() - begun);
                job.result.deliver(first, said);
            }, failure -> {
                inFlight.leave(this, false);
                fail(ServingFailure.named(failure), System.nanoTime() - begun);
            });
        }

        private Uni<List<T>> call(List<Window> part, OptionalInt length) {
            return guard.call(() -> wanted() ? attempt(part, length) : Uni.createFrom().failure(unwanted()),
                    inFlight.expected(part.size()))
                    .map(answer -> job.form.read(answer, part, length.orElse(longest(part))))
                    .onFailure(WebApplicationException.class).recoverWithUni(refusal -> otherwise(part, length, refusal));
        }

        /** Says nothing about the server, and nobody hears it. */
        private static MrcException unwanted() {
            return ServingFailure.overloaded("The caller has gone before its turn");
        }

        private Uni<byte[]> attempt(List<Window> part, OptionalInt length) {
            List<byte[]> examples = new ArrayList<>(part.size());
            for (Window window : part) {
                examples.add(job.form.encode(encoder, window, length.orElse(window.length())));
            }
            return target.predict(job.form.body().of(examples)).ifNoItem().after(config.timeout())
                    .fail();
        }

        /** A refusal may mean that the server takes less at once, or that another version answers now. */
        private Uni<List<T>> otherwise(List<Window> part, OptionalInt length, Throwable refusal) {
            OptionalInt smaller = batch.learn(refusal, part.size());
            if (smaller.isPresent()) {
                return inParts(part, length, smaller.getAsInt());
            }
            if (((WebApplicationException) refusal).getResponse().getStatus() != 400) {
                return Uni.createFrom().failure(refusal);
            }
            served.forget();
            return Uni.createFrom().completionStage(() -> served.current().copy()).chain(now -> {
                Optional<MrcException> changed = changed(now, job.form, part);
                if (changed.isPresent()) {
                    return Uni.createFrom().failure(changed.get());
                }
                return now.fixedLength().equals(length) ? Uni.createFrom().failure(refusal) : call(part, now.fixedLength());
            });
        }

        private Uni<List<T>> inParts(List<Window> part, OptionalInt length, int size) {
            List<Uni<List<T>>> calls = new ArrayList<>();
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
