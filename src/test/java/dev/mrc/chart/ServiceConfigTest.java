package dev.mrc.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.fasterxml.jackson.databind.JsonNode;

/** What the chart tells the service and TensorFlow Serving is what they listen to. */
class ServiceConfigTest {
    /** Flags of tensorflow_model_server 2.19, as its {@code main.cc} declares them; those a chart has reason to set. */
    private static final Set<String> FLAGS = Set.of("port", "rest_api_port", "rest_api_num_threads", "rest_api_timeout_in_ms",
            "enable_batching", "batching_parameters_file", "model_config_file", "model_config_file_poll_wait_seconds",
            "max_num_load_retries", "load_retry_interval_micros", "file_system_poll_wait_seconds", "num_load_threads",
            "num_unload_threads", "tensorflow_session_parallelism", "tensorflow_intra_op_parallelism",
            "tensorflow_inter_op_parallelism", "monitoring_config_file", "per_process_gpu_memory_fraction",
            "enable_model_warmup",
            "num_request_iterations_for_warmup", "allow_version_labels_for_unavailable_models", "enable_profiler",
            "enable_grpc_healthcheck_service", "mixed_precision", "xla_gpu_compilation_enabled", "grpc_max_threads");
    private static final Set<String> NOT_SETTINGS = Set.of("JDK_JAVA_OPTIONS", "TZ");

    static List<String> variants() {
        return Chart.variants();
    }

    @ParameterizedTest
    @MethodSource("variants")
    void everyVariableIsASettingOfTheService(String variant) throws IOException {
        Set<String> known = settings();
        for (JsonNode container : Manifests.containers(Chart.render(variant).one("Deployment", "-api"))) {
            if (container.path("name").asText().equals("korean-mrc")) {
                Set<String> set = Manifests.stream(container.path("env")).map(variable -> variable.path("name").asText())
                        .filter(name -> !NOT_SETTINGS.contains(name)).collect(Collectors.toSet());
                assertThat(known).containsAll(set);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("variants")
    void everyFlagIsOneOfTensorFlowServing(String variant) {
        Chart.render(variant).all("Deployment").stream().filter(deployment -> Manifests.name(deployment).endsWith("-serving"))
                .flatMap(deployment -> Manifests.stream(Manifests.podSpec(deployment).at("/containers/0/args")))
                .forEach(flag -> assertThat(FLAGS).contains(flag.asText().replaceAll("^--([a-z_]+)=.*$", "$1")));
    }

    @Test
    void portsAreThoseTheServiceIsBuiltWith() throws IOException {
        Properties built = new Properties();
        try (var file = Files.newBufferedReader(Path.of("src/main/resources/application.properties"))) {
            built.load(file);
        }
        JsonNode container = Manifests.podSpec(Chart.render("default").one("Deployment", "-api")).at("/containers/0");

        assertThat(container.path("ports").findValuesAsText("containerPort"))
                .containsExactly(built.getProperty("quarkus.http.port"), built.getProperty("quarkus.management.port"));
        assertThat(container.at("/readinessProbe/httpGet/port").asText()).isEqualTo("management");
    }

    /** docs/configuration.md, which a test holds against the code, and Quarkus' own that the chart uses. */
    private static Set<String> settings() throws IOException {
        Set<String> names = Files.readAllLines(Path.of("docs/configuration.md")).stream()
                .filter(line -> line.startsWith("| `")).map(line -> line.split("`")[1]).collect(Collectors.toSet());
        names.addAll(List.of("quarkus.shutdown.delay", "quarkus.shutdown.timeout", "quarkus.otel.sdk.disabled",
                "quarkus.otel.exporter.otlp.endpoint", "quarkus.otel.traces.sampler.arg"));
        return names.stream().map(name -> name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase()).collect(Collectors.toSet());
    }
}
