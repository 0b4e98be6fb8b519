package dev.mrc.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;

/** Every refusal names what is wrong and what to do, in the caller's language, and gives nothing away. */
@QuarkusTest
class BadRequestTest {
    private static final String GOOD = """
            "question":"수도는 어디인가?","context":"수도는 서울이다.\"""";

    @BeforeEach
    void modelIsLoaded() {
        ServiceUnderTest.awaitModel();
    }

    @ParameterizedTest
    @ValueSource(strings = { "", " ", "{", "서울", "{\"question\":}", "{\"question\":\"어디?\",}", "{'question':'어디?'}",
            "{\"question\":\"수도\\ud800는?\",\"context\":\"서울\"}", "{\"question\":\"수도는?\",\"context\":\"서울\\udc00이다\"}",
            "{\"question\":\"가?\",\"question\":\"나?\",\"context\":\"서울\"}", "{\"question\":\"가?\",\"context\":\"서울\"} x",
            "{\"question\":\"가?\",\"context\":\"서울\",\"options\":{\"minScore\":NaN}}" })
    void whatIsNotJsonIs400(String body) {
        problem(send(body), 400, "malformed-json");
    }

    @Test
    void otherCharsetsAndBrokenUtf8Are400() {
        byte[] korean = "{\"question\":\"수도는 어디인가?\",\"context\":\"서울\"}".getBytes(Charset.forName("MS949"));
        byte[] wide = "{\"question\":\"수도는 어디인가?\",\"context\":\"서울\"}".getBytes(StandardCharsets.UTF_16BE);

        problem(given().contentType("application/json").body(korean).post("/api/v1/answers"), 400, "malformed-json");
        problem(given().contentType("application/json").body(wide).post("/api/v1/answers"), 400, "malformed-json");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = { //
            "{\"context\":\"서울.\"} | #/question | required", //
            "{\"question\":\" \\u3000\\u00a0\",\"context\":\"서울.\"} | #/question | blank", //
            "{\"question\":\"?!\",\"context\":\"서울.\"} | #/question | no-letters", //
            "{\"question\":null,\"context\":\"서울.\"} | #/question | required", //
            "{\"question\":7,\"context\":\"서울.\"} | #/question | type", //
            "{\"question\":[\"어디?\"],\"context\":\"서울.\"} | #/question | type", //
            "{\"question\":\"어디?\"} | #/context | required", //
            "{\"question\":\"어디?\",\"context\":\" \\u200b\"} | #/context | blank", //
            "{\"question\":\"어디?\",\"context\":\"서울.\",\"passages\":[{\"id\":\"a\",\"text\":\"가\"}]} | #/passages | exclusive", //
            "{\"question\":\"어디?\",\"passages\":[]} | #/passages | size", //
            "{\"question\":\"어디?\",\"passages\":[{\"text\":\"가\"}]} | #/passages/0/id | required", //
            "{\"question\":\"어디?\",\"passages\":[null]} | #/passages/0 | required", //
            "{\"question\":\"어디?\",\"passages\":[{\"id\":\"a\",\"text\":\" \"}]} | #/passages/0/text | blank", //
            "{\"question\":\"어디?\",\"passages\":[{\"id\":\"a\",\"text\":\"가\"},{\"id\":\"a\",\"text\":\"나\"}]} | #/passages/1/id | duplicate", //
            "{\"question\":\"어디?\",\"context\":\"서울.\",\"contxt\":1} | #/contxt | unknown-field", //
            "{\"question\":\"어디?\",\"context\":\"서울.\",\"options\":{\"top_k\":1}} | #/options/top_k | unknown-field", //
            "{\"question\":\"어디?\",\"context\":\"서울.\",\"options\":{\"topK\":0}} | #/options/topK | range", //
            "{\"question\":\"어디?\",\"context\":\"서울.\",\"options\":{\"topK\":21}} | #/options/topK | range", //
            "{\"question\":\"어디?\",\"context\":\"서울.\",\"options\":{\"topK\":1.5}} | #/options/topK | type", //
            "{\"question\":\"어디?\",\"context\":\"서울.\",\"options\":{\"topK\":\"3\"}} | #/options/topK | type", //
            "{\"question\":\"어디?\",\"context\":\"서울.\",\"options\":{\"minScore\":-0.1}} | #/options/minScore | range", //
            "{\"question\":\"어디?\",\"context\":\"서울.\",\"options\":{\"minScore\":1.01}} | #/options/minScore | range", //
            "{\"question\":\"어디?\",\"context\":\"서울.\",\"options\":{\"maxAnswerChars\":501}} | #/options/maxAnswerChars | range", //
            "{\"question\":\"어디?\",\"context\":\"서울.\",\"options\":{\"snippetChars\":-1}} | #/options/snippetChars | range", //
            "{\"question\":\"어디?\",\"context\":\"서울.\",\"options\":{\"boundary\":\"josa\"}} | #/options/boundary | enum", //
            "{\"question\":\"어디?\",\"context\":\"서울.\",\"options\":{\"boundary\":1}} | #/options/boundary | enum", //
            "{\"question\":\"어디?\",\"context\":\"서울.\",\"options\":{\"offsetUnit\":\"byte\"}} | #/options/offsetUnit | enum", //
            "{\"question\":\"어디?\",\"context\":\"서울.\",\"options\":{\"noAnswer\":\"yes\"}} | #/options/noAnswer | type", //
            "{\"question\":\"어디?\",\"context\":\"서울.\",\"options\":[]} | #/options | type", //
            "[] | # | type", "null | # | type", "7 | # | type" })
    void aBrokenRuleIs422WithPointerAndCode(String body, String pointer, String code) {
        problem(send(body), 422, "invalid-request").body("errors[0].pointer", equalTo(pointer)).body("errors[0].code",
                equalTo(code));
    }

