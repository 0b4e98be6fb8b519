package dev.mrc.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The pods of {@code helm test}, which {@code helm template} leaves out, and what the user reads after an installation. */
class HooksAndNotesTest {
    @TempDir
    private Path folder;

    static List<String> variants() {
        return Chart.variants();
    }

    @ParameterizedTest
    @MethodSource("variants")
    void testPodsAreAsSoundAsTheOthers(String variant) throws IOException {
        Manifests manifests = withHooks(variant);
        List<ObjectNode> pods = manifests.all("Pod");

        assertThat(pods).hasSize(2);
        assertThat(Complaints.about(manifests, Chart.KUBERNETES)).isEmpty();
        pods.forEach(pod -> assertThat(Manifests.podSpec(pod).at("/containers/0/args")).as("text, whatever it looks like")
                .allMatch(JsonNode::isTextual));
    }

    @Test
    void theQuestionOfTheTestGoesToTheServiceAndTheSignaturesToTheModel() throws IOException {
        Manifests manifests = withHooks("default");

        assertThat(script(manifests, "-test-api")).contains("http://mrc-korean-mrc-api:80/api/v1/answers", "\"answered\":true");
        assertThat(script(manifests, "-test-model")).contains("http://mrc-korean-mrc-serving:8501/v1/models/bert/metadata");
        assertThat(script(withHooks("gpu"), "-test-api")).contains("[ \"$code\" = 401 ]");
        assertThat(script(withHooks("external"), "-test-model")).contains("http://gpu-host.example.org:8501/v1/models/bert");
    }

    @Test
    void theNotesNameTheNextCommandAndWhatIsOpen() {
        assertThat(Chart.notes("{}")).contains("kubectl -n mrc port-forward service/mrc-korean-mrc-api 8080:80",
                "helm test -n mrc mrc --logs", "until the claim korean-mrc-models exists", "WARNING: no API key is asked for",
                "api.image.registry is empty").doesNotContain("X-API-Key");
        assertThat(Chart.notes("api: {image: {registry: a.b}, auth: {enabled: true, existingSecret: keys}}"))
                .contains("-H \"X-API-Key: $KEY\"").doesNotContain("WARNING", "api.image.registry");
        assertThat(Chart.notes("serving: {accelerator: {type: cpu}, autoscaling: {mode: external}}"))
                .contains("the model runs on CPUs", "scale deployment/mrc-korean-mrc-serving yourself");
        assertThat(Chart.notes("serving: {enabled: false, external: {url: 'http://gpu:8501'}}")).doesNotContain("claim",
                "loading");
    }

    private static String script(Manifests manifests, String pod) {
        return Manifests.podSpec(manifests.one("Pod", pod)).at("/containers/0/args/0").asText();
    }

    /** The chart with its hooks turned into ordinary objects. */
    private Manifests withHooks(String variant) throws IOException {
        Path copy = folder.resolve(variant);
        try (Stream<Path> files = Files.walk(Chart.FOLDER)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = copy.resolve(Chart.FOLDER.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
        Path template = copy.resolve("templates/tests/_pod.tpl");
        Files.writeString(template, Files.readString(template).replace("helm.sh/hook", "example.org/was-hook"));
        return Chart.render(copy, variant, Chart.KUBERNETES);
    }
}
