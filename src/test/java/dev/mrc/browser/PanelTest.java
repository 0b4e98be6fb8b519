package dev.mrc.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ForcedColors;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;

/** The panel and the options as a user handles them. */
@QuarkusTest
class PanelTest {
    private static final String ARCHITECT = "설계를 맡은 건축가는 누구인가요?";
    private static Chromium chromium;
    private static Extension extension;
    private static FixtureServer fixtures;
    private Page page;

    @BeforeEach
    void start() throws IOException {
        assumeTrue(Chromium.program().isPresent(), "needs chromium (Debian's package)");
        if (chromium == null) {
            chromium = Chromium.with("chrome");
            extension = new Extension(chromium);
            fixtures = new FixtureServer();
            Service.awaitModel();
        }
        extension.set(Map.of("endpoint", endpoint(), "seen", true, "language", "ko", "history", false, "key", ""));
        page = chromium.open(fixtures.url("article"));
    }

    @AfterEach
    void closePages() {
        chromium.closeAllButOne();
    }

    @AfterAll
    static void end() {
        if (chromium != null) {
            chromium.close();
            fixtures.close();
        }
    }

    private static String endpoint() {
        return "http://localhost:" + RestAssured.port;
    }

    @Test
    void atFirstItSaysWhatIsSentAndWhere() {
        extension.set(Map.of("seen", false));
        Panel panel = extension.panel(page).until("first");

        assertThat(panel.at("#first-text").textContent()).contains(endpoint(), "물어보기 전에는 아무것도 보내지 않습니다");
        Chromium.shoot(panel.page(), "state-first");
        panel.at("#first-ok").click();
        panel.until("idle");
        assertThat(panel.at("#first").isVisible()).isFalse();
    }

    @Test
    void enterThatEndsASyllableDoesNotAsk() {
        Panel panel = extension.panel(page);
        panel.at("#question").fill("설계를 맡은 건축가는");
        panel.page().evaluate("() => document.getElementById('question').dispatchEvent("
                + "new KeyboardEvent('keydown', {key: 'Enter', isComposing: true, bubbles: true, cancelable: true}))");
        panel.page().evaluate("() => document.getElementById('question').dispatchEvent("
                + "new KeyboardEvent('keydown', {key: 'Enter', keyCode: 229, bubbles: true, cancelable: true}))");
        assertThat(panel.state()).isEqualTo("idle");

        panel.at("#question").press("Enter");
        assertThat(panel.settled().state()).isIn("answered", "low", "none");
    }

    @Test
    void keysAloneAskStepCopyAndClear() {
        chromium.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
        Panel panel = extension.panel(page);
        panel.page().keyboard().insertText(ARCHITECT);
        panel.page().keyboard().press("Enter");
        panel.settled();
        for (int i = 0; i < 12 && !focused(panel).contains("copy"); i++) {
            panel.page().keyboard().press("Tab");
        }
        panel.page().keyboard().press("Enter");
        panel.page().waitForFunction("() => document.getElementById('status').textContent.includes('복사했습니다')");
        assertThat(panel.page().evaluate("() => navigator.clipboard.readText()")).isEqualTo("윤서진");

        panel.page().keyboard().press("Escape");
        panel.until("idle");
        assertThat(Extension.painted(page, "mrc-answer")).isEmpty();
        assertThat(panel.at("#question").inputValue()).isEmpty();
    }

    @Test
    void earlierQuestionsComeBackByTheArrows() {
        Panel panel = extension.panel(page).ask(ARCHITECT).ask("마지막 뱃사공은 누구였나요?");
        panel.at("#question").press("ArrowUp");
        panel.at("#question").press("ArrowUp");
        assertThat(panel.at("#question").inputValue()).isEqualTo(ARCHITECT);
        panel.at("#question").press("ArrowDown");
        assertThat(panel.at("#question").inputValue()).isEqualTo("마지막 뱃사공은 누구였나요?");
    }

    @Test
    void whatThePageDoesNotSayIsSaidAndTheBestGuessWaitsBehindADisclosure() {
        Panel panel = extension.panel(page).ask("화성의 대기에서 가장 많은 기체는 무엇인가요?").until("none");
        Chromium.shoot(panel.page(), "state-none");

        assertThat(panel.status()).contains("찾지 못했습니다");
        panel.at("#guess summary").click();
        panel.page().waitForFunction("() => { const said = document.getElementById('guess-text').textContent;"
                + " return said && !said.includes('읽는 중'); }");
        assertThat(panel.at("#guess-text").textContent()).isNotBlank();
    }

