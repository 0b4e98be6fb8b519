package dev.mrc.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Dockerfiles, read as a builder reads them; runs after the jar is made, because they copy it. */
class DockerfileIT {
    private static final Path DOCKER = Path.of("docker");

    @ParameterizedTest
    @ValueSource(strings = { "Dockerfile.jvm", "Dockerfile.native", "Dockerfile.native-multistage" })
    void theServicesImagesArePinnedAndRunAsNobodySpecial(String file) throws IOException {
        List<String> lines = instructions(file);

        assertThat(lines).filteredOn(line -> line.startsWith("ARG") && line.contains("/"))
                .as("base images, by digest").isNotEmpty().allMatch(line -> line.matches("ARG \\w+=\\S+@sha256:[0-9a-f]{64}"));
        assertThat(last(lines, "USER")).matches("USER [1-9][0-9]*");
        assertThat(last(lines, "ENTRYPOINT")).startsWith("ENTRYPOINT [\"");
        assertThat(last(lines, "EXPOSE")).isEqualTo("EXPOSE 8080 9000");
        assertThat(lines).noneMatch(line -> line.matches("(ADD|HEALTHCHECK|VOLUME) .*"))
                .noneMatch(line -> line.matches("(?i)(ARG|ENV) .*(password|secret|token).*"))
                .noneMatch(line -> line.matches("RUN .*(apt|dnf|microdnf|yum|apk) .*"));
        assertThat(last(lines, "LABEL")).contains("org.opencontainers.image.licenses=\"Apache-2.0\"",
                "org.opencontainers.image.revision=\"${REVISION}\"");
    }

    @Test
    void theModelsImageHoldsTheModelAlone() throws IOException {
        assertThat(instructions("Dockerfile.model")).contains("FROM scratch").noneMatch(line -> line.startsWith("RUN"));
    }

    @Test
    void whatTheJvmImageCopiesIsThereAndPassesTheIgnoreFile() throws IOException {
        List<String> allowed = Files.readAllLines(Path.of(".dockerignore"));
        List<String> sources = instructions("Dockerfile.jvm").stream().filter(line -> line.startsWith("COPY"))
                .map(line -> line.replaceAll("COPY( --\\S+)* (\\S+) \\S+", "$2")).toList();

        assertThat(allowed).contains("*");
        assertThat(sources).hasSize(4).allSatisfy(source -> {
            assertThat(matching(source)).as(source).isNotEmpty();
            assertThat(allowed).anyMatch(line -> line.startsWith("!") && ("/" + source).startsWith(
                    ("/" + line.substring(1)).replaceAll("/+", "/").replaceAll("(/\\*+)+/?$", "")));
        });
    }

    /** Instructions with their continuation lines joined, without comments. */
    private static List<String> instructions(String file) throws IOException {
        List<String> instructions = new ArrayList<>();
        StringBuilder open = new StringBuilder();
        for (String line : Files.readAllLines(DOCKER.resolve(file))) {
            if (line.startsWith("#") || line.isBlank()) {
                continue;
            }
            open.append(line.strip());
            if (line.endsWith("\\")) {
                open.setCharAt(open.length() - 1, ' ');
            } else {
                instructions.add(open.toString());
                open.setLength(0);
            }
        }
        return instructions;
    }

    private static String last(List<String> lines, String instruction) {
        return lines.stream().filter(line -> line.startsWith(instruction + " ")).reduce((first, second) -> second).orElse("");
    }

    private static List<Path> matching(String source) throws IOException {
        Path path = Path.of(source);
        var glob = FileSystems.getDefault().getPathMatcher("glob:" + source.replaceAll("/$", ""));
        try (Stream<Path> files = Files.list(path.getParent())) {
            return files.filter(glob::matches).toList();
        }
    }
}
