package dev.mrc.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

/**
 * Rendered objects as committed, so that a review shows what a change of a template does. After a change that is wanted:
 * {@code ./mvnw test -Dtest=GoldenTest -Dchart.golden=write}.
 */
class GoldenTest {
    private static final Path FOLDER = Path.of("src/test/resources/dev/mrc/chart/golden");
    private static final YAMLMapper PLAIN = new YAMLMapper(new YAMLFactory().enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER).disable(YAMLGenerator.Feature.SPLIT_LINES));

    @ParameterizedTest
    @CsvSource({ "default, Deployment, api", "default, Deployment, serving", "default, NetworkPolicy, serving",
            "gpu, Deployment, serving", "cpu, Deployment, serving", "canary, Deployment, api-canary",
            "canary, ConfigMap, models",
            "canary, ConfigMap, server" })
    void isAsCommitted(String variant, String kind, String name) throws IOException {
        Path golden = FOLDER.resolve("%s-%s-%s.yaml".formatted(variant, kind.toLowerCase(), name));
        Object sorted = JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build()
                .treeToValue(Chart.render(variant).one(kind, "-" + name), Object.class);
        String rendered = PLAIN.writeValueAsString(sorted);
        if ("write".equals(System.getProperty("chart.golden"))) {
            Files.createDirectories(FOLDER);
            Files.writeString(golden, rendered);
        }
        assertThat(rendered).isEqualTo(Files.readString(golden));
    }
}
