package dev.mrc.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.text.Normalizer;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.microsoft.playwright.Page;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;

/** The extension on pages of many shapes, in a real Chromium, against the service with its engine and the demo model. */
@QuarkusTest
class PageShapesTest {
    private static final String ARCHITECT = "설계를 맡은 건축가는 누구인가요?";
    private static Chromium chromium;
    private static Extension extension;
    private static FixtureServer fixtures;

    @BeforeEach
    void start() throws IOException {
        assumeTrue(Chromium.program().isPresent(), "needs chromium (Debian's package)");
        if (chromium == null) {
            chromium = Chromium.with("chrome");
            extension = new Extension(chromium);
            fixtures = new FixtureServer();
            Service.awaitModel();
        }
        extension.set(Map.of("endpoint", "http://localhost:" + RestAssured.port, "seen", true, "language", "ko"));
    }

    @AfterAll
    static void end() {
        if (chromium != null) {
            chromium.close();
            fixtures.close();
        }
    }

    @ParameterizedTest
    @CsvSource({ "article", "breaks", "table", "hidden", "shadow", "frame", "policy", "decomposed", "emoji", "ruby", "rtl",
            "folded", "large" })
    void theAnswerIsPaintedWhereItStandsAndThePageStaysAsItWas(String shape) {
        Page page = chromium.open(fixtures.url(shape));
        String before = (String) page.evaluate("() => document.documentElement.outerHTML");
        Panel panel = extension.panel(page).ask(ARCHITECT);
        Chromium.shoot(panel.page(), "panel-" + shape);

        assertThat(panel.state()).as(panel.status()).isIn("answered", "low");
        assertThat(Normalizer.normalize(panel.answer(), Normalizer.Form.NFC)).isEqualTo("윤서진");
        assertThat(bare(Extension.painted(page, "mrc-answer"))).isEqualTo(bare(panel.answer()));
        assertThat(page.evaluate("() => getComputedStyle(document.body, '::highlight(mrc-answer)').backgroundColor"))
                .as("to be seen").isEqualTo("rgb(255, 213, 74)");
        if (!shape.equals("folded")) { // its <details> was unfolded to show the answer
            assertThat(page.evaluate("() => document.documentElement.outerHTML")).isEqualTo(before);
        }
        page.bringToFront();
        Chromium.shoot(page, "page-" + shape);
        assertThat(panel.at("#partial").isVisible()).isEqualTo(shape.equals("large"));

        panel.at("#clear").click();
        panel.until("idle");
        assertThat(page.evaluate("() => [...CSS.highlights.keys()].filter(name => name.startsWith('mrc')).length"))
                .isEqualTo(0);
        panel.page().close();
        page.close();
    }

    @Test
    void aPageThatChangesAfterwardsIsSearchedAgainAndOtherwiseSaidToHaveChanged() {
        Page page = chromium.open(fixtures.url("changing"));
        Panel panel = extension.panel(page).ask(ARCHITECT);

        page.evaluate("() => document.getElementById('lead').remove()");
        panel.at(".go").first().click();
        assertThat(Extension.painted(page, "mrc-answer")).isEqualTo("윤서진");

        page.evaluate("() => { const text = document.getElementById('text'); text.replaceWith(text.cloneNode(true)); }");
        panel.at(".go").first().click();
        page.waitForFunction("() => [...(CSS.highlights.get('mrc-answer') ?? [])].map(String).join('') === '윤서진'");

        page.evaluate("() => document.body.replaceChildren()");
        panel.at(".go").first().click();
        panel.until("unplaced");
        assertThat(panel.status()).contains("페이지가 바뀌어");
        assertThat(panel.answer()).as("stays readable").isEqualTo("윤서진");
        panel.page().close();
        page.close();
    }

    @Test
    void theOtherAnswersAreSteppedThroughByKeys() {
        Page page = chromium.open(fixtures.url("article"));
        Panel panel = extension.panel(page).ask(ARCHITECT);
        int count = panel.at("#answers > li").count();
        assertThat(count).isGreaterThan(1);
        assertThat(panel.at("#position").textContent()).isEqualTo("1/" + count);

        panel.page().keyboard().press("F3");
        panel.page().waitForFunction("() => document.getElementById('position').textContent.startsWith('2/')");
        String second = panel.at("[data-answer]").nth(1).textContent();
        page.waitForFunction(
                "answer => [...(CSS.highlights.get('mrc-answer') ?? [])].map(String).join('').replace(/\\s/g, '') === answer.replace(/\\s/g, '')",
                second);
        panel.page().keyboard().press("Shift+F3");
        panel.page().waitForFunction("() => document.getElementById('position').textContent.startsWith('1/')");
        panel.page().close();
        page.close();
    }

    @Test
    void aSelectionAloneIsReadWhenTheUserChoseIt() {
        Page page = chromium.open(fixtures.url("article"));
        page.evaluate("() => getSelection().selectAllChildren(document.querySelectorAll('article p')[1])");
        Panel first = extension.panel(page);
        first.page().evaluate(
                "() => chrome.storage.session.set({['scope:' + new URLSearchParams(location.search).get('tab')]: 'selection'})");
        first.page().reload();
        Panel panel = new Panel(first.page());
        panel.page().waitForFunction("() => document.getElementById('scope').textContent === '선택한 글'");

        panel.ask("마지막 뱃사공은 누구였나요?");

        assertThat(panel.answer()).isEqualTo("박만수");
        assertThat(Extension.painted(page, "mrc-answer")).isEqualTo("박만수");
        panel.page().close();
        page.close();
    }

    private static String bare(String text) {
        return text.replaceAll("\\s", "");
    }
}
