package dev.mrc.browser;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.SelectOption;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;

/** The web page at {@code /} as a newcomer meets it. */
@QuarkusTest
class WebPageTest {
    private static Chromium chromium;

    @TempDir
    private Path folder;
    private final List<String> complaints = new ArrayList<>();
    private Page page;

    @BeforeEach
    void open() {
        assumeTrue(Chromium.program().isPresent(), "needs chromium (Debian's package)");
        if (chromium == null) {
            chromium = Chromium.plain();
            Service.awaitModel();
        }
        String origin = "http://localhost:" + RestAssured.port;
        page = chromium.context().newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        page.onRequest(request -> {
            if (!request.url().startsWith(origin + "/") && !request.url().startsWith("data:")) {
                complaints.add("asked another host: " + request.url());
            }
        });
        page.navigate(origin + "/");
        page.waitForFunction("() => document.getElementById('letters').textContent !== ''");
    }

    @AfterEach
    void nothingWasComplainedOf() {
        if (page != null) {
            page.close();
            assertThat(complaints).isEmpty();
        }
    }

    @AfterAll
    static void end() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @ParameterizedTest
    @CsvSource({ "0, 0, 윤서진", "0, 1, 박만수", "0, 2, 1987년 5월", "1, 0, 30명", "1, 1, 도서관 누리집", "1, 2, 월요일", "2, 0, 은하수목원",
            "2, 1, 눈잎솜다리", "2, 2, 오세림", "3, 0, 은줄납자루", "3, 1, 58m", "3, 2, 2011년" })
    void everyExampleIsAnsweredRightlyAndMarkedInItsPlace(int example, int question, String answer) {
        page.locator("#example").selectOption(new SelectOption().setIndex(example));
        page.locator("#examples button").nth(question).click();
        page.waitForFunction("() => document.querySelector('mark.chosen')");

        assertThat(page.locator("mark.chosen").textContent()).isEqualTo(answer);
        assertThat(page.locator("#marked").textContent()).isEqualTo(page.locator("#context").inputValue());
        assertThat(page.locator("#curl").textContent()).startsWith("curl -s http://localhost:");
        assertThat(page.locator("#json").textContent()).contains("\"answer\": \"" + answer + "\"");
    }

    @Test
    void keysAloneAreEnough() {
        page.locator("#question").focus();
        page.keyboard().press("Control+A");
        page.keyboard().insertText("마지막 뱃사공은 누구였나요?");
        page.keyboard().press("Enter");
        page.waitForFunction("() => document.querySelector('mark.chosen')");
        Chromium.shoot(page, "web-answered");
        assertThat(page.locator("mark.chosen").textContent()).isEqualTo("박만수");

        for (int i = 0; i < 12 && page.locator(".words:focus").count() == 0; i++) {
            page.keyboard().press("Tab");
        }
        page.keyboard().press("Tab");
        page.keyboard().press("Enter");
        page.waitForFunction("() => document.querySelectorAll('.words')[1].getAttribute('aria-pressed') === 'true'");
    }

    @ParameterizedTest
    @ValueSource(strings = { "UTF-8", "EUC-KR" })
    void aTextFileIsReadWhateverKoreanProgramWroteIt(String encoding) throws IOException {
        String text = "별무리호 북쪽의 전망대는 2011년에 건축가 한지우가 세웠다.";
        page.locator("#file").setInputFiles(Files.write(folder.resolve("글.txt"), text.getBytes(Charset.forName(encoding))));
        page.waitForFunction("text => document.getElementById('context').value === text", text);

        page.locator("#file")
                .setInputFiles(Files.write(folder.resolve("큰 글.txt"), "가".repeat(60_000).getBytes(Charset.forName(encoding))));
        page.waitForFunction("() => document.getElementById('status').textContent.includes('50,000자까지')");
        assertThat(page.locator("#context").inputValue()).as("stays").isEqualTo(text);
    }

    @Test
    void aLongTextTellsHowFarItIs() {
        page.locator("#context").fill(("봄이면 언덕마다 꽃이 피고 가을이면 집집이 곡식을 말린다. ".repeat(20) + "\n").repeat(60));
        page.locator("#ask").click();
        page.waitForFunction("() => /\\(\\d+\\/\\d+\\)/.test(document.getElementById('status').textContent)");
        page.locator("#cancel").click();
    }

    @Test
    void itSpeaksBothLanguagesAndRemembers() {
        page.locator("#language").click();
        assertThat(page.locator("#ask").textContent()).isEqualTo("Ask");
        page.reload();
        page.waitForFunction("() => document.documentElement.lang === 'en'");
        page.locator("#language").click();
        assertThat(page.locator("#ask").textContent()).isEqualTo("물어보기");
    }

    @Test
    void everyControlHasANameInBothColoursAndNothingSticksOutOfANarrowScreen() {
        page.locator("#ask").click();
        page.waitForFunction("() => document.querySelector('mark.chosen')");
        for (ColorScheme colours : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(colours));
            Chromium.shoot(page, "web-" + colours.name().toLowerCase());
            assertThat(new AxeBuilder(page).analyze().getViolations()).as(colours.toString())
                    .extracting(rule -> rule.getId() + " " + rule.getNodes().get(0).getHtml()).isEmpty();
        }
        page.setViewportSize(320, 640);
        Chromium.shoot(page, "web-narrow");
        assertThat(page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")).isEqualTo(true);
    }

    @Test
    void thePolicyAllowsNothingInline() {
        given().get("/").then().header("Content-Security-Policy", not(containsString("unsafe")));
    }
}
