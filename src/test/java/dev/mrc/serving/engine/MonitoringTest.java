package dev.mrc.serving.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MonitoringTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = { "prometheus_config { enable: true }", "prometheus_config: < path: '' enable: 1 >",
            "prometheus_config {\n  enable: true,\n  path: \"/monitoring/prometheus/metrics\"\n}\n" })
    void pathHasADefault(String text) {
        assertThat(Monitoring.parse(text).path()).contains("/monitoring/prometheus/metrics");
    }

    @Test
    void pathCanBeChosen() {
        assertThat(Monitoring.parse("prometheus_config { enable: true path: '/v1/metrics' }").path()).contains("/v1/metrics");
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "# nothing", "prometheus_config {}", "prometheus_config { path: '/m' }",
            "prometheus_config { enable: false }" })
    void onlyEnablingEnables(String text) {
        assertThat(Monitoring.parse(text)).isEqualTo(Monitoring.OFF);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            prometheus_config { enabled: true }          | line 1, column 21: unknown field 'enabled'
            prometheus { enable: true }                  | line 1, column 1: unknown field 'prometheus'
            prometheus_config { enable: on }             | line 1, column 29: 'on' is neither true nor false
            prometheus_config { enable: true path: "m" } | path 'm' can never be asked for
            prometheus_config { path: "/m?x" }           | path '/m?x' can never be asked for
            """)
    void mistakesAreNamed(String text, String message) throws IOException {
        Path file = Files.writeString(folder.resolve("감시.config"), text);

        assertThatThrownBy(() -> Monitoring.read(file)).isInstanceOf(IOException.class).hasMessageContaining(message)
                .hasMessageContaining("감시.config");
    }

    @Test
    void fileMustBeThereAndText() throws IOException {
        Path binary = Files.write(folder.resolve("binary"), new byte[] { 'a', (byte) 0xFF, (byte) 0xFE });

        assertThatThrownBy(() -> Monitoring.read(folder.resolve("none"))).isInstanceOf(IOException.class)
                .hasMessageContaining("cannot be read").hasMessageContaining("none");
        assertThatThrownBy(() -> Monitoring.read(binary)).isInstanceOf(IOException.class).hasMessageContaining("not UTF-8");
    }
}
