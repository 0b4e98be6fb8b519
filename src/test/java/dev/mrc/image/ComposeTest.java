package dev.mrc.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

import dev.mrc.serving.engine.BatchingSettings;
import dev.mrc.serving.engine.Monitoring;

/** One GPU host by Compose: closed, hardened, and the same model server as the chart's. */
class ComposeTest {
    private static final Path DOCKER = Path.of("docker");
    /** NVIDIA's exporter reads counters that only an administrator may read; it runs in a profile of its own. */
    private static final String GPU_METRICS = "dcgm-exporter";
    private static final Path CHART = Path.of("helm/korean-mrc");

    @Test
    void onlyTheServicesPortLeavesTheHostsLoopback() throws IOException {
        JsonNode services = compose("compose.yaml").path("services");

        services.properties().forEach(service -> {
            String ports = service.getValue().path("ports").toString();
            assertThat(ports).as(service.getKey()).doesNotContain("8500", "8501", "0.0.0.0");
            assertThat(service.getValue().has("ports")).as(service.getKey()).isEqualTo(service.getKey().equals("api"));
        });
        assertThat(services.at("/api/ports/0").asText()).isEqualTo("${BIND:-127.0.0.1}:${PORT:-8080}:8080");
    }

    @Test
    void everyContainerIsHardened() throws IOException {
        compose("compose.yaml").path("services").properties().stream().filter(service -> !GPU_METRICS.equals(service.getKey()))
                .forEach(service -> {
                    JsonNode settings = service.getValue();
                    assertThat(settings.path("read_only").asBoolean()).as(service.getKey()).isTrue();
                    assertThat(settings.at("/cap_drop/0").asText()).as(service.getKey()).isEqualTo("ALL");
                    assertThat(settings.at("/security_opt/0").asText()).as(service.getKey())
                            .isEqualTo("no-new-privileges:true");
                });
    }

    @Test
    void theModelServerHasAGpuAnInitAndTheChartsImageFlagsAndBatching() throws IOException {
        JsonNode serving = compose("compose.yaml").at("/services/serving");
        JsonNode values = new YAMLMapper().readTree(CHART.resolve("values.yaml").toFile()).path("serving");
        JsonNode device = serving.at("/deploy/resources/reservations/devices/0");

        assertThat(device.path("driver").asText()).isEqualTo("nvidia");
        assertThat(device.at("/capabilities/0").asText()).isEqualTo("gpu");
        assertThat(serving.path("init").asBoolean()).as("or SIGTERM is ignored").isTrue();
        assertThat(serving.path("image").asText()).contains("%s:%s%s".formatted(values.at("/image/repository").asText(),
                values.at("/image/tag").asText(), values.at("/image/gpuTagSuffix").asText()));
        assertThat(serving.path("command").toString()).contains("--enable_profiler=false",
                "--max_num_load_retries=" + values.at("/load/maxRetries").asText(),
                "--load_retry_interval_micros=" + values.at("/load/retryIntervalMicros").asText());

        BatchingSettings batching = BatchingSettings.read(DOCKER.resolve("tf-serving/batching.config"));
        assertThat(batching.maxBatchSize()).isEqualTo(values.at("/batching/maxBatchSize").asInt());
        assertThat(batching.timeoutMicros()).isEqualTo(values.at("/batching/batchTimeoutMicros").asLong());
        assertThat(batching.allowedSizes()).map(Object::toString)
                .isEqualTo(new ObjectMapper().convertValue(values.at("/batching/allowedBatchSizes"), List.class).stream()
                        .map(Object::toString).toList());
        assertThat(Monitoring.read(DOCKER.resolve("tf-serving/monitoring.config")).path()).hasValue(Monitoring.DEFAULT_PATH);
    }

    @Test
    void rulesAndDashboardsAreTheChartsOwnFiles() throws IOException {
        assertThat(compose("compose.yaml").at("/services/prometheus/volumes").toString())
                .contains("../helm/korean-mrc/files/rules:");
        assertThat(Files.readString(DOCKER.resolve("compose.yaml"))).contains("../helm/korean-mrc/files/dashboards:");
    }

    @Test
    void everyVariableIsExplainedInTheExampleOfEnv() throws IOException {
        String example = Files.readString(DOCKER.resolve(".env.example"));
        Set<String> used = new TreeSet<>();
        for (String file : List.of("compose.yaml", "compose.cpu.yaml", "compose.keys.yaml", "compose.grafana.yaml")) {
            Matcher variable = Pattern.compile("(?<!\\$)\\$\\{([A-Z_]+)").matcher(Files.readString(DOCKER.resolve(file)));
            while (variable.find()) {
                used.add(variable.group(1));
            }
        }
        assertThat(used).contains("MODEL_DIR").allMatch(name -> example.contains(name + "="));
    }

    @Test
    void withoutAGpuTheReservationIsGoneAndThePlainImageRuns() throws IOException {
        String cpu = Files.readString(DOCKER.resolve("compose.cpu.yaml"));

        assertThat(cpu).contains("!reset", "CUDA_VISIBLE_DEVICES", "tensorflow/serving:2.19.1").doesNotContain("-gpu");
    }

    /** With anchors and merges resolved, which Jackson's reader leaves alone. */
    private static JsonNode compose(String file) throws IOException {
        Map<String, Object> merged = new Yaml().load(Files.readString(DOCKER.resolve(file)));
        return new ObjectMapper().valueToTree(merged);
    }
}
