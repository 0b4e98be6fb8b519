package dev.mrc.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.mrc.reading.ModelConfig;
import dev.mrc.reading.ReadingConfig;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.WithDefault;

class ApiConfigTest {
    @Test
    void defaultsAreTheLimitsOfTheDocumentation() {
        ApiConfig api = with(Map.of());

        assertThat(api.questionChars()).isEqualTo(500);
        assertThat(api.contextChars()).isEqualTo(50_000);
        assertThat(api.passages()).isEqualTo(20);
        assertThat(api.topK()).isEqualTo(20);
        assertThat(api.body().asLongValue()).isEqualTo(1 << 20);
    }

    @Test
    void everyLimitCanBeSet() {
        ApiConfig api = with(Map.of("mrc.api.question-chars", "100", "mrc.api.context-chars", "200", "mrc.api.passages", "3",
                "mrc.api.top-k", "4", "mrc.api.body", "5K"));

        assertThat(api.questionChars()).isEqualTo(100);
        assertThat(api.contextChars()).isEqualTo(200);
        assertThat(api.passages()).isEqualTo(3);
        assertThat(api.topK()).isEqualTo(4);
        assertThat(api.body().asLongValue()).isEqualTo(5 << 10);
    }

    /** The package-private mappings have names here, because the document lists the settings of all packages. */
    @ParameterizedTest
    @ValueSource(classes = { ApiConfig.class, ReadingConfig.class, ModelConfig.class })
    void theDocumentListsEverySettingWithItsDefault(Class<?> mapping) throws IOException {
        holds(mapping);
    }

    @ParameterizedTest
    @ValueSource(strings = { "dev.mrc.serving.client.ServingConfig", "dev.mrc.serving.engine.EngineConfig" })
    void theDocumentListsTheSettingsOfClientAndEngineToo(String mapping) throws IOException, ClassNotFoundException {
        holds(Class.forName(mapping));
    }

    private static void holds(Class<?> mapping) throws IOException {
        String document = Files.readString(Path.of("docs/configuration.md"));
        String prefix = mapping.getAnnotation(ConfigMapping.class).prefix();
        for (Method setting : mapping.getDeclaredMethods()) {
            String key = prefix + "." + setting.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
            assertThat(document).as(key).contains("| `" + key + "` |");
            WithDefault given = setting.getAnnotation(WithDefault.class);
            if (given != null) {
                String shown = given.value().replace("${user.home}", "~");
                assertThat(document).as(key).contains("| `" + key + "` | `" + shown + "` |");
            }
        }
    }

    private static ApiConfig with(Map<String, String> settings) {
        return new SmallRyeConfigBuilder().addDiscoveredConverters()
                .withConverter(MemorySize.class, 100, new MemorySizeConverter()).withMapping(ApiConfig.class)
                .withSources(new PropertiesConfigSource(settings, "test", 0)).build().getConfigMapping(ApiConfig.class);
    }
}
