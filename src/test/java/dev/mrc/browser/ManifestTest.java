package dev.mrc.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Page;

/** Both builds of the extension as the stores get them. */
class ManifestTest {
    private static final Path SOURCE = Path.of("extension/src");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern KEY = Pattern
            .compile("__MSG_([a-zA-Z]+)__|data-(?:text|label|hint)=\"(\\w+)\"|\\btext\\('(\\w+)'");

    @ParameterizedTest
    @ValueSource(strings = { "chrome", "whale" })
    void theManifestIsSoundAndEveryFileItNamesIsThere(String build) throws IOException {
        Path folder = Chromium.unpacked(build);
        JsonNode manifest = JSON.readTree(folder.resolve("manifest.json").toFile());

        assertThat(manifest.path("manifest_version").asInt()).isEqualTo(3);
        assertThat(manifest.path("version").asText()).isEqualTo("0.1.0");
        assertThat(manifest.path("default_locale").asText()).isEqualTo("ko");
        List<String> permissions = new ArrayList<>(List.of("activeTab", "scripting", "storage", "contextMenus"));
        if (build.equals("chrome")) {
            permissions.add("sidePanel");
            assertThat(manifest.at("/side_panel/default_path").asText()).isEqualTo("panel.html");
        } else {
            assertThat(manifest.at("/sidebar_action/default_page").asText()).isEqualTo("panel.html");
            assertThat(manifest.at("/sidebar_action/default_icon/16").asText()).isEqualTo("icons/icon-16.png");
        }
        assertThat(JSON.convertValue(manifest.path("permissions"), List.class)).isEqualTo(permissions);
        assertThat(manifest.has("host_permissions") || manifest.has("content_scripts")).isFalse();
        Pattern.compile("\"([\\w./-]+\\.(?:png|html|js))\"").matcher(manifest.toString()).results()
                .forEach(file -> assertThat(folder.resolve(file.group(1))).isRegularFile());
        try (ZipFile zip = new ZipFile("target/korean-mrc-%s-0.1.0.zip".formatted(build))) {
            assertThat(zip.getEntry("manifest.json")).isNotNull();
            assertThat(zip.getEntry("_locales/ko/messages.json")).isNotNull();
        }
    }

    @Test
    void bothLanguagesHaveTheTextsThatAreUsedAndNoOthers() throws IOException {
        Set<String> korean = keys("ko");
        Set<String> used = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("extension"))) {
            for (Path file : files.filter(path -> path.toString().matches(".*\\.(js|html|json)")).toList()) {
                String text = Files.readString(file);
                KEY.matcher(text).results().forEach(key -> used.add(Stream.of(1, 2, 3).map(key::group)
                        .filter(Objects::nonNull).findFirst().orElseThrow()));
                korean.stream().filter(key -> text.contains("'" + key + "'")).forEach(used::add);
            }
        }
        assertThat(keys("en")).isEqualTo(korean);
        assertThat(used).containsAll(korean);
        assertThat(korean).containsAll(used);
    }

    @Test
    void noCodeComesFromElsewhereAndNoMarkupIsMadeOfTexts() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCE)) {
            for (Path file : files.filter(path -> path.toString().matches(".*\\.(js|html)")).toList()) {
                assertThat(Files.readString(file)).as(file.toString())
                        .doesNotContain("innerHTML", "insertAdjacentHTML", "eval(",
                                "new Function", "src=\"http", "import('http")
                        .doesNotContainPattern("<script(?![^>]*src=)");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "chrome", "whale" })
    void theBrowserWarnsOfNothingBeforeItIsInstalled(String build) throws IOException {
        assumeTrue(Chromium.program().isPresent(), "needs chromium (Debian's package)");
        String manifest = Files.readString(Chromium.unpacked(build).resolve("manifest.json"));
        try (Chromium chromium = Chromium.with("chrome")) {
            Page page = new Extension(chromium).page("options.html");
            Object warnings = page.evaluate("manifest => new Promise(told => "
                    + "chrome.management.getPermissionWarningsByManifest(manifest, told))", manifest);
            Object some = page.evaluate("manifest => new Promise(told => chrome.management.getPermissionWarningsByManifest("
                    + "JSON.stringify({...JSON.parse(manifest), permissions: ['tabs']}), told))", manifest);

            assertThat((List<?>) warnings).isEmpty();
            assertThat((List<?>) some).as("of what it would warn").isNotEmpty();
        }
    }

    private static Set<String> keys(String language) throws IOException {
        Set<String> keys = new TreeSet<>();
        JSON.readTree(SOURCE.resolve("_locales/" + language + "/messages.json").toFile()).fieldNames()
                .forEachRemaining(keys::add);
        return keys;
    }
}
