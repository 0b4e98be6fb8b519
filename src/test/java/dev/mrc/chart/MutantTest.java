package dev.mrc.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The checks of {@link RenderMatrixTest} see each of these faults, which charts of others have had. */
class MutantTest {
    private static final Manifests HEALTHY = Chart.render("everything");

    enum Mutant {
        MISSPELT_CONTAINER_FIELD(manifests -> container(manifests).set("imagePulPolicy", text("Always"))),
        MISSPELT_POD_FIELD(manifests -> pod(manifests).put("runtimeClasName", "nvidia")),
        REPLICAS_IN_WORDS(manifests -> spec(manifests, "Deployment", "-api-canary").put("replicas", "two")),
        NO_SELECTOR(manifests -> spec(manifests, "Deployment", "-serving").remove("selector")),
        VARIABLE_IS_A_NUMBER(manifests -> ((ObjectNode) container(manifests).at("/env/0")).put("value", 1)),
        UNKNOWN_PULL_POLICY(manifests -> container(manifests).put("imagePullPolicy", "Sometimes")),
        SELECTOR_OF_OTHER_PODS(manifests -> ((ObjectNode) spec(manifests, "Deployment", "-serving").at("/selector/matchLabels"))
                .put("app.kubernetes.io/component", "api")),
        HALF_A_GPU(manifests -> ((ObjectNode) container(manifests).at("/resources/limits")).put("nvidia.com/mig-1g.10gb", 0.5)),
        MOUNT_WITHOUT_VOLUME(manifests -> ((ObjectNode) container(manifests).at("/volumeMounts/0")).put("name", "nowhere")),
        LONG_PORT_NAME(manifests -> ((ObjectNode) container(manifests).at("/ports/0")).put("name", "a-very-long-port-name")),
        BUDGET_WITH_BOTH(manifests -> spec(manifests, "PodDisruptionBudget", "-serving").put("minAvailable", 1)),
        NEITHER_SURGE_NOR_UNAVAILABLE(manifests -> ((ObjectNode) spec(manifests, "Deployment", "-serving")
                .at("/strategy/rollingUpdate")).put("maxUnavailable", 0)),
        MISSPELT_ALERT(manifests -> rename((ObjectNode) spec(manifests, "PrometheusRule", "").at("/groups/0/rules/0"), "expr",
                "exprr")),
        MISSPELT_MONITOR_PORT(manifests -> rename((ObjectNode) spec(manifests, "PodMonitor", "-serving")
                .at("/podMetricsEndpoints/0"), "port", "portt")),
        MISSPELT_BACKENDS(manifests -> rename((ObjectNode) spec(manifests, "HTTPRoute", "-api").at("/rules/0"), "backendRefs",
                "backendRef")),
        // Found while the chart was written, and by others' users.
        SURGE_WITH_A_GPU(manifests -> ((ObjectNode) spec(manifests, "Deployment", "-serving").at("/strategy/rollingUpdate"))
                .put("maxSurge", 1)),
        REPLICAS_BESIDE_A_SCALER(manifests -> spec(manifests, "Deployment", "-serving").put("replicas", 1)),
        HEALTH_SERVICE_OFF(manifests -> container(manifests).putArray("args")),
        SERVICE_LINKS(manifests -> pod(manifests).remove("enableServiceLinks")),
        VERSION_IN_THE_SELECTOR(manifests -> ((ObjectNode) spec(manifests, "Deployment", "-serving")
                .at("/selector/matchLabels")).put("app.kubernetes.io/version", "0.1.0")),
        SERVICE_OF_TEST_PODS(manifests -> ((ObjectNode) spec(manifests, "Service", "-serving").path("selector"))
                .remove("app.kubernetes.io/component")),
        FLOATING_IMAGE(manifests -> container(manifests).put("image", "tensorflow/serving:latest"));

        private final Consumer<Manifests> change;

        Mutant(Consumer<Manifests> change) {
            this.change = change;
        }
    }

    @Test
    void theHealthyChartHasNoComplaints() {
        assertThat(Complaints.about(HEALTHY, Chart.KUBERNETES)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void everyMutantIsComplainedOf(Mutant mutant) {
        Manifests manifests = HEALTHY.copy();
        mutant.change.accept(manifests);

        assertThat(Complaints.about(manifests, Chart.KUBERNETES)).isNotEmpty();
    }

    @Test
    void anImageVolumeOnAnOldKubernetesIsComplainedOf() {
        assertThat(Complaints.about(HEALTHY, "1.30.0")).isNotEmpty().allMatch(what -> what.contains("mounts an image"));
    }

    private static ObjectNode spec(Manifests manifests, String kind, String suffix) {
        return (ObjectNode) manifests.one(kind, suffix).path("spec");
    }

    private static ObjectNode pod(Manifests manifests) {
        return (ObjectNode) Manifests.podSpec(manifests.one("Deployment", "-serving"));
    }

    private static ObjectNode container(Manifests manifests) {
        return (ObjectNode) pod(manifests).at("/containers/0");
    }

    private static JsonNode text(String text) {
        return Manifests.YAML.getNodeFactory().textNode(text);
    }

    private static void rename(ObjectNode object, String from, String to) {
        object.set(to, object.remove(from));
    }
}
