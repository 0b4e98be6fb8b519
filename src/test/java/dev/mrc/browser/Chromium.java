package dev.mrc.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchPersistentContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;

/** Debian's Chromium without a window; with the extension, as the build unpacks it, if it is wanted. */
final class Chromium implements AutoCloseable {
    private static final Path SCREENSHOTS = Path.of("target/screenshots");

    private final Path profile;
    private final Path extension;
    private final Playwright playwright;
    private final BrowserContext context;

    private Chromium(Path folder) {
        try {
            profile = Files.createTempDirectory("chromium-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        playwright = Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        List<String> flags = new ArrayList<>(List.of("--no-sandbox", "--disable-gpu"));
        extension = folder == null ? null : folder.toAbsolutePath().normalize();
        if (extension != null) {
            flags.add("--disable-extensions-except=" + extension);
            flags.add("--load-extension=" + extension);
        }
        context = playwright.chromium().launchPersistentContext(profile, new LaunchPersistentContextOptions()
                .setExecutablePath(program().orElseThrow()).setHeadless(true).setLocale("ko-KR").setArgs(flags)
                .setIgnoreDefaultArgs(List.of("--disable-extensions")).setViewportSize(900, 700));
        context.setDefaultTimeout(15_000);
    }

    static Chromium plain() {
        return new Chromium(null);
    }

    /** With the extension of one build, which for the test may read pages of this machine without a user's gesture. */
    static Chromium with(String build) {
        Path extension = Path.of("target/extension-under-test", build);
        try (Stream<Path> files = Files.walk(unpacked(build))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = extension.resolve(unpacked(build).relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.write(target, Files.readAllBytes(file));
            }
            ObjectMapper json = new ObjectMapper();
            ObjectNode manifest = (ObjectNode) json.readTree(extension.resolve("manifest.json").toFile());
            manifest.putArray("host_permissions").add("http://127.0.0.1/*").add("http://localhost/*");
            json.writeValue(extension.resolve("manifest.json").toFile(), manifest);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Chromium(extension);
    }

    static Path unpacked(String build) {
        return Path.of("target", "korean-mrc-%s-0.1.0".formatted(build));
    }

    static Optional<Path> program() {
        return Stream.of("chromium", "chromium-browser").flatMap(name -> Stream.of(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, name))).filter(Files::isExecutable).findFirst();
    }

    /** The folder of the extension that is loaded. */
    Path extension() {
        return extension;
    }

    BrowserContext context() {
        return context;
    }

    Page open(String url) {
        Page page = context.newPage();
        page.navigate(url);
        return page;
    }

    /** The browser ends with its last page, so one stays. */
    void closeAllButOne() {
        List<Page> pages = context.pages();
        pages.subList(1, pages.size()).forEach(Page::close);
    }

    static void shoot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")));
    }

    @Override
    public void close() {
        context.close();
        playwright.close();
        try (Stream<Path> files = Files.walk(profile)) {
            files.sorted((a, b) -> b.compareTo(a)).forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
