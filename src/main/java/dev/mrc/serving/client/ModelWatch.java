package dev.mrc.serving.client;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import dev.mrc.serving.ModelStatus;
import dev.mrc.serving.ModelStatus.State;
import dev.mrc.serving.ModelStatus.Version;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;

/**
 * Asks for the model's state: every second until it is AVAILABLE, then now and then, so that a new version is noticed. One call
 * at a time, each bounded.
 */
@ApplicationScoped
class ModelWatch {
    private static final Logger LOG = Logger.getLogger(ModelWatch.class);
    private static final Duration UNTIL_AVAILABLE = Duration.ofSeconds(1);
    private static final Duration AFTERWARDS = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ServingTarget target;
    private final ServedModel model;
    private final ServingConfig config;
    private final Vertx vertx;
    private volatile State state = State.UNKNOWN;
    private volatile List<String> available = List.of();
    private volatile boolean seen;
    private volatile boolean stopped;

    ModelWatch(ServingTarget target, ServedModel model, ServingConfig config, Vertx vertx) {
        this.target = target;
        this.model = model;
        this.config = config;
        this.vertx = vertx;
    }

    void begin(@Observes StartupEvent started, ServingMetrics metrics) {
        metrics.available(() -> state == State.AVAILABLE ? 1 : 0);
        look();
    }

    @PreDestroy
    void stop() {
        stopped = true;
    }

    /** Whether the model was AVAILABLE at any time since the start. */
    boolean seen() {
        return seen;
    }

    /** The state of the best version at the last look; UNKNOWN when the server did not say. */
    State state() {
        return state;
    }

    private void look() {
        target.status().ifNoItem().after(PATIENCE).fail()
                .subscribe().with(this::learn, failure -> {
                    state = State.UNKNOWN;
                    lookAgain();
                });
    }

    private void learn(ModelStatus status) {
        List<Version> versions = status.versions().stream().filter(this::isAskedFor).toList();
        List<String> now = versions.stream().filter(version -> version.state() == State.AVAILABLE).map(Version::version)
                .toList();
        if (!now.equals(available)) {
            model.forget();
            available = now;
            LOG.infof("Model %s: %s", target.model(), now.isEmpty() ? "no version available" : "available " + now);
        }
        state = now.isEmpty() ? best(versions).orElse(State.UNKNOWN) : State.AVAILABLE;
        seen |= !now.isEmpty();
        lookAgain();
    }

    /** A version on its way up says more than one that has ended. */
    private static Optional<State> best(List<Version> versions) {
        return versions.stream().map(Version::state).min(Comparator.comparingInt(state -> state == State.END ? 1 : 0));
    }

    private boolean isAskedFor(Version version) {
        return version.version() != null && version.state() != null && (config.version().isEmpty()
                || version.version().equals(Long.toString(config.version().getAsLong())));
    }

    private void lookAgain() {
        if (!stopped) {
            vertx.setTimer((state == State.AVAILABLE ? AFTERWARDS : UNTIL_AVAILABLE).toMillis(), timer -> look());
        }
    }
}
