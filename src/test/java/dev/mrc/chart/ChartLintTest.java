package dev.mrc.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;

/** The chart as a package that others install. */
class ChartLintTest {
    private static final int TAR_BLOCK = 512;

    @TempDir
    private Path folder;

    @Test
    void helmsOwnLintFindsNothing() {
        LintResult result = new Helm(Chart.FOLDER).lint().strict().call();

        assertThat(result.isFailed()).as(result.getMessages().toString()).isFalse();
    }

    @Test
    void theChartSaysWhatItIsAndWhereItRuns() throws IOException {
        JsonNode chart = Manifests.YAML.readTree(Chart.FOLDER.resolve("Chart.yaml").toFile());

        assertThat(chart.path("version").asText()).matches("\\d+\\.\\d+\\.\\d+(-[\\w.]+)?");
        assertThat(Files.readString(Path.of("pom.xml"))).as("the service's version")
                .contains("<version>" + chart.path("appVersion").asText() + "-SNAPSHOT</version>");
        assertThat(chart.path("kubeVersion").asText()).isEqualTo(">=1.29.0-0");
        assertThat(chart.path("icon").asText()).startsWith("https://");
        assertThat(chart.at("/annotations").path("artifacthub.io/license").asText()).isEqualTo("Apache-2.0");
    }

    @Test
    void thePackageHoldsWhatAnInstallationNeedsAndNoMore() throws IOException {
        new Helm(Chart.FOLDER).packageIt().withDestination(folder).call();

        Set<String> names = names(folder.resolve("korean-mrc-0.1.0.tgz"));
        assertThat(names).contains("values.schema.json", "README.md", "templates/NOTES.txt", "files/fetch-model.sh",
                "files/rules/alerts.yaml", "files/dashboards/service.json").noneMatch(name -> name.startsWith("ci/"));
        assertThat(names).isSubsetOf(files());
    }

    private static Set<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(Chart.FOLDER)) {
            Set<String> names = new TreeSet<>();
            files.filter(Files::isRegularFile).forEach(file -> names.add(Chart.FOLDER.relativize(file).toString()));
            return names;
        }
    }

    /** Names in a tar.gz, without its top folder. */
    private static Set<String> names(Path archive) throws IOException {
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        try (InputStream in = new GZIPInputStream(new BufferedInputStream(Files.newInputStream(archive)))) {
            in.transferTo(tar);
        }
        byte[] bytes = tar.toByteArray();
        Set<String> names = new TreeSet<>();
        for (int at = 0; at + TAR_BLOCK <= bytes.length && bytes[at] != 0;) {
            String name = new String(bytes, at, 100, StandardCharsets.UTF_8).split("\0", 2)[0];
            int size = Integer.parseInt(new String(bytes, at + 124, 11, StandardCharsets.UTF_8).strip(), 8);
            names.add(name.substring(name.indexOf('/') + 1));
            at += TAR_BLOCK + (size + TAR_BLOCK - 1) / TAR_BLOCK * TAR_BLOCK;
        }
        return names;
    }
}
