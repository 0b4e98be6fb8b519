package dev.mrc.reading;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;

import dev.mrc.reading.Reading.Timings;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

/**
 * Equal questions asked at the same time are read once, and, where that is switched on, those asked again later not at all.
 * Equal are questions with the same words, passages, wishes and model version. A reading is given up when the last of those
 * who wait for it has gone. Thread-safe.
 */
final class SharedReadings {
    private final Map<TextDigest, Shared> underWay = new HashMap<>();
    private final Cache<TextDigest, Reading> kept;
    private final QuestionMetrics metrics;

    /** @param most readings kept, 0 for none */
    SharedReadings(long most, QuestionMetrics metrics) {
        this.kept = most == 0 ? null
                : Caffeine.newBuilder().maximumSize(most).expireAfterAccess(TokenCache.KEPT)
                        .scheduler(Scheduler.systemScheduler()).executor(Runnable::run).build();
        this.metrics = metrics;
    }

    static TextDigest key(Question question, String version, String patience) {
        List<Question.Passage> passages = question.passages();
        Question.Options wishes = question.options();
        String[] parts = new String[passages.size() + 2];
        parts[0] = question.text();
        parts[1] = String.join(" ", version, patience, Integer.toString(wishes.topK()), Double.toString(wishes.minScore()),
                Integer.toString(wishes.maxAnswerChars()), Boolean.toString(wishes.noAnswer()), wishes.boundary().name(),
                wishes.effort().name());
        for (int i = 0; i < passages.size(); i++) {
            parts[i + 2] = passages.get(i).text();
        }
        return TextDigest.of(parts);
    }

    /** The reading under that key: one kept, one under way, or a new one. */
    Uni<Reading> read(TextDigest key, Supplier<Uni<Reading>> reading) {
        long began = System.nanoTime();
        Reading known = kept == null ? null : kept.getIfPresent(key);
        if (kept != null) {
            metrics.cached(QuestionMetrics.Store.ANSWERS, known != null);
        }
        if (known != null) {
            return Uni.createFrom().item(known.in(new Timings(System.nanoTime() - began, 0, 0, 0, 0, 0)));
        }
        return Uni.createFrom().emitter(waiting -> join(key, reading, waiting));
    }

    private void join(TextDigest key, Supplier<Uni<Reading>> reading, UniEmitter<? super Reading> emitter) {
        Waiting waiting = new Waiting(emitter, Vertx.currentContext());
        Shared shared;
        boolean first;
        synchronized (underWay) {
            shared = underWay.get(key);
            first = shared == null;
            if (first) {
                shared = new Shared(key);
                underWay.put(key, shared);
            }
            shared.waiting.add(waiting);
        }
        Shared joined = shared;
        emitter.onTermination(() -> joined.leave(waiting));
        if (first) {
            joined.begin(reading.get());
        } else {
            metrics.shared();
        }
    }

    /** A caller, to be answered where it asked. */
    private record Waiting(UniEmitter<? super Reading> emitter, Context context) {
        void tell(Runnable result) {
            if (context == null || context == Vertx.currentContext()) {
                result.run();
            } else {
                context.runOnContext(now -> result.run());
            }
        }
    }

    private final class Shared {
        private final TextDigest key;
        private final Set<Waiting> waiting = new LinkedHashSet<>();
        private Cancellable upstream;
        private boolean ended;

        Shared(TextDigest key) {
            this.key = key;
        }

        void begin(Uni<Reading> reading) {
            Cancellable subscribed = reading.subscribe().with(this::succeed,
                    failure -> end().forEach(one -> one.tell(() -> one.emitter.fail(failure))));
            boolean unwanted;
            synchronized (underWay) {
                upstream = subscribed;
                unwanted = ended;
            }
            if (unwanted) {
                subscribed.cancel();
            }
        }

        private void succeed(Reading reading) {
            if (kept != null) {
                kept.put(key, reading);
            }
            end().forEach(one -> one.tell(() -> one.emitter.complete(reading)));
        }

        private List<Waiting> end() {
            synchronized (underWay) {
                ended = true;
                underWay.remove(key, this);
                return List.copyOf(waiting);
            }
        }

        private void leave(Waiting one) {
            Cancellable unwanted = null;
            synchronized (underWay) {
                waiting.remove(one);
                if (waiting.isEmpty() && !ended) {
                    ended = true;
                    underWay.remove(key, this);
                    unwanted = upstream;
                }
            }
            if (unwanted != null) {
                unwanted.cancel();
            }
        }
    }
}
