package dev.mrc.api;

import java.util.function.BiConsumer;
import java.util.function.Supplier;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** Tells a caller how a reading goes on: how far it is, and another answer whenever another is the best. */
final class Telling {
    private final BiConsumer<String, Object> events;
    private AnswerResponse.Words best;
    private boolean begun;

    /** @param events takes an event's name and its data */
    Telling(BiConsumer<String, Object> events) {
        this.events = events;
    }

    /** Data of the event {@code progress}. */
    @RegisterForReflection
    record Step(int windowsDone, int windowsTotal) {
    }

    void step(int done, int total, Supplier<AnswerResponse> soFar) {
        begun = true;
        events.accept("progress", new Step(done, total));
        if (done < total) {
            soFar.get().answers().stream().findFirst().filter(answer -> !answer.raw().equals(best)).ifPresent(answer -> {
                best = answer.raw();
                events.accept("answer", answer);
            });
        }
    }

    void done(AnswerResponse answers) {
        events.accept("done", answers);
    }

    /** Whether the caller heard something already. */
    boolean begun() {
        return begun;
    }
}