    @Test
    void allBrokenRulesAreToldAtOnceWithTheirBounds() {
        String body = "{\"question\":\"\",\"context\":\"서울.\",\"options\":{\"topK\":99}}";

        problem(send(body), 422, "invalid-request").body("errors.pointer", hasItems("#/question", "#/options/topK"))
                .body("errors.find { it.pointer == '#/options/topK' }.min", equalTo(1))
                .body("errors.find { it.pointer == '#/options/topK' }.max", equalTo(20))
                .body("detail", equalTo("요청에 잘못된 값이 2개 있습니다."));
    }

    @Test
    void theQuestionIsHeldToItsLimitAfterTrimming() {
        String fits = "가".repeat(500);

        assertThat(send("{\"question\":\"  " + fits + "  \",\"context\":\"서울.\"}").jsonPath().getString("type"))
                .isNotEqualTo("/problems/invalid-request");
        problem(send("{\"question\":\"" + fits + "나\",\"context\":\"서울.\"}"), 422, "invalid-request")
                .body("errors[0].code", equalTo("size")).body("errors[0].max", equalTo(500));
    }

    @Test
    void aQuestionThatLeavesNoRoomForTextIs422AndSaysBothNumbers() {
        problem(send("{\"question\":\"" + "가!".repeat(250) + "\",\"context\":\"서울.\"}"), 422, "question-too-long")
                .body("limit", equalTo(317)).body("actual", equalTo(500)).body("unit", equalTo("tokens"));
    }

    @Test
    void detailsComeInTheCallersLanguage() {
        Response english = given().contentType("application/json").header("Accept-Language", "en-US,en;q=0.9")
                .body("{\"question\":\"?\",\"context\":\"서울.\"}").post("/api/v1/answers");

        english.then().header("Content-Language", "en").body("errors[0].detail",
                equalTo("Ask with at least one letter or digit."));
    }

