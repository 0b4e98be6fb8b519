package dev.mrc.chart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import com.marcnuri.helm.DryRun;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;

/** The chart of this repository, rendered by a real Helm without a cluster. */
final class Chart {
    static final Path FOLDER = Path.of("helm/korean-mrc");
    static final String KUBERNETES = "1.33.0";

    private Chart() {
    }

    /** The sets of values in {@code ci/}, by their names: default, gpu, cpu, … */
    static List<String> variants() {
        try (Stream<Path> files = Files.list(FOLDER.resolve("ci"))) {
            return files.map(file -> file.getFileName().toString().replace("-values.yaml", "")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path values(String variant) {
        return FOLDER.resolve("ci/" + variant + "-values.yaml").toAbsolutePath();
    }

    static Manifests render(String variant) {
        return render(FOLDER, variant, KUBERNETES);
    }

    static Manifests render(Path chart, String variant, String kubernetes) {
        return Manifests.of(command(chart, kubernetes).withValuesFile(values(variant)).call());
    }

    /** The defaults with these values, as YAML, over them. @throws IllegalStateException with Helm's words if it refuses */
    static Manifests with(String values) {
        return Manifests.of(command(FOLDER, KUBERNETES).withValuesFile(file(values)).call());
    }

    /** What {@code helm install} says at its end. */
    static String notes(String values) {
        String output = new Helm(FOLDER).install().withName("mrc").withNamespace("mrc").withKubeVersion(KUBERNETES).clientOnly()
                .withDryRunOption(DryRun.CLIENT).withValuesFile(file(values)).call().getOutput();
        return output.substring(output.indexOf("NOTES:"));
    }

    private static TemplateCommand command(Path chart, String kubernetes) {
        return new Helm(chart).template().withName("mrc").withNamespace("mrc").withKubeVersion(kubernetes);
    }

    private static Path file(String values) {
        try {
            Path file = Files.createTempFile(Path.of("target"), "values-", ".yaml").toAbsolutePath();
            file.toFile().deleteOnExit();
            return Files.writeString(file, values);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
