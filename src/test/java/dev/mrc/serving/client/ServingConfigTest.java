package dev.mrc.serving.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;

class ServingConfigTest {
    static ServingConfig config(Map<String, String> settings) {
        return new SmallRyeConfigBuilder().addDiscoveredConverters().withMapping(ServingConfig.class)
                .withSources(new PropertiesConfigSource(settings, "test", 0)).build().getConfigMapping(ServingConfig.class);
    }

    @Test
    void defaultsAreThoseOfTheDesign() {
        ServingConfig config = config(Map.of());

        assertThat(config.url()).isEmpty();
        assertThat(config.model()).isEqualTo("bert");
        assertThat(config.signature()).isEqualTo("serving_default");
        assertThat(config.versionLabel()).isEmpty();
        assertThat(config.version()).isEmpty();
        assertThat(config.timeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.maxBatchSize()).isEqualTo(32);
        assertThat(config.maxInFlight()).isEqualTo(64);
        assertThat(config.maxWaiting()).isEqualTo(128);
    }

    @Test
    void everyKeyCanBeSet() {
        ServingConfig config = config(Map.of("mrc.serving.url", "http://serving:8501", "mrc.serving.model", "korquad",
                "mrc.serving.signature", "predict", "mrc.serving.version-label", "stable", "mrc.serving.version", "3",
                "mrc.serving.timeout", "250ms", "mrc.serving.max-batch-size", "8", "mrc.serving.max-in-flight", "16",
                "mrc.serving.max-waiting", "0"));

        assertThat(config.url()).contains(URI.create("http://serving:8501"));
        assertThat(config.model()).isEqualTo("korquad");
        assertThat(config.signature()).isEqualTo("predict");
        assertThat(config.versionLabel()).contains("stable");
        assertThat(config.version()).hasValue(3);
        assertThat(config.timeout()).isEqualTo(Duration.ofMillis(250));
        assertThat(config.maxBatchSize()).isEqualTo(8);
        assertThat(config.maxInFlight()).isEqualTo(16);
        assertThat(config.maxWaiting()).isZero();
    }
}
