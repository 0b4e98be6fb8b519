package dev.mrc.api;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.ext.web.RoutingContext;

/** Callers who do not wait for their answer. */
final class HangUp {
    private HangUp() {
    }

    /** The same work, given up as soon as the caller's connection is gone: what still waits for the model makes room then. */
    static <T> Uni<T> cancels(RoutingContext context, Uni<T> work) {
        return Uni.createFrom().emitter(emitter -> {
            Cancellable running = work.subscribe().with(emitter::complete, emitter::fail);
            context.addEndHandler(ended -> {
                if (ended.failed()) {
                    running.cancel();
                }
            });
        });
    }
}
