package dev.mrc.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;

class ReadingSettingsTest {
    @Test
    void defaultsAreThoseOfTheDocumentation() {
        ReadingConfig reading = with(Map.of()).getConfigMapping(ReadingConfig.class);

        assertThat(reading.windowTokens()).isEqualTo(384);
        assertThat(reading.overlapTokens()).isEqualTo(128);
        assertThat(reading.maxWindows()).isEqualTo(128);
        assertThat(reading.deadline()).isEqualTo(Duration.ofSeconds(10));
        assertThat(reading.eventLoopChars()).isEqualTo(4000);
        assertThat(reading.rankedShare()).isEqualTo(0.25);
        assertThat(reading.passageCacheTokens()).isEqualTo(500_000);
        assertThat(reading.answerCacheSize()).as("off").isZero();
        assertThat(with(Map.of()).getConfigMapping(ModelConfig.class).dir()).isEmpty();
    }

    @Test
    void everySettingCanBeSet() {
        SmallRyeConfig config = with(Map.of("mrc.reading.window-tokens", "512", "mrc.reading.overlap-tokens", "64",
                "mrc.reading.max-windows", "16", "mrc.reading.deadline", "250ms", "mrc.reading.event-loop-chars", "0",
                "mrc.model.dir", "models/내모델"));
        ReadingConfig reading = config.getConfigMapping(ReadingConfig.class);

        assertThat(reading.windowTokens()).isEqualTo(512);
        assertThat(reading.overlapTokens()).isEqualTo(64);
        assertThat(reading.maxWindows()).isEqualTo(16);
        assertThat(reading.deadline()).isEqualTo(Duration.ofMillis(250));
        assertThat(reading.eventLoopChars()).isZero();
        assertThat(config.getConfigMapping(ModelConfig.class).dir()).contains(Path.of("models/내모델"));
    }

    private static SmallRyeConfig with(Map<String, String> settings) {
        return new SmallRyeConfigBuilder().addDiscoveredConverters().withMapping(ReadingConfig.class)
                .withMapping(ModelConfig.class).withSources(new PropertiesConfigSource(settings, "test", 0)).build();
    }
}
