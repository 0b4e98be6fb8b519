package dev.mrc.serving.client;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;

/**
 * Started, and so ready, once the model was seen AVAILABLE. A model that goes away later does not make the service unready: it
 * goes on giving clean 503 answers instead of vanishing behind its load balancer. While the service drains, Quarkus' own check
 * ({@code quarkus.shutdown.delay-enabled}) says "not ready".
 */
@Startup
@Readiness
@ApplicationScoped
class ModelReadyCheck implements HealthCheck {
    private final ModelWatch watch;
    private final ServingTarget target;

    ModelReadyCheck(ModelWatch watch, ServingTarget target) {
        this.watch = watch;
        this.target = target;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("model").status(watch.seen()).withData("model", target.model())
                .withData("label", target.label()).withData("state", watch.state().name()).build();
    }
}
