package dev.mrc.browser;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;

import com.microsoft.playwright.Page;

/** The extension in a browser: its pages, its settings, and what it painted on a page. */
final class Extension {
    private static final String PAINTED = "name => [document, ...[...document.querySelectorAll('iframe')].map(f => f.contentDocument)]"
            + ".flatMap(d => [...(d.defaultView.CSS.highlights.get(name) ?? [])].map(String)).join('')";

    private final Chromium chromium;
    private final String origin;

    Extension(Chromium chromium) {
        this.chromium = chromium;
        this.origin = "chrome-extension://" + id(chromium.extension());
    }

    /** Chromium's id of an unpacked extension: the first half of its path's SHA-256, with the letters a to p for digits. */
    private static String id(Path folder) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(folder.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, hash.length / 2).chars()
                    .mapToObj(digit -> String.valueOf((char) ('a' + Character.digit(digit, 16)))).collect(Collectors.joining());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    Page page(String name) {
        return chromium.open(origin + "/" + name);
    }

    /** Settings as the options page would save them. */
    void set(Map<String, Object> settings) {
        inside().evaluate("settings => chrome.storage.local.set(settings)", settings);
    }

    /** The panel for a page that is open in a tab. */
    Panel panel(Page page) {
        Object tab = inside().evaluate("url => chrome.tabs.query({url}).then(tabs => tabs.at(-1).id)",
                page.url().replaceAll("#.*", ""));
        Page panel = chromium.context().newPage();
        panel.setViewportSize(390, 700);
        panel.navigate(origin + "/panel.html?tab=" + tab);
        panel.waitForFunction("() => document.activeElement?.id === 'question'");
        return new Panel(panel);
    }

    /** The browser's first page, kept inside the extension: from there its browser's interfaces can be called. */
    private Page inside() {
        Page first = chromium.context().pages().get(0);
        if (!first.url().startsWith(origin)) {
            first.navigate(origin + "/options.html");
        }
        return first;
    }

    /** The texts of all that is painted under a name, one after the other. */
    static String painted(Page page, String name) {
        return (String) page.evaluate(PAINTED, name);
    }
}
