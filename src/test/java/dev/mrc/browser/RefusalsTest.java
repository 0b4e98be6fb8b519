package dev.mrc.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

import org.junit.jupiter.api.Test;

import com.microsoft.playwright.Page;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;

/** What the panel says when a real service refuses: no key, no model, too large, too often. */
@QuarkusTest
@TestProfile(RefusalsTest.Strict.class)
class RefusalsTest {
    private static final String KEY = "a-key-of-this-test";
    private static final String QUESTION = "설계를 맡은 건축가는 누구인가요?";

    /** Wants a key, takes small bodies, few of them, and its model server is not there. */
    public static final class Strict implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            try {
                byte[] hash = MessageDigest.getInstance("SHA-256").digest(KEY.getBytes(StandardCharsets.UTF_8));
                Path keys = Files.createTempFile("api-keys", ".properties");
                Files.writeString(keys, "extension=" + HexFormat.of().formatHex(hash) + "\n");
                return Map.of("mrc.api.keys-file", keys.toString(), "mrc.api.body", "20K", "mrc.api.rate-per-key", "1",
                        "mrc.api.rate-burst", "2", "mrc.serving.url", "http://127.0.0.1:1");
            } catch (IOException | NoSuchAlgorithmException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Test
    void everyRefusalIsSaidInKoreanWithWhatToDo() throws IOException {
        assumeTrue(Chromium.program().isPresent(), "needs chromium (Debian's package)");
        try (Chromium chromium = Chromium.with("chrome"); FixtureServer fixtures = new FixtureServer()) {
            Extension extension = new Extension(chromium);
            extension.set(Map.of("endpoint", "http://localhost:" + RestAssured.port, "seen", true, "language", "ko"));
            Page page = chromium.open(fixtures.url("article"));

            Panel panel = extension.panel(page).ask(QUESTION).until("auth");
            Chromium.shoot(panel.page(), "state-auth");
            assertThat(panel.status()).isEqualTo("API 키를 확인해 주세요.");
            assertThat(panel.at("#check-key").isVisible()).isTrue();

            extension.set(Map.of("key", "열쇠"));
            assertThat(panel.ask(QUESTION).until("auth").status()).as("no header can carry it").contains("API 키");

            extension.set(Map.of("key", KEY));
            panel.ask(QUESTION).until("limited");
            Chromium.shoot(panel.page(), "state-limited");
            assertThat(panel.status()).as("503: no model server").contains("모델");
            assertThat(panel.at("#countdown").textContent()).matches("\\d+초 뒤에 다시 물어볼 수 있습니다\\.|이제 다시 물어볼 수 있습니다\\.");

            page.navigate(fixtures.url("large"));
            panel.ask(QUESTION).until("problem");
            Chromium.shoot(panel.page(), "state-problem");
            assertThat(panel.status()).as("413: the body is too large").contains("20,480바이트를 넘습니다");

            page.navigate(fixtures.url("article"));
            panel.ask(QUESTION);
            panel.ask(QUESTION).until("limited");
            assertThat(panel.status()).as("429: too often").contains("요청");
            String first = panel.at("#countdown").textContent();
            panel.page().waitForFunction("before => document.getElementById('countdown').textContent !== before", first);
        }
    }
}
