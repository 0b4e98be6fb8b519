package dev.mrc.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Rules, their unit tests, dashboards and runbooks as files, and as the chart renders them. */
class RulesTest {
    private static final Path RULES = Chart.FOLDER.resolve("files/rules");
    private static final Path TESTS = Path.of("src/test/resources/dev/mrc/chart/rules");
    private static final Path RUNBOOKS = Path.of("docs/runbooks");

    @Test
    void promtoolAcceptsTheRulesAndTheirUnitTestsPass() throws Exception {
        assumeTrue(Prometheus.isInstalled(), "needs promtool (Debian's package prometheus)");

        promtool("check", RULES, "rules");
        promtool("test", TESTS, "rules");
    }

    @Test
    void everyAlertHasASeverityASummaryARunbookAndAUnitTest() throws IOException {
        String tests = text(TESTS);
        String index = Files.readString(RUNBOOKS.resolve("README.md"));
        for (JsonNode alert : alerts(Manifests.YAML.readTree(RULES.resolve("alerts.yaml").toFile()).path("groups"))) {
            String name = alert.path("alert").asText();
            assertThat(alert.at("/labels/severity").asText()).as(name).isIn("critical", "warning", "info");
            assertThat(alert.at("/annotations/summary").asText()).as(name).isNotBlank();
            assertThat(alert.at("/annotations/runbook_url").asText()).isEqualTo("RUNBOOKS/" + name + ".md");
            assertThat(RUNBOOKS.resolve(name + ".md")).exists();
            assertThat(index).contains("(" + name + ".md)");
            assertThat(tests).contains("alertname: " + name);
        }
    }

    @Test
    void theChartCarriesThemUnchangedButForTheRunbooksAndTheDisabledOnes() {
        String asFiles = Chart.render("everything").one("PrometheusRule", "").toString();
        JsonNode chosen = Chart.render("gpu").one("PrometheusRule", "");

        assertThat(asFiles).contains("docs/runbooks/MrcServingErrors.md", "{{ $").doesNotContain("RUNBOOKS/");
        assertThat(alerts(chosen.at("/spec/groups"))).extracting(alert -> alert.path("alert").asText())
                .contains("MrcServingDown").doesNotContain("MrcGpuIdle");
        assertThat(chosen.toString()).contains("https://git.example.org/runbooks/MrcServingDown.md");
        assertThat(Chart
                .with("{monitoring: {prometheusRule: {enabled: true}}, serving: {enabled: false, external: {url: 'http://g'}}}")
                .one("PrometheusRule", "").toString()).doesNotContain("\"alert\":\"MrcServingDown\"")
                .contains("MrcServiceDown");
    }

    @ParameterizedTest
    @ValueSource(strings = { "service", "tensorflow-serving", "gpu" })
    void dashboardsWorkWithAnyDataSourceAndExplainEveryPanel(String name) throws IOException {
        JsonNode dashboard = new ObjectMapper().readTree(Chart.FOLDER.resolve("files/dashboards/" + name + ".json").toFile());

        assertThat(dashboard.path("uid").asText()).startsWith("korean-mrc-");
        assertThat(dashboard.path("panels")).isNotEmpty().allSatisfy(panel -> {
            assertThat(panel.path("title").asText()).isNotBlank();
            assertThat(panel.path("description").asText()).as(panel.path("title").asText()).isNotBlank();
            assertThat(panel.at("/fieldConfig/defaults/unit").asText()).as(panel.path("title").asText()).isNotBlank();
        });
        dashboard.findValues("datasource")
                .forEach(source -> assertThat(source.path("uid").asText()).isEqualTo("${datasource}"));
        assertThat(Chart.render("everything").one("ConfigMap", "-dashboard-" + name).at("/data").path(name + ".json").asText())
                .isEqualToIgnoringWhitespace(dashboardText(name));
    }

    @Test
    void dashboardsHaveIdsOfTheirOwn() throws IOException {
        Set<String> ids = new HashSet<>();
        for (String name : List.of("service", "tensorflow-serving", "gpu")) {
            ids.add(new ObjectMapper().readTree(dashboardText(name)).path("uid").asText());
        }
        assertThat(ids).hasSize(3);
    }

    private static String dashboardText(String name) throws IOException {
        return Files.readString(Chart.FOLDER.resolve("files/dashboards/" + name + ".json"));
    }

    private static List<JsonNode> alerts(JsonNode groups) {
        List<JsonNode> alerts = Manifests.stream(groups).flatMap(group -> Manifests.stream(group.path("rules")))
                .filter(rule -> rule.has("alert")).toList();
        assertThat(alerts).isNotEmpty();
        return alerts;
    }

    private static String text(Path folder) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Path file : files(folder)) {
            text.append(Files.readString(file));
        }
        return text.toString();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
        }
    }

    private static void promtool(String verb, Path folder, String what) throws Exception {
        List<String> line = new ArrayList<>(List.of("promtool", verb, what));
        files(folder).forEach(file -> line.add(file.toAbsolutePath().toString()));
        Process process = new ProcessBuilder(line).directory(folder.toFile()).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        assertThat(output).contains("SUCCESS");
    }
}
