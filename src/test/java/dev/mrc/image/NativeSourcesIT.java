package dev.mrc.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** What {@code -Dnative -Dquarkus.native.sources-only=true} hands to the native compiler, which machines like CI's lack. */
class NativeSourcesIT {
    private static final Path SOURCES = Path.of("target/native-sources");
    private static final Path RUNNER = SOURCES.resolve("korean-mrc-runner.jar");
    private static final Path CLASSES = Path.of("target/classes");

    @Test
    void nothingThatNeedsTensorFlowIsReachable() throws IOException {
        try (Stream<Path> jars = Files.list(SOURCES.resolve("lib"))) {
            assertThat(jars.map(jar -> jar.getFileName().toString()))
                    .noneMatch(name -> name.matches(".*(tensorflow|javacpp|ndarray).*"));
        }
        Map<String, List<String>> uses = uses();
        assertThat(reachable(uses, "dev.mrc.cli.ServiceMain")).as("what this test looks for, does it find it?")
                .contains("dev.mrc.reading.Reader", "dev.mrc.serving.client.ServingTarget")
                .noneMatch(name -> name.startsWith("org.tensorflow") || name.startsWith("dev.mrc.model."));
        assertThat(reachable(uses, "dev.mrc.cli.ExportCommand")).anyMatch(name -> name.startsWith("org.tensorflow"));
    }

    @Test
    void everyRecordThatJsonIsMadeOfIsRegistered() throws IOException {
        List<String> registered = new ArrayList<>();
        for (JsonNode type : json("META-INF/native-image/reflect-config.json")) {
            if (type.path("allDeclaredConstructors").asBoolean()) {
                registered.add(type.path("name").asText());
            }
        }
        assertThat(registered).containsAll(jsonRecords());
    }

    @Test
    void textsAndTablesAreTakenAlong() throws IOException {
        assertThat(json("META-INF/native-image/dev.mrc/korean-mrc/resource-config.json").at("/bundles/0/name").asText())
                .isEqualTo("dev.mrc.api.Messages");
        assertThat(json("META-INF/native-image/resource-config.json").toString()).contains("vocab", "characters");
        assertThat(Files.readString(SOURCES.resolve("native-image.args"))).contains("-H:IncludeLocales=", "ko");
    }

    /** Records of the packages whose records are JSON, without those that only travel inside the service. */
    private static List<String> jsonRecords() throws IOException {
        Set<String> inside = Set.of("dev.mrc.api.RequestTrace", "dev.mrc.api.ApiKeys", "dev.mrc.api.Door$Visitor",
                "dev.mrc.serving.ServingAddress");
        List<String> records = new ArrayList<>();
        for (String folder : List.of("dev/mrc/api", "dev/mrc/serving")) {
            try (Stream<Path> files = Files.list(CLASSES.resolve(folder))) {
                files.map(file -> folder.replace('/', '.') + "." + file.getFileName().toString().replace(".class", ""))
                        .filter(name -> !inside.contains(name)).filter(NativeSourcesIT::isRecord).forEach(records::add);
            }
        }
        records.add("dev.mrc.reading.ModelDescription");
        records.add("dev.mrc.reading.ModelDescription$Measured");
        assertThat(records).contains("dev.mrc.api.AnswerResponse$Found", "dev.mrc.serving.ModelStatus$Version");
        return records;
    }

    private static boolean isRecord(String name) {
        try {
            return Class.forName(name, false, NativeSourcesIT.class.getClassLoader()).isRecord();
        } catch (ClassNotFoundException e) {
            return false; // a folder, or package-info
        }
    }

    private static JsonNode json(String entry) throws IOException {
        try (JarFile jar = new JarFile(RUNNER.toFile()); InputStream in = jar.getInputStream(jar.getEntry(entry))) {
            return new ObjectMapper().readTree(in);
        }
    }

    /** Class to the classes it names, for all classes of the runner, by {@code jdeps}. */
    private static Map<String, List<String>> uses() {
        StringWriter out = new StringWriter();
        int status = ToolProvider.findFirst("jdeps").orElseThrow().run(new PrintWriter(out), new PrintWriter(out),
                "--multi-release", "17", "--ignore-missing-deps", "-verbose:class", "-filter:none", RUNNER.toString());
        assertThat(status).as(out.toString()).isZero();
        Map<String, List<String>> uses = new HashMap<>();
        for (String line : out.toString().split("\n")) {
            String[] words = line.strip().split("\\s+");
            if (line.startsWith("   ") && words[1].equals("->")) {
                uses.computeIfAbsent(words[0], name -> new ArrayList<>()).add(words[2]);
            }
        }
        return uses;
    }

    /** From an entry, and from all that Quarkus generated: beans, resources, start-up. */
    private static Set<String> reachable(Map<String, List<String>> uses, String entry) {
        Set<String> seen = new HashSet<>();
        Deque<String> next = new ArrayDeque<>(List.of(entry));
        uses.keySet().stream().filter(name -> name.startsWith("io.quarkus.")).forEach(next::add);
        while (!next.isEmpty()) {
            String name = next.pop();
            if (seen.add(name)) {
                next.addAll(uses.getOrDefault(name, List.of()));
            }
        }
        return seen;
    }
}
