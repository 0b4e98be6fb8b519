package dev.mrc.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import com.fasterxml.jackson.databind.JsonNode;

/** Whatever is switched on, on whatever Kubernetes, what the chart renders holds together. */
class RenderMatrixTest {
    private static final List<String> WITH_IMAGE_VOLUMES = List.of("restricted", "everything");

    static Stream<Arguments> matrix() {
        return Chart.variants().stream().flatMap(variant -> Stream.of("1.30.0", "1.33.0", "1.36.0")
                .map(kubernetes -> Arguments.of(variant, kubernetes)));
    }

    @ParameterizedTest
    @MethodSource("matrix")
    void nobodyHasAnythingToComplainOf(String variant, String kubernetes) {
        if (kubernetes.startsWith("1.30") && WITH_IMAGE_VOLUMES.contains(variant)) {
            assertThatThrownBy(() -> Chart.render(Chart.FOLDER, variant, kubernetes))
                    .hasMessageContaining("models.bert.source.type is image, which Kubernetes v1.30.0 does not know");
            return;
        }
        Manifests manifests = Chart.render(Chart.FOLDER, variant, kubernetes);

        assertThat(manifests.objects()).isNotEmpty();
        assertThat(Complaints.about(manifests, kubernetes)).isEmpty();
    }

    /** The promises of the issue this chart was made for, word by word. */
    @Test
    void theDefaultsAreAGpuServerAndAServiceThatCallsIt() {
        Manifests manifests = Chart.render("default");
        JsonNode pod = Manifests.podSpec(manifests.one("Deployment", "-serving"));

        assertThat(pod.path("runtimeClassName").asText()).isEqualTo("nvidia");
        assertThat(pod.at("/containers/0/resources/limits").path("nvidia.com/gpu").asInt()).isEqualTo(1);
        assertThat(pod.at("/tolerations/0/key").asText()).isEqualTo("nvidia.com/gpu");
        assertThat(pod.at("/containers/0/volumeMounts/0/mountPath").asText()).isEqualTo("/models/bert");
        assertThat(pod.at("/containers/0/volumeMounts/0/readOnly").asBoolean()).isTrue();
        assertThat(manifests.one("Deployment", "-serving").at("/spec/strategy/rollingUpdate/maxSurge").asInt()).isZero();
        assertThat(manifests.one("Service", "-serving").at("/spec/ports").findValuesAsText("port")).containsExactly("8501",
                "8500");
        assertThat(manifests.one("Deployment", "-api").toString())
                .contains("{\"name\":\"MRC_SERVING_URL\",\"value\":\"http://mrc-korean-mrc-serving:8501\"}");
    }

    @Test
    void onCpusNothingOfTheGpuIsLeft() {
        JsonNode serving = Chart.render("cpu").one("Deployment", "-serving");

        assertThat(serving.toString()).doesNotContain("nvidia", "gpu", "runtimeClassName", "cuda-cache")
                .contains("CUDA_VISIBLE_DEVICES", "fetch-bert", "tensorflow/serving:2.19.1\"");
        assertThat(serving.at("/spec/strategy/rollingUpdate/maxSurge").asInt()).isEqualTo(1);
    }

    @Test
    void replicasAreSomebodyElsesWhenSomethingScales() {
        assertThat(Chart.with("serving: {autoscaling: {mode: external}}").one("Deployment", "-serving").path("spec")
                .has("replicas")).isFalse();
        assertThat(Chart.with("serving: {autoscaling: {mode: hpa}}").all("HorizontalPodAutoscaler")).hasSize(1);
        assertThat(Chart.render("gpu").one("Deployment", "-api").path("spec").has("replicas")).isFalse();
    }

    @Test
    void whatSleepsWithoutAServerIsWokenByTheQuestionsThatFail() {
        JsonNode triggers = Chart.render("everything").one("ScaledObject", "-serving").at("/spec/triggers");

        assertThat(triggers.findValuesAsText("query")).hasSize(2).last().asString()
                .contains("mrc_questions_total{namespace=\"mrc\",outcome=\"error\"}");
        assertThat(Chart.with("serving: {autoscaling: {mode: keda}}").one("ScaledObject", "-serving").at("/spec/triggers"))
                .hasSize(1);
    }

    @Test
    void aChangeOfModelsRestartsNothingAndAChangeOfBatchingDoes() {
        String before = checksum(Chart.with("{}"));

        assertThat(checksum(Chart.with("models: {bert: {versions: [3, 4], labels: {stable: 3}}}")))
                .isEqualTo(before);
        assertThat(checksum(Chart.with("serving: {batching: {batchTimeoutMicros: 500}}"))).isNotEqualTo(before);
    }

    @Test
    void aNewReleaseOfTheChartRestartsNoGpuPodByItsVersion() {
        assertThat(Manifests.podLabels(Chart.render("default").one("Deployment", "-serving")).toString())
                .doesNotContain("0.1.0");
    }

    @Test
    void settingsBecomeVariablesAndWin() {
        String api = Chart.render("gpu").one("Deployment", "-api").toString();

        assertThat(api).contains("{\"name\":\"MRC_API_RATE_PER_KEY\",\"value\":\"120\"}",
                "{\"name\":\"MRC_API_CONTEXT_CHARS\",\"value\":\"1000000\"}",
                "{\"name\":\"MRC_API_KEYS_FILE\",\"value\":\"/etc/korean-mrc/keys/api-keys.properties\"}");
    }

    @Test
    void longNamesStayShortEnough() {
        assertThat(Complaints.about(Chart.with("nameOverride: a-very-long-name-for-a-chart-that-answers-all-q"),
                Chart.KUBERNETES)).isEmpty();
    }

    private static String checksum(Manifests manifests) {
        return manifests.one("Deployment", "-serving").at("/spec/template/metadata/annotations").path("checksum/server")
                .asText();
    }
}
