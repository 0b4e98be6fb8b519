package dev.mrc.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** What {@code ./mvnw package -Pcluster} makes: the service alone. */
class ClusterBuildIT {
    private static final Path APP = Path.of("target/cluster");
    private static final long MOST_BYTES = 60L << 20;

    @Test
    void carriesNoTensorFlowAndNoWeights() throws IOException {
        assertThat(files("lib")).extracting(file -> file.getFileName().toString())
                .isNotEmpty().noneMatch(name -> name.matches(".*(tensorflow|javacpp|ndarray).*"));
        try (JarFile jar = new JarFile(files("app").get(0).toFile())) {
            assertThat(jar.getEntry("model/vocab.txt")).isNotNull();
            assertThat(jar.getEntry("model/model.safetensors")).isNull();
        }
    }

    @Test
    void itsLayersAreSmall() throws IOException {
        long bytes = 0;
        for (Path file : files("")) {
            bytes += Files.size(file);
        }
        assertThat(bytes).isLessThan(MOST_BYTES);
    }

    @Test
    void withoutAModelServerItSaysWhichSettingIsMissing() throws Exception {
        assertThat(run(List.of())).contains("mrc.serving.url is not set", "MRC_SERVING_URL");
    }

    @Test
    void aToolItLacksIsNamed() throws Exception {
        assertThat(run(List.of("export"))).contains("no command 'export'", "./mvnw package");
    }

    private static String run(List<String> arguments) throws Exception {
        List<String> line = Stream.concat(Stream.of(ProcessHandle.current().info().command().orElseThrow(), "-jar",
                APP.resolve("quarkus-run.jar").toString()), arguments.stream()).toList();
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().putAll(Map.of("QUARKUS_HTTP_PORT", "0", "QUARKUS_MANAGEMENT_PORT", "0"));
        Process process = builder.start();
        try {
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("ends by itself").isTrue();
            assertThat(process.exitValue()).isNotZero();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } finally {
            process.destroyForcibly();
        }
    }

    private static List<Path> files(String folder) throws IOException {
        try (Stream<Path> files = Files.walk(APP.resolve(folder))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
