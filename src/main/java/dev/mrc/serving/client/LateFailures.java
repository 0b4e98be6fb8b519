package dev.mrc.serving.client;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import dev.mrc.error.MrcException;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.infrastructure.Infrastructure;

/**
 * What fails after nobody listens any more: a call that was too slow ends when its connection is closed. Its caller was told
 * long ago, so that a trouble with the connection is no error then; anything else still is.
 */
@Singleton
class LateFailures {
    private static final Logger LOG = Logger.getLogger(LateFailures.class);

    void begin(@Observes StartupEvent started) {
        Infrastructure.setDroppedExceptionHandler(failure -> {
            if (ServingFailure.named(failure) instanceof MrcException) {
                LOG.debugf("after the end of a call: %s", failure.getMessage());
            } else {
                LOG.error("A failure that nobody was told of", failure);
            }
        });
    }
}
