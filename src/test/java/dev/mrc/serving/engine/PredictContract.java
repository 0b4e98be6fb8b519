package dev.mrc.serving.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.mrc.serving.engine.RawHttp.Reply;

/** Predict from end to end, the JSON a request may be made of, and which error wins. */
interface PredictContract extends Contract {

    // HttpRestApiHandlerTest.Predict, tensorflow_model_server_test.py

    @Test
    default void predictsByVersion() {
        answers(server().post(MODEL + "/versions/123:predict", "{\"instances\":[1.0,2.0]}"), "{\"predictions\":[2.5,3.0]}");
    }

    @Test
    default void predictsByTheLatestVersion() {
        answers(predict("{\"instances\":[1.0,2.0]}"), "{\"predictions\":[2.5,3.0]}");
    }

    @Test
    default void predictsByTheSignaturesName() {
        answers(predict("{\"signature_name\":\"serving_default\",\"instances\":[3.0,4.0]}"), "{\"predictions\":[3.5,4.0]}");
        answers(predict("{\"instances\":[3.0,4.0],\"signature_name\":\"\"}"), "{\"predictions\":[3.5,4.0]}");
    }

    @Test
    default void predictsByColumn() {
        answers(predict("{\"inputs\":[2.0,3.0,4.0]}"), "{\"outputs\":[3.0,3.5,4.0]}");
        answers(predict("{\"inputs\":{\"x\":[2.0]}}"), "{\"outputs\":[3.0]}");
    }

    @Test
    default void predictsByRowWithTheInputsName() {
        answers(predict("{\"instances\":[{\"x\":3.0},{\"x\":4.0}]}"), "{\"predictions\":[3.5,4.0]}");
    }

    @Test
    default void predictsWithASignatureMadeForClassify() {
        // tf.Example with x2 = 2.0
        String example = "{\"b64\":\"Cg4KDAoCeDISBhIECgIAQA==\"}";

        assertThat(predict("classify_x2_to_y3", "\"instances\":[{\"inputs\":{\"b64\":\"\"}}]").dense())
                .isEqualTo("{\"predictions\":[[3.0]]}");
        assertThat(predict("regress_x_to_y", "\"inputs\":[{\"b64\":\"\"},{\"b64\":\"\"}]").dense())
                .isEqualTo("{\"outputs\":[[2.0],[2.0]]}");
        refuses(predict("classify_x2_to_y3", "\"instances\":[" + example + "]"), 400, "");
    }

    // HttpRestApiHandlerTest.PredictRequestErrors, json_tensor_test.cc

    @Test
    default void bodyMayNotBeEmpty() {
        Reply reply = predict("");

        refuses(reply, 400, "JSON Parse error: The document is empty");
        assertThat(reply.error()).doesNotContain("offset");
        refuses(predict(" \n"), 400, "JSON Parse error: The document is empty. at offset: 2");
    }

    @Test
    default void assignmentIsNoJson() {
        refuses(predict("instances = [1, 2]"), 400, "JSON Parse error: Invalid value");
    }

    @ParameterizedTest
    @ValueSource(strings = { "[1]", "1", "null", "\"{}\"", "true", "[[]] x", "NaN" })
    default void rootIsAnObject(String body) {
        Reply reply = predict(body);

        refuses(reply, 400, "");
        assertThat(reply.error()).endsWith("Is not object");
    }

    @ParameterizedTest
    @ValueSource(strings = { "5", "null", "100", "[]", "{}", "true" })
    default void signatureNameIsAString(String name) {
        refuses(predict("{\"signature_name\":" + name + "}"), 400, "'signature_name' key must be a string value.");
        refuses(predict("{\"instances\":[1],\"signature_name\":" + name + "}"), 400, "must be a string value");
    }

    @Test
    default void signatureMustExist() {
        refuses(predict("none", "\"instances\":[1]"), 400, "Serving signature name: \"none\" not found in signature def");
    }

    @Test
    default void signatureNeedsAnInput() {
        refuses(predict("no_inputs", "\"instances\":[{}]"), 400, "Failed to get input map for signature: no_inputs");
        refuses(predict("no_inputs", "\"inputs\":{}"), 400, "Failed to get input map for signature: no_inputs");
    }

    @Test
    default void onlyOneFormatMayBeUsed() {
        refuses(predict("{\"instances\":[1],\"inputs\":[1]}"), 400, "expecting only one of");
        refuses(predict("{\"inputs\":null,\"instances\":[]}"), 400, "expecting only one of");
    }

    @Test
    default void oneFormatMustBeUsed() {
        refuses(predict("{}"), 400, "Missing 'inputs' or 'instances' key");
        refuses(predict("{\"Instances\":[1]}"), 400, "Missing 'inputs' or 'instances' key");
    }

    // The order of the checks

