package dev.mrc.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;

/** How the web page is served; what it does is seen in a browser. */
@QuarkusTest
class PageTest {
    @ParameterizedTest
    @ValueSource(strings = { "/", "/page.js", "/result.js", "/service.js", "/file.js", "/examples.js", "/messages.js",
            "/page.css" })
    void browsersAskWhetherAFileHasChanged(String path) {
        String modified = given().get(path).then().statusCode(200).header("Cache-Control", "no-cache").extract()
                .header("Last-Modified");

        given().header("If-Modified-Since", modified).get(path).then().statusCode(304);
    }

    @Test
    void policyAllowsNothingFromElsewhereAndNothingInline() {
        given().get("/").then().header("Content-Security-Policy", containsString("default-src 'self'"));
    }

    /** A text that the page names must be in the file of texts twice: once a language. */
    @Test
    void everyTextOfThePageIsInBothLanguages() {
        String messages = given().get("/messages.js").asString();

        assertThat(Pattern.compile("data-text=\"(\\w+)\"").matcher(given().get("/").asString()).results()).isNotEmpty()
                .allSatisfy(text -> assertThat(Pattern.compile("(?m)^    " + text.group(1) + ":").matcher(messages).results())
                        .as(text.group(1)).hasSize(2));
    }
}
