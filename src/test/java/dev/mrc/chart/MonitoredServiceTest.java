package dev.mrc.chart;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.inject.Inject;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

/** A real Prometheus with the chart's rules watches the service and an engine that exports TensorFlow Serving's metrics. */
@QuarkusTest
@TestProfile(MonitoredServiceTest.Watched.class)
class MonitoredServiceTest {
    /** What nothing here exports: GPUs, and TensorFlow Serving's gRPC side. */
    private static final Pattern NOT_HERE = Pattern.compile("DCGM_.*");
    private static final Pattern METRIC = Pattern
            .compile(":tensorflow:[a-z_:]+|\\b(?:mrc|http_server|jvm|process|vertx)_[a-z_]+");
    private static final Map<String, String> QUESTION = Map.of("question", "설계를 맡은 건축가는 누구인가?", "context",
            "건축가 윤서진이 다리의 설계를 맡아 1984년에 공사를 시작했다.");

    /** A service whose model server is a process of its own sort: it can be stopped while Prometheus watches. */
    public static final class Watched implements QuarkusTestProfile {
        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(MonitoredEngine.class));
        }
    }

    @Inject
    @ConfigProperty(name = "quarkus.management.test-port")
    int managementPort;

    @TempDir
    private Path folder;

    @Test
    void allIsWellUntilTheModelServerStopsAndThenTheRightAlertFires() throws Exception {
        assumeTrue(Prometheus.isInstalled(), "needs prometheus (Debian's package)");
        await().atMost(Duration.ofSeconds(30)).until(() -> ask() == 200);
        System.gc(); // its metrics are there from the first collection on
        configure(MonitoredEngine.uri());
        try (Prometheus prometheus = new Prometheus(folder)) {
            await().atMost(Duration.ofSeconds(20)).ignoreExceptions().until(prometheus::isReady);
            await().atMost(Duration.ofSeconds(20)).until(() -> prometheus.query("up == 1").size() == 2);
            for (int i = 0; i < 8; i++) {
                assertThat(ask()).isEqualTo(200);
                Thread.sleep(250);
            }

            assertThat(Manifests.stream(prometheus.data("targets").path("activeTargets"))).hasSize(2)
                    .allMatch(target -> target.path("health").asText().equals("up"));
            assertThat(prometheus.data("rules").findValuesAsText("lastError")).allMatch(String::isEmpty);
            assertThat(unknown(prometheus)).as("metrics of rules and dashboards that nobody exports").isEmpty();
            assertThat(prometheus.firing()).as("on a healthy system").isEmpty();

            MonitoredEngine.kill();
            await().atMost(Duration.ofSeconds(30)).until(() -> prometheus.firing().contains("MrcServingDown"));
            await().atMost(Duration.ofSeconds(30)).until(() -> prometheus.firing().contains("MrcModelUnavailable"));
        }
    }

    private static int ask() {
        return given().contentType("application/json").body(QUESTION).post("/api/v1/answers").statusCode();
    }

    /** The chart's rules, but alerts wait for one second where they wait for minutes, and both scrape every half second. */
    private void configure(URI engine) throws IOException {
        for (String name : new String[] { "recording", "alerts" }) {
            ObjectNode rules = (ObjectNode) Manifests.YAML
                    .readTree(Chart.FOLDER.resolve("files/rules/" + name + ".yaml").toFile());
            rules.path("groups").forEach(group -> {
                ((ObjectNode) group).put("interval", "1s");
                group.path("rules").forEach(rule -> {
                    if (rule.has("for")) {
                        ((ObjectNode) rule).put("for", "1s");
                    }
                });
            });
            Files.writeString(folder.resolve(name + ".yaml"), Manifests.YAML.writeValueAsString(rules));
        }
        Files.writeString(folder.resolve("prometheus.yml"), """
                global: {scrape_interval: 500ms, evaluation_interval: 1s}
                rule_files: [recording.yaml, alerts.yaml]
                scrape_configs:
                  - job_name: service
                    metrics_path: /q/metrics
                    static_configs: [{targets: ["127.0.0.1:%d"], labels: {container: korean-mrc}}]
                  - job_name: serving
                    metrics_path: /monitoring/prometheus/metrics
                    static_configs: [{targets: ["127.0.0.1:%d"], labels: {container: tensorflow-serving}}]
                """.formatted(managementPort, engine.getPort()));
    }

    private static Set<String> unknown(Prometheus prometheus) throws Exception {
        Set<String> exported = new TreeSet<>();
        for (JsonNode name : prometheus.data("label/__name__/values")) {
            exported.add(name.asText());
        }
        Set<String> unknown = new TreeSet<>();
        for (String file : new String[] { "rules/recording.yaml", "rules/alerts.yaml", "dashboards/service.json",
                "dashboards/tensorflow-serving.json" }) {
            for (String expression : expressions(Manifests.YAML.readTree(Chart.FOLDER.resolve("files/" + file).toFile()))) {
                Matcher metric = METRIC.matcher(expression.replaceAll("mrc:[a-z_0-9:]+", ""));
                while (metric.find()) {
                    if (!exported.contains(metric.group()) && !NOT_HERE.matcher(metric.group()).matches()) {
                        unknown.add(metric.group());
                    }
                }
            }
        }
        return unknown;
    }

    private static Set<String> expressions(JsonNode file) {
        return new TreeSet<>(file.findValuesAsText("expr"));
    }
}