    @Test
    default void badJsonWinsOverAnUnknownModelAndLabel() {
        refuses(server().post("/v1/models/foo:predict", "instances"), 400, "JSON Parse error");
        refuses(server().post("/v1/models/foo/labels/none:predict", "[1]"), 400, "Is not object");
        refuses(server().post("/v1/models/foo:predict", "{\"signature_name\":1}"), 400, "must be a string value");
        refuses(server().post("/v1/models/foo:predict", ""), 400, "The document is empty");
    }

    @Test
    default void malformedTargetWinsOverBadJson() {
        refuses(server().post("/v1/models/foo:guess", "instances"), 400, "Malformed request");
        assertThat(server().post("/v1/models/foo/versions/99999999999999999999:predict", "instances").body()).isEmpty();
    }

    @Test
    default void unknownModelWinsOverUnknownSignatureAndMissingInputs() {
        refuses(server().post("/v1/models/foo:predict", "{\"signature_name\":\"none\"}"), 404, "Servable not found");
        refuses(predict("{\"signature_name\":\"none\"}"), 400, "not found in signature def");
        refuses(predict("no_inputs", "\"instances\":[],\"inputs\":1"), 400, "Failed to get input map");
    }

    @Test
    default void brokenJsonBehindTheInputsWins() {
        refuses(predict("{\"instances\":[true],\"x\":}"), 400, "JSON Parse error: Invalid value. at offset: 24");
    }

    // RapidJSON's grammar as TensorFlow Serving sets it

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"instances":[1.0]} and so on                     | 2.5
            {"instances":[1.0]}}]                             | 2.5
            {"x":{"y":[null,true,{}]},"instances":[1e0]}      | 2.5
            {"instances":[1],"instances":[9]}                 | 2.5
            {"signature_name":"","instances":[1],"signature_name":5} | 2.5
            {"inst\\u0061nces":[1]}                           | 2.5
            {"instances":[-0]}                                | 2.0
            {"instances":[1e-400]}                            | 2.0
            {"instances":[18446744073709551616]}              | 9.22337204e+18
            {"instances":[0.1E1]}                             | 2.5
            {"instances":[100e-2]}                            | 2.5
            {"instances":[1e+00]}                             | 2.5
            """)
    default void jsonIsReadLeniently(String body, String y) {
        writes(predict(body), "{\"predictions\":[" + y + "]}");
    }

    @Test
    default void byteOrderMarkIsSkipped() {
        writes(predict("\uFEFF{\"instances\":[1.0]}"), "{\"predictions\":[2.5]}");
    }

    @Test
    default void nonFiniteNumbersAreReadAndWritten() {
        writes(predict("{\"instances\":[NaN,-NaN,Inf,-Inf,Infinity,-Infinity]}"),
                "{\"predictions\":[NaN,NaN,Infinity,-Infinity,Infinity,-Infinity]}");
    }

    @ParameterizedTest
    @ValueSource(strings = { "Nan", "nan", "INF", "+Infinity", "inf", "infinity", "-infinity", "- 1", "--1", "01", "-01", ".5",
            "5.", "+1", "0x10", "1e", "1e+", "1.e5", "1,", "1 2", "'1'", "// 1", "/*1*/ 1", "True", "nul", "undefined",
            "\"\\ud800\"", "\"\\ud800\\u0041\"", "\"\\udc00\"", "\"\\x\"", "\"a\tb\"", "\"a\nb\"", "\"\\u12g4\"", "{a:1}",
            "{'a':1}", "{\"a\":1,}", "{\"a\"}", "[1", ":", "Infinit" })
    default void otherTokensAreErrors(String value) {
        refuses(predict("{\"instances\":[" + value + "]}"), 400, "JSON Parse error: ");
    }

    @ParameterizedTest
    @ValueSource(strings = { "1e309", "-1e400", "1e99999999999" })
    default void numberThatNoDoubleHoldsIsAnError(String value) {
        refuses(predict("{\"instances\":[" + value + "]}"), 400, "Number too big to be stored in double.");
    }

    @Test
    default void quotedNumberIsNoNumber() {
        refuses(predict("{\"instances\":[\"NaN\"]}"), 400, "is not of expected type: float");
    }

    @Test
    default void ignoredKeysMayBeNestedWithoutEnd() {
        String nested = "[".repeat(500_000) + "]".repeat(500_000);

        writes(predict("same_int32", "\"instances\":[1],\"nested\":" + nested), "{\"predictions\":[1]}");
        writes(predict("same_int32", "\"nested\":" + nested + ",\"instances\":[1]"), "{\"predictions\":[1]}");
    }

    @Test
    default void invalidUtf8InStringsIsPassedThrough() {
        byte[] head = "{\"signature_name\":\"images\",\"instances\":[\"".getBytes(StandardCharsets.US_ASCII);
        byte[] body = new byte[head.length + 5];
        System.arraycopy(head, 0, body, 0, head.length);
        byte[] tail = { (byte) 0xFF, (byte) 0xED, '"', ']', '}' };
        System.arraycopy(tail, 0, body, head.length, tail.length);

        Reply reply = server().send("POST", PREDICT, "", body);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.dense()).contains("\"image_bytes\":{\"b64\":\"/+0=\"}");
    }
}
