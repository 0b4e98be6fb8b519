package dev.mrc.reading;

import java.util.Locale;

import jakarta.enterprise.inject.Default;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

import dev.mrc.tokenize.Tokenizer;
import dev.mrc.window.SpanModel;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Whether text is cut by the vocabulary that the model was trained with. With another one every answer is nonsense, and nothing
 * else shows why. It is told, in the log, a metric and the readiness answer's detail; the service stays ready, because a model
 * that does not say is the usual case.
 */
@Default
@Readiness
@Singleton
class VocabularyCheck implements HealthCheck {
    private static final Logger LOG = Logger.getLogger(VocabularyCheck.class);

    private final String ours;
    private volatile SpanModel.Description seen;
    private volatile Finding finding = Finding.UNKNOWN;

    private enum Finding {
        UNKNOWN,
        SAME,
        DIFFERENT
    }

    VocabularyCheck(Tokenizer tokenizer, MeterRegistry registry) {
        this.ours = tokenizer.vocabulary().sha256();
        Gauge.builder("mrc.model.vocabulary.mismatch", this, check -> check.finding == Finding.DIFFERENT ? 1 : 0)
                .description("1 while the model was trained with another vocabulary than the service reads with")
                .register(registry);
    }

    /** Looks at the model that answers; cheap while it stays the same. */
    void compare(SpanModel.Description served) {
        if (served == seen) {
            return;
        }
        Finding now = served.vocabulary().map(theirs -> theirs.equals(ours) ? Finding.SAME : Finding.DIFFERENT)
                .orElse(Finding.UNKNOWN);
        if (now == Finding.DIFFERENT && finding != now) {
            LOG.errorf("model %s version %s was trained with another vocabulary (%s) than mrc.model.dir has (%s): its answers "
                    + "will be nonsense", served.name(), served.version(), served.vocabulary().orElse(""), ours);
        }
        finding = now;
        seen = served;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("vocabulary").up().withData("vocabulary", finding.name().toLowerCase(Locale.ROOT))
                .withData("sha256", ours).build();
    }
}
