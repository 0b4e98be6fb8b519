package dev.mrc.serving.client;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;

import jakarta.enterprise.util.TypeLiteral;

import dev.mrc.error.ErrorCode;
import dev.mrc.error.MrcException;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import io.smallrye.faulttolerance.api.TypedGuard;
import io.smallrye.mutiny.Uni;

/**
 * What stands between a predict call and a server that is in trouble. A call that may be sent again is, a little later; while
 * most calls fail, none are sent for a while and callers hear so at once.
 *
 * <p>
 * Predict changes nothing on the server, so what may be sent again is a question of load only: a connection that was refused or
 * broke, 429, 503, and the 404 of a model between two versions. Not 504: the server may still be busy with it.
 */
final class CallGuard {
    /** The breaker looks at so many calls, and opens when half of them failed. */
    private static final int CALLS = 20;
    private static final double FAILURES = 0.5;
    /** The first wait before a call is sent again, doubled for the next; each shifted by up to the same. */
    private static final long FIRST_WAIT_MS = 40;
    private static final long JITTER_MS = 30;

    /** A trial call is given at least so long. */
    private static final Duration TRIAL = Duration.ofSeconds(1);

    private final TypedGuard<Uni<byte[]>> guard;
    /** Whether the pause is over and one call tries how things are; until it has ended no other is made. */
    private volatile boolean trying;

    CallGuard(int retries, Duration pause, ServingMetrics metrics) {
        TypedGuard.Builder<Uni<byte[]>> builder = TypedGuard.create(new TypeLiteral<Uni<byte[]>>() {
            private static final long serialVersionUID = 1L;
        }).withCircuitBreaker().requestVolumeThreshold(CALLS).failureRatio(FAILURES)
                .delay(pause.toMillis(), ChronoUnit.MILLIS).when(CallGuard::serverInTrouble)
                .onStateChange(state -> {
                    trying = state == CircuitBreakerState.HALF_OPEN;
                    metrics.circuit(state != CircuitBreakerState.CLOSED);
                }).done();
        if (retries > 0) {
            builder = builder.withRetry().maxRetries(retries).delay(FIRST_WAIT_MS, ChronoUnit.MILLIS)
                    .jitter(JITTER_MS, ChronoUnit.MILLIS).withExponentialBackoff().done()
                    .whenException(ServingFailure::worthRetrying).onRetry(metrics::retried).done();
        }
        this.guard = builder.build();
    }

    /**
     * Makes a call.
     *
     * @param attempt makes one; asked again for each try
     * @param expected how long it probably takes, in nanoseconds
     */
    Uni<byte[]> call(Supplier<Uni<byte[]>> attempt, long expected) {
        return guard.get(() -> trying ? trial(attempt.get(), Duration.ofNanos(2 * expected)) : attempt.get());
    }

    /** All others wait for a trial call, so that one is not waited for as long as for any other. */
    private static Uni<byte[]> trial(Uni<byte[]> call, Duration expected) {
        return call.ifNoItem().after(expected.compareTo(TRIAL) > 0 ? expected : TRIAL)
                .failWith(() -> ServingFailure.unavailable("The model server did not answer a trial call in time", null));
    }

    /** Whether a failure says something about the server rather than about this call. */
    private static boolean serverInTrouble(Throwable failure) {
        return ServingFailure.named(failure) instanceof MrcException named
                && (named.code() == ErrorCode.MODEL_UNAVAILABLE || named.code() == ErrorCode.INFERENCE_TIMEOUT);
    }
}
