package dev.mrc.serving.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;

class EngineConfigTest {
    @Test
    void defaultsServeTheDemoModelToThisMachineOnly() {
        EngineConfig config = config(Map.of("user.home", "/home/someone"));

        assertThat(config.host()).isEqualTo("127.0.0.1");
        assertThat(config.port()).isEqualTo(8501);
        assertThat(new RestSettings(config.cors(), config.timeout())).isEqualTo(RestSettings.DEFAULT);
        assertThat(config.monitoringConfigFile()).isEmpty();
        assertThat(config.poll()).isEqualTo(LoadSettings.DEFAULT.poll());
        assertThat(config.modelBasePath()).isEmpty();
        assertThat(config.cacheDirectory()).isEqualTo(Path.of("/home/someone/.cache/korean-mrc"));
    }

    @Test
    void everyKeyCanBeSet() {
        EngineConfig config = config(Map.of("mrc.engine.host", "0.0.0.0", "mrc.engine.port", "0",
                "mrc.engine.cors", "any-origin", "mrc.engine.poll", "0s", "mrc.engine.timeout", "500ms",
                "mrc.engine.model-base-path", "/models/bert", "mrc.engine.cache-directory", "/var/cache/mrc",
                "mrc.engine.monitoring-config-file", "/etc/monitoring.config"));

        assertThat(config.host()).isEqualTo("0.0.0.0");
        assertThat(config.port()).isZero();
        assertThat(config.cors()).isEqualTo(Cors.ANY_ORIGIN);
        assertThat(config.timeout()).isEqualTo(Duration.ofMillis(500));
        assertThat(config.monitoringConfigFile()).contains(Path.of("/etc/monitoring.config"));
        assertThat(config.poll()).isZero();
        assertThat(config.modelBasePath()).contains(Path.of("/models/bert"));
        assertThat(config.cacheDirectory()).isEqualTo(Path.of("/var/cache/mrc"));
    }

    private static EngineConfig config(Map<String, String> properties) {
        return new SmallRyeConfigBuilder().addDefaultInterceptors().addDiscoveredConverters().withMapping(EngineConfig.class)
                .withSources(new PropertiesConfigSource(properties, "test", 0)).build().getConfigMapping(EngineConfig.class);
    }
}
