package dev.mrc.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * The bill of materials that every build writes, and the notice made from it. After a change of dependencies:
 * {@code ./mvnw verify -Dit.test=ThirdPartyIT -Dthird-party=write}.
 */
class ThirdPartyIT {
    private static final Path SBOM = Path.of("target/korean-mrc-sbom.json");
    private static final Path NOTICE = Path.of("THIRD-PARTY.md");
    /** Each component has to offer one that Apache-2.0 software may be shipped with. */
    private static final Set<String> COMPATIBLE = Set.of("Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "EPL-2.0",
            "MIT", "MIT-0", "UPL-1.0", "GPL-2.0-with-classpath-exception");
    private static final String HEAD = """
            # What others wrote

            The distribution (`target/quarkus-app`) carries these components, under their own licences. The table is made from the
            bill of materials that `./mvnw verify` writes to `target/korean-mrc-sbom.json` (CycloneDX); a test holds the two together.
            Images are built without TensorFlow, JavaCPP and NdArray. Where several licences stand, one may choose.

            | Component | Version | Licence |
            |---|---|---|
            """;

    @Test
    void everythingThatIsShippedIsInTheBillWithAHash() throws IOException {
        Set<String> shipped = Files.readAllLines(Path.of("target/quarkus-app/quarkus-app-dependencies.txt")).stream()
                .map(line -> line.split(":")).map(parts -> parts[0] + ":" + parts[1]).collect(Collectors.toSet());
        Set<String> billed = components().stream().map(ThirdPartyIT::name).collect(Collectors.toSet());

        assertThat(shipped).isNotEmpty();
        assertThat(billed).containsAll(shipped);
        assertThat(components()).allSatisfy(component -> assertThat(component.path("hashes")).isNotEmpty());
    }

    @Test
    void everyLicenceGoesTogetherWithOurs() throws IOException {
        assertThat(components()).allSatisfy(component -> assertThat(licences(component)).as(name(component))
                .anyMatch(COMPATIBLE::contains));
    }

    @Test
    void theNoticeNamesThemAll() throws IOException {
        Set<String> rows = new TreeSet<>();
        for (JsonNode component : components()) {
            rows.add("| %s | %s | %s |\n".formatted(name(component).replaceAll("native-.*", "native-*"),
                    component.path("version").asText(), String.join(", ", licences(component))));
        }
        String notice = HEAD + String.join("", rows);
        if ("write".equals(System.getProperty("third-party"))) {
            Files.writeString(NOTICE, notice);
        }
        assertThat(Files.readString(NOTICE)).isEqualTo(notice);
    }

    private static List<JsonNode> components() throws IOException {
        JsonNode bill = new ObjectMapper().readTree(SBOM.toFile());
        assertThat(bill.path("bomFormat").asText()).isEqualTo("CycloneDX");
        return StreamSupport.stream(bill.path("components").spliterator(), false).toList();
    }

    private static String name(JsonNode component) {
        return component.path("group").asText() + ":" + component.path("name").asText();
    }

    private static List<String> licences(JsonNode component) {
        return component.path("licenses").findValues("license").stream()
                .map(licence -> licence.path("id").asText(licence.path("name").asText())).distinct().toList();
    }
}
