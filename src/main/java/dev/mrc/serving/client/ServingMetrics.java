package dev.mrc.serving.client;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

import jakarta.enterprise.context.ApplicationScoped;

import dev.mrc.error.ErrorCode;
import dev.mrc.error.MrcException;
import dev.mrc.window.SpanModel.Description;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;

/** Counts and times calls to the model. Meters are made once; labels are names from the configuration, never a user's words. */
@ApplicationScoped
class ServingMetrics {
    private final MeterRegistry registry;
    private final Tags model;
    private final Map<Outcome, Timer> calls = new EnumMap<>(Outcome.class);
    private final Map<Outcome, Counter> failures = new EnumMap<>(Outcome.class);
    private final Counter retries;
    private final AtomicInteger circuitOpen;
    private Meter info;

    ServingMetrics(MeterRegistry registry, ServingTarget target) {
        this.registry = registry;
        this.model = Tags.of("model", target.model(), "label", target.label());
        this.retries = Counter.builder("mrc.inference.retries").description("Calls of the model that were sent again")
                .register(registry);
        this.circuitOpen = registry.gauge("mrc.inference.circuit.open", new AtomicInteger());
        for (Outcome outcome : Outcome.values()) {
            calls.put(outcome, Timer.builder("mrc.inference").description("One call of the model").tags(model)
                    .tag("protocol", "rest").tag("outcome", outcome.label()).publishPercentileHistogram().register(registry));
            if (outcome != Outcome.OK) {
                failures.put(outcome, Counter.builder("mrc.inference.failures").description("Calls of the model that failed")
                        .tag("reason", outcome.label()).register(registry));
            }
        }
    }

    /** How a call ended. */
    private enum Outcome {
        OK,
        TIMEOUT,
        UNAVAILABLE,
        OVERLOADED,
        INVALID,
        INTERNAL;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Outcome of(Throwable failure) {
            ErrorCode code = failure instanceof MrcException named ? named.code() : ErrorCode.INTERNAL;
            return switch (code) {
                case INFERENCE_TIMEOUT -> TIMEOUT;
                case MODEL_UNAVAILABLE -> UNAVAILABLE;
                case OVERLOADED -> OVERLOADED;
                case MODEL_ERROR -> INVALID;
                default -> INTERNAL;
            };
        }
    }

    void inFlight(IntSupplier windows) {
        Gauge.builder("mrc.inference.in.flight", () -> windows.getAsInt()).description("Windows being computed")
                .register(registry);
    }

    void available(IntSupplier yes) {
        Gauge.builder("mrc.model.available", () -> yes.getAsInt()).description("1 while the model is AVAILABLE").tags(model)
                .register(registry);
    }

    void succeeded(long nanos) {
        calls.get(Outcome.OK).record(nanos, TimeUnit.NANOSECONDS);
    }

    void failed(Throwable failure, long nanos) {
        Outcome outcome = Outcome.of(failure);
        calls.get(outcome).record(nanos, TimeUnit.NANOSECONDS);
        failures.get(outcome).increment();
    }

    /** A call is sent again. */
    void retried() {
        retries.increment();
    }

    /** Whether calls are held back because too many failed. */
    void circuit(boolean open) {
        circuitOpen.set(open ? 1 : 0);
    }

    /** A request that was refused before any call. */
    void refused() {
        failures.get(Outcome.OVERLOADED).increment();
    }

    /** Only the version that answers now has a series. */
    synchronized void serves(Description description) {
        if (info != null) {
            registry.remove(info);
        }
        info = Gauge.builder("mrc.model.info", () -> 1).description("The model that answers").tags(model)
                .tag("version", String.valueOf(description.version())).register(registry);
    }
}