    @Test
    void anEmptyPageOffersToPasteText() {
        page.navigate(fixtures.url("empty"));
        Panel panel = extension.panel(page).ask(ARCHITECT).until("unreadable");
        Chromium.shoot(panel.page(), "state-unreadable");
        assertThat(panel.status()).contains("읽을 글이 없습니다");

        panel.at("#paste").fill("달빛다리는 건축가 윤서진이 설계를 맡아 1984년에 공사를 시작했다.");
        assertThat(panel.ask(ARCHITECT).answer()).isEqualTo("윤서진");
    }

    @Test
    void aLongPageTellsHowFarItIsAndCanBeCancelled() {
        page.navigate(fixtures.url("large"));
        Panel panel = extension.panel(page);
        panel.at("#question").fill(ARCHITECT);
        panel.at("#question").press("Enter");
        panel.page()
                .waitForFunction("() => /긴 글을 읽는 중입니다 \\(\\d+\\/\\d+\\)/.test(document.getElementById('status').textContent)");
        Chromium.shoot(panel.page(), "state-loading");
        panel.at("#cancel").click();
        panel.until("idle");
        assertThat(panel.at("[data-answer]").count()).isZero();
    }

    @Test
    void whenNobodyListensOrTheNetworkIsGoneItSaysSoAndTriesAgain() {
        extension.set(Map.of("endpoint", "http://localhost:9"));
        Panel panel = extension.panel(page).ask(ARCHITECT).until("offline");
        Chromium.shoot(panel.page(), "state-offline");
        assertThat(panel.status()).contains("http://localhost:9", "연결할 수 없습니다");

        extension.set(Map.of("endpoint", endpoint()));
        panel.page().bringToFront();
        panel.at("#retry").click();
        assertThat(panel.settled().answer()).isEqualTo("윤서진");

        chromium.context().setOffline(true);
        try {
            assertThat(panel.ask("공사를 시작한 때는 언제인가요?").until("offline").status()).contains("인터넷에 연결되어 있지 않아");
        } finally {
            chromium.context().setOffline(false);
        }
    }

    @Test
    void optionsAreKeptTestedAndReset() {
        Page options = extension.page("options.html");
        options.locator("#endpoint").fill("http://example.org");
        options.locator("#endpoint").blur();
        assertThat(options.locator("#endpoint-error").textContent()).contains("쓸 수 없는 주소");
        options.locator("#endpoint").fill(endpoint() + "/");
        options.locator("#endpoint").blur();
        options.locator("#key").fill("a-secret");
        options.locator("#key").blur();
        options.locator("#test").click();
        options.waitForFunction("() => document.getElementById('test-result').textContent.includes('연결되었습니다')");
        assertThat(options.locator("#test-result").textContent()).contains("서울");
        Chromium.shoot(options, "options");
        assertThat(stored(options)).containsEntry("endpoint", endpoint()).containsEntry("key", "a-secret");

        options.locator("#delete-key").click();
        options.locator("#language").selectOption("en");
        options.waitForFunction("() => document.documentElement.lang === 'en'");
        assertThat(options.locator("#test").textContent()).isEqualTo("Test the connection");
        options.locator("#reset").click();
        options.waitForFunction("() => document.getElementById('endpoint').value === 'http://localhost:8080'");
        assertThat(stored(options)).doesNotContainKeys("key", "endpoint");
    }

    @ParameterizedTest
    @ValueSource(strings = { "panel.html", "options.html" })
    void everyControlHasANameAndTextsCanBeReadInBothColours(String name) {
        Page shown = name.equals("panel.html") ? extension.panel(page).ask(ARCHITECT).page() : extension.page(name);
        for (ColorScheme colours : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            shown.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(colours));
            Chromium.shoot(shown, name.replace(".html", "-") + colours.name().toLowerCase());
            assertThat(new AxeBuilder(shown).analyze().getViolations()).as(name + " " + colours)
                    .extracting(rule -> rule.getId() + " " + rule.getNodes().get(0).getHtml()).isEmpty();
        }
        shown.emulateMedia(new Page.EmulateMediaOptions().setForcedColors(ForcedColors.ACTIVE));
        Chromium.shoot(shown, name.replace(".html", "-forced"));
        shown.setViewportSize(320, 640);
        assertThat(shown.evaluate("() => document.documentElement.scrollWidth <= innerWidth")).as("at 320 px").isEqualTo(true);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> stored(Page options) {
        return (Map<String, Object>) options.evaluate("() => chrome.storage.local.get(null)");
    }

    private static String focused(Panel panel) {
        return (String) panel.page().evaluate("() => document.activeElement.className ?? ''");
    }
}