    @ParameterizedTest
    @ValueSource(strings = { "en", "fr-FR", "zxx" })
    void otherLanguagesAreNotRead(String language) {
        problem(send("{" + GOOD + ",\"language\":\"" + language + "\"}"), 422, "unsupported-language");
    }

    @Test
    void aTextOverTheLimitIs413AndSaysBothNumbers() {
        String context = "가나다라마바사 ".repeat(6251);

        problem(send("{\"question\":\"어디?\",\"context\":\"" + context + "\"}"), 413, "context-too-large")
                .body("limit", equalTo(50_000)).body("actual", equalTo(50_008)).body("unit", equalTo("utf16"));
    }

    @Test
    void aTextOfTooManyWindowsIs413BeforeTheModelIsAsked() {
        String context = "!?".repeat(24_000);

        problem(send("{\"question\":\"어디?\",\"context\":\"" + context + "\"}"), 413, "context-too-large")
                .body("limit", equalTo(128)).body("unit", equalTo("windows"));
    }

    @Test
    void aBodyOverTheLimitIs413HoweverItComes() throws IOException {
        byte[] large = ("{\"question\":\"어디?\",\"context\":\"" + "가".repeat(400_000) + "\"}").getBytes(StandardCharsets.UTF_8);
        byte[] bomb = gzip(new byte[20_000_000]);

        problem(given().contentType("application/json").body(large).post("/api/v1/answers"), 413, "request-too-large")
                .body("limit", equalTo(1_048_576)).body("unit", equalTo("bytes"));
        problem(given().contentType("application/json").header("Content-Encoding", "gzip").body(gzip(large))
                .post("/api/v1/answers"), 413, "request-too-large");
        problem(given().contentType("application/json").header("Content-Encoding", "gzip").body(bomb).post("/api/v1/answers"),
                413, "request-too-large");
    }

    @Test
    void wrongPathsMethodsAndMediaTypesAreProblemsToo() {
        problem(given().get("/api/v1/nothing"), 404, "not-found");
        problem(given().get("/nothing"), 404, "not-found");
        problem(given().get("/api/v1/answers"), 405, "method-not-allowed");
        problem(given().contentType("text/plain").body("{" + GOOD + "}").post("/api/v1/answers"), 415,
                "unsupported-media-type");
        problem(given().contentType("application/json").accept("image/png").body("{" + GOOD + "}").post("/api/v1/answers"), 406,
                "not-acceptable");
    }

    @Test
    void theCallersRequestIdComesBackWhenItIsAPlainToken() {
        assertThat(given().header("X-Request-Id", "trace-7.b_2").get("/api/v1/limits").header("X-Request-Id"))
                .isEqualTo("trace-7.b_2");
        assertThat(given().header("X-Request-Id", "<script>").get("/api/v1/limits").header("X-Request-Id"))
                .matches("[0-9A-Z]{16}");
    }

    @Test
    void theHuggingFaceDoorHasTheSameRules() {
        Response response = given().contentType("application/json")
                .body(Map.of("inputs", Map.of("question", "어디?"), "parameters", Map.of("top_k", 0)))
                .post("/api/v1/compat/huggingface");

        problem(response, 422, "invalid-request").body("errors.pointer", hasItems("#/inputs/context"));
    }

    private static Response send(String body) {
        return given().contentType("application/json").body(body.getBytes(StandardCharsets.UTF_8)).post("/api/v1/answers");
    }

    private static ValidatableResponse problem(Response response, int status, String type) {
        assertThat(response.asString()).doesNotContain("Exception", "dev.mrc", "jackson", "java.", "at [Source");
        return response.then().statusCode(status).contentType("application/problem+json")
                .body("type", equalTo("/problems/" + type)).body("status", equalTo(status))
                .body("requestId", equalTo(response.header("X-Request-Id"))).header("Cache-Control", "no-store");
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        }
        return packed.toByteArray();
    }
}
