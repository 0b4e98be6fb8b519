package dev.mrc.serving.engine;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.mrc.serving.engine.RawHttp.Reply;

/** Classify and regress: json_tensor_test.cc, classifier_test.cc, regressor_test.cc. */
interface ExampleContract extends Contract {

    default Reply classify(String signature, String rest) {
        return server().post(MODEL + ":classify", "{\"signature_name\":\"" + signature + "\"," + rest + "}");
    }

    default Reply regress(String signature, String rest) {
        return server().post(MODEL + ":regress", "{\"signature_name\":\"" + signature + "\"," + rest + "}");
    }

    @Test
    default void regresses() {
        writes(regress("regress_x_to_y", "\"examples\":[{\"x\":80.0}]"), "{\"results\":[42.0]}");
        writes(regress("regress_x_to_y", "\"examples\":[{\"x\":2.0},{\"x\":[4.0]}]"), "{\"results\":[3.0,4.0]}");
        writes(regress("regress_flat", "\"examples\":[{\"x\":2.0},{\"x\":[4.0]}]"), "{\"results\":[3.0,4.0]}");
    }

    @Test
    default void classifies() {
        writes(classify("classify_x_to_y", "\"examples\":[{\"x\":20.0}]"), "{\"results\":[[[\"\",12.0]]]}");
        writes(classify("classify_x_to_y", "\"examples\":[{\"x\":2.0}]"), "{\"results\":[[[\"\",3.0]]]}");
    }

    @Test
    default void versionMayBeNamed() {
        writes(server().post(MODEL + "/versions/123:regress",
                "{\"signature_name\":\"regress_x_to_y\",\"examples\":[{\"x\":2.0}]}"), "{\"results\":[3.0]}");
    }

    @Test
    default void classesAndScoresGoTogether() {
        writes(classify("classify_labels", "\"examples\":[{\"x\":0.0},{\"x\":4.0}]"),
                "{\"results\":[[[\"차\",1.0],[\"자전거\",2.0],[\"버스\",4.0]],[[\"차\",2.0],[\"자전거\",4.0],[\"버스\",8.0]]]}");
    }

    @Test
    default void classesWithoutScoresScoreNothing() {
        writes(classify("classify_names", "\"examples\":[{\"s\":\"가\"}]"), "{\"results\":[[[\"가\",0.0]]]}");
    }

    @Test
    default void contextBelongsToEveryExample() {
        writes(regress("regress_x_to_y", "\"context\":{\"x\":2.0},\"examples\":[{},{\"more\":1}]"), "{\"results\":[3.0,3.0]}");
        writes(regress("regress_x_to_y", "\"examples\":[{\"x\":4.0}],\"context\":{\"x\":2.0}"), "{\"results\":[4.0]}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            classify_names  | "s" | "한국 어"       | ["한국 어",0.0]
            classify_names  | "s" | ["한"]          | ["한",0.0]
            classify_names  | "s" | {"b64":"7ZWc"}  | ["한",0.0]
            classify_names  | "s" | [{"b64":"7ZWc"}] | ["한",0.0]
            classify_x_to_y | "x" | NaN             | ["",NaN]
            classify_x_to_y | "x" | [-Infinity]     | ["",-Infinity]
            classify_x_to_y | "x" | 1e1             | ["",7.0]
            classify_x_to_y | "x" | 20000000000000000000 | ["",1e+19]
            """)
    default void featureIsAValueOrAListOfThem(String signature, String name, String value, String result) {
        Reply reply = classify(signature, "\"examples\":[{" + name + ":" + value + "}]");

        answers(reply, "{\"results\":[[" + result + "]]}");
    }

    @ParameterizedTest
    @CsvSource({ "7, 7.0", "[7], 7.0", "true, 1.0", "[false], 0.0", "-0, 0.0", "-5, -5.0" })
    default void integersAndTruthsAreInt64(String value, String result) {
        writes(regress("regress_integer", "\"examples\":[{\"n\":" + value + "}]"), "{\"results\":[" + result + "]}");
    }

    @Test
    default void lastOfEqualFeaturesCounts() {
        writes(regress("regress_x_to_y", "\"examples\":[{\"x\":2.0,\"x\":4.0}]"), "{\"results\":[4.0]}");
    }

    @Test
    default void modelDecidesAboutMissingAndOtherFeatures() {
        writes(regress("regress_x_to_y", "\"examples\":[{\"y\":2.0}]"), "{\"results\":[2.0]}");
        writes(regress("regress_x_to_y", "\"examples\":[{\"x\":[]}]"), "{\"results\":[2.0]}");
        refuses(regress("regress_x_to_y", "\"examples\":[{\"x\":8}]"), 400, "");
    }

    // Errors of the request

    @Test
    default void contextIsAnObject() {
        refuses(classify("classify_x_to_y", "\"context\":[{\"x\":1.0}],\"examples\":[{}]"), 400, "Example must be JSON object");
        refuses(classify("classify_x_to_y", "\"context\":null,\"examples\":[{}]"), 400, "Example must be JSON object");
    }

    @Test
    default void exampleIsAnObject() {
        refuses(classify("classify_x_to_y", "\"examples\":[[{\"x\":1.0}]]"), 400,
                "Example must be JSON object but got JSON Array");
        refuses(regress("regress_x_to_y", "\"examples\":[{\"x\":1.0},5]"), 400, "Example must be JSON object");
    }

    @Test
    default void examplesAreAListThatIsNotEmpty() {
        refuses(classify("classify_x_to_y", "\"context\":{}"), 400, "key 'examples' is expected and was not found");
        refuses(regress("regress_x_to_y", "\"instances\":[1]"), 400, "key 'examples' is expected and was not found");
        refuses(regress("regress_x_to_y", "\"examples\":{}"), 400, "to be an list/array");
        refuses(regress("regress_x_to_y", "\"examples\":[]"), 400, "value is an empty array");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            [10,10.0]             | Unexpected element type in feature: names expecting type: int64
            [10,"a"]              | feature: names expecting type: int64
            [1.5,1]               | feature: names expecting type: float
            [NaN,true]            | feature: names expecting type: float
            ["a",1]               | feature: names expecting type: bytes
            [{"b64":"YQ=="},1]    | feature: names expecting type: bytes
            [true,1.0]            | feature: names expecting type: int64
            [[10],20]             | Feature: names has element with unexpected JSON type: Array
            [1,[2]]               | unexpected JSON type: Array
            null                  | unexpected JSON type: Null
            [null]                | unexpected JSON type: Null
            {"a":1}               | unexpected JSON type: Object
            [{"b64":1}]           | unexpected JSON type: Object
            9223372036854775808   | Only int64_t is supported.
            """)
    default void featureHasOneKind(String value, String message) {
        refuses(classify("classify_x_to_y", "\"examples\":[{\"names\":" + value + "}]"), 400, message);
        refuses(classify("classify_x_to_y", "\"context\":{\"names\":" + value + "},\"examples\":[{}]"), 400, message);
    }

    @Test
    default void kindsMayDifferBetweenFeatures() {
        answers(regress("regress_x_to_y", "\"context\":{\"query\":\"검색\",\"near\":[NaN,Infinity,-Infinity]},"
                + "\"examples\":[{\"names\":[{\"b64\":\"YQ==\"},\"나\"],\"ratings\":[8.0,9.5],\"good\":[1,true,false],\"x\":2.0}]"),
                "{\"results\":[3.0]}");
    }

    @Test
    default void base64InAFeatureIsChecked() {
        refuses(classify("classify_names", "\"examples\":[{\"s\":{\"b64\":\"!!\"}}]"), 400, "Unable to base64 decode");
    }

    @Test
    default void bodyIsJudgedAsInPredict() {
        refuses(server().post(MODEL + ":classify", ""), 400, "JSON Parse error: The document is empty");
        refuses(server().post(MODEL + ":regress", "[1]"), 400, "Is not object");
        refuses(server().post(MODEL + ":regress", "{\"signature_name\":5,\"examples\":[{}]}"), 400, "must be a string value");
        refuses(server().post("/v1/models/foo:classify", "examples"), 400, "JSON Parse error");
    }

    @Test
    default void unknownModelIsNotClassified() {
        refuses(server().post("/v1/models/foo:classify", "{\"examples\":[{}]}"), 404, "Servable not found");
        refuses(server().post("/v1/models/foo/versions/3:regress", "{\"examples\":[{}]}"), 404, "Specific(foo, 3)");
    }

    // Errors of the signature and of what the model makes of the examples

    @Test
    default void signatureMustBeThere() {
        refuses(classify("none", "\"examples\":[{}]"), 400, "No signature was found with the name: none");
    }

    @Test
    default void signatureTakesExamples() {
        refuses(server().post(MODEL + ":classify", "{\"examples\":[{\"x\":1.0}]}"), 400, "No classification inputs found");
        refuses(server().post(MODEL + ":regress", "{\"examples\":[{\"x\":1.0}]}"), 400, "No regression inputs found");
        refuses(classify("two_inputs", "\"examples\":[{}]"), 400, "Expected one input Tensor");
        refuses(classify("classify_three", "\"examples\":[{}]"), 400, "Expected one or two output Tensors, found 3");
        refuses(regress("classify_labels", "\"examples\":[{}]"), 400, "Expected one output Tensor");
        refuses(regress("classify_x_to_y", "\"examples\":[{}]"), 400, "No regression outputs found");
        refuses(classify("regress_x_to_y", "\"examples\":[{}]"), 400, "at least one of");
    }

    @Test
    default void outputHasAScoreOrAClassAnExample() {
        refuses(regress("regress_wide", "\"examples\":[{}]"), 400, "Expected output Tensor shape to be either");
        refuses(regress("regress_string", "\"examples\":[{}]"), 400, "DT_FLOAT");
        refuses(classify("classify_flat", "\"examples\":[{}]"), 400, "Expected Tensor shape: [batch_size num_classes]");
    }
}
