package dev.mrc.serving.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.mrc.serving.engine.RawHttp.Reply;

/** Targets: the grammar and which model, version or label is meant. */
interface UrlContract extends Contract {
    String BODY = "{\"instances\":[1.0]}";

    // HttpRestApiHandlerTest.UnsupportedApiCalls, and the tests of its patterns

    @Test
    default void otherPathsUnderTheRootAreMalformed() {
        refuses(server().get("/v1/foo"), 400, "Malformed request: GET /v1/foo");
        refuses(server().get("/v1/"), 400, "Malformed request: GET /v1/");
    }

    @Test
    default void statusNeedsAName() {
        refuses(server().get("/v1/models"), 400, "Missing model name");
        refuses(server().get("/v1/models/versions/1"), 400, "Missing model name");
        refuses(server().get("/v1/models/metadata/metadata/x"), 400, "Malformed request");
    }

    @Test
    default void postNeedsAName() {
        refuses(server().post("/v1/models", BODY), 400, "Malformed request: POST /v1/models");
        refuses(server().post("/v1/models/:predict", BODY), 400, "Malformed request");
    }

    @Test
    default void postNeedsAVerb() {
        refuses(server().post(MODEL, BODY), 400, "Malformed request: POST " + MODEL);
        refuses(server().post(MODEL + "/versions/123", BODY), 400, "Malformed request");
        refuses(server().post(MODEL + ":explain", BODY), 400, "Malformed request");
    }

    @Test
    default void verbIsNoQuestion() {
        refuses(server().get("/v1/models/foo/version/50:predict"), 400, "Malformed request");
        refuses(server().get(PREDICT), 400, "Malformed request: GET " + PREDICT);
    }

    @ParameterizedTest
    @ValueSource(strings = { "HELLO", "-1", "1.0", "", "%31", "+1" })
    default void versionIsDigits(String version) {
        refuses(server().post("/v1/models/foo/versions/" + version + ":regress", "{}"), 400, "Malformed request");
        refuses(server().get("/v1/models/foo/versions/" + version), 400, "Malformed request");
    }

    @Test
    default void metadataIsNotPosted() {
        refuses(server().post("/v1/models/foo/metadata", ""), 400, "Malformed request");
    }

    @Test
    default void versionAndLabelExcludeEachOther() {
        refuses(server().post("/v1/models/foo/versions/50/labels/some_label:regress", "{}"), 400, "Malformed request");
        refuses(server().post("/v1/models/foo/labels/some_label/versions/50:regress", "{}"), 400, "Malformed request");
        refuses(server().get("/v1/models/foo/versions/50/labels/some_label"), 400, "Malformed request");
    }

    @ParameterizedTest
    @ValueSource(strings = { "/v1/models/", MODEL + "/", MODEL + "/metadata/", MODEL + "//metadata", MODEL + "/versions",
            MODEL + "/metadata?x=1#y/", MODEL + "/../" + ContractModel.NAME })
    default void pathIsNotNormalised(String target) {
        refuses(server().get(target), 400, "Malformed request: GET " + target);
    }

    @ParameterizedTest
    @ValueSource(strings = { ":predict?x=1", ":predict/", ":predict#x", "%3Apredict", ":PREDICT", ":Classify", ":predict%20" })
    default void verbEndsTheTarget(String end) {
        refuses(server().post(MODEL + end, BODY), 400, "Malformed request: POST " + MODEL + end);
    }

    @Test
    default void queryBelongsToTheName() {
        refuses(server().get(MODEL + "?x=1"), 404, ContractModel.NAME + "?x=1");
        refuses(server().get("/v1/models?name=" + ContractModel.NAME), 400, "Malformed request");
    }

    @Test
    default void rootIsBlindToCase() {
        answers(server().post("/V1/Models/" + ContractModel.NAME + ":predict", BODY), "{\"predictions\":[2.5]}");
        answers(server().post("/v1/MODELS/" + ContractModel.NAME + "/VERSIONS/123:predict", BODY), "{\"predictions\":[2.5]}");
        assertThat(server().get("/V1/Models/" + ContractModel.NAME).body()).contains("AVAILABLE");
    }

    @Test
    default void metadataInCapitalsIsStatus() {
        assertThat(server().get(MODEL + "/METADATA").json()).isEqualTo(server().get(MODEL).json());
    }

    @Test
    default void keywordMayBeAName() {
        refuses(server().get("/v1/models/metadata"), 404, "metadata");
    }

    @Test
    default void nameIsDecodedAfterMatching() {
        answers(server().post("/v1/models/half%5Fplus%5ftwo:predict", BODY), "{\"predictions\":[2.5]}");
        refuses(server().get("/v1/models/a%2Fb"), 404, "a/b");
        refuses(server().get("/v1/models/%ED%95%9C%EA%B5%AD%EC%96%B4"), 404, "한국어");
        refuses(server().get("/v1/models/a+b"), 404, "a+b");
    }

    @Test
    default void labelIsDecodedAfterMatching() {
        refuses(server().post(MODEL + "/labels/some%20label%2F%3A:predict", BODY), 400, "some label/:");
        refuses(server().get(MODEL + "/labels/some%5Flabel/metadata"), 400, "some_label");
    }

    @Test
    default void absoluteTargetLosesItsAuthority() {
        answers(server().post("http://model.example:1" + PREDICT, BODY), "{\"predictions\":[2.5]}");
    }

    @Test
    default void versionBeyond64BitsHasNoMessage() {
        for (String version : new String[] { "18446744073709551615", "9223372036854775808" }) {
            Reply status = server().get(MODEL + "/versions/" + version);
            Reply predict = server().post(MODEL + "/versions/" + version + ":predict", BODY);

            assertThat(status.status()).isEqualTo(400);
            assertThat(status.body()).isEmpty();
            assertThat(predict.status()).isEqualTo(400);
            assertThat(predict.body()).isEmpty();
        }
        refuses(server().get(MODEL + "/versions/9223372036854775807"), 404, "9223372036854775807");
    }

    // HttpRestApiHandlerTest.kPathRegex, EvHTTPServerTest.SimpleGETNotFound and ExactPathMatching

    @ParameterizedTest
    @ValueSource(strings = { "/statuspage", "/index", "/", "/v1", "/v1?x", "/v2/models/m", "/v1x/models",
            "/static/v1/models/m" })
    default void otherPathsAreNotFoundInHtml(String target) {
        refusesInHtml(server().get(target), 404);
        refusesInHtml(server().post(target, BODY), 404);
    }

    @ParameterizedTest
    @ValueSource(strings = { "/v1/models/%zz", "/v1/models/a%4", "/v1/models/a|b", "/v1/models/[a]", "/v1/models/{a}",
            "/v1/models/한국어", "/v1/models/a b", "/v1/models/a\"b", "/v1/models/a^b", "/v1/models/a\\b" })
    default void targetThatIsNoUriIsRefusedInHtml(String target) {
        refusesInHtml(server().get(target), 400);
    }

    // HttpRestApiHandlerTest.PredictModelNameVersionErrors, BasicManagerTest, ServerCoreTest

    @Test
    default void unknownModelIsNotFound() {
        refuses(server().post("/v1/models/foo:predict", BODY), 404, "Servable not found for request: Latest(foo)");
        refuses(server().get("/v1/models/foo/metadata"), 404, "Servable not found for request: Latest(foo)");
    }

    @Test
    default void unknownModelWithVersionIsNotFound() {
        refuses(server().post("/v1/models/foo/versions/50:predict", BODY), 404, "Specific(foo, 50)");
        refuses(server().get("/v1/models/foo/versions/50/metadata"), 404, "Specific(foo, 50)");
    }

    @Test
    default void unknownVersionIsNotFound() {
        refuses(server().post(MODEL + "/versions/100:predict", BODY), 404, "Specific(" + ContractModel.NAME + ", 100)");
    }

    @Test
    default void unknownLabelIsTheCallersFault() {
        refuses(server().post(MODEL + "/labels/none:predict", BODY), 400, "Unrecognized servable version label");
        refuses(server().post(MODEL + "/labels/none:classify", "{\"examples\":[{}]}"), 400,
                "Unrecognized servable version label");
        refuses(server().get(MODEL + "/labels/none/metadata"), 400, "Unrecognized servable version label");
    }

    @Test
    default void unknownLabelOfUnknownModelIsTheCallersFaultToo() {
        refuses(server().post("/v1/models/foo/labels/none:predict", BODY), 400, "Unrecognized servable version label");
    }

    @Test
    default void leadingZerosOfAVersionDoNotCount() {
        answers(server().post(MODEL + "/versions/00123:predict", BODY), "{\"predictions\":[2.5]}");
    }

    // HttpRestApiHandlerTest.GetStatus, GetModelStatusImplTest

    @Test
    default void statusNamesVersionStateAndCode() {
        String entry = "{\"model_version_status\":[{\"version\":\"123\",\"state\":\"AVAILABLE\","
                + "\"status\":{\"error_code\":\"OK\",\"error_message\":\"\"}}]}";

        answers(server().get(MODEL), entry);
        answers(server().get(MODEL + "/versions/123"), entry);
        answers(server().get(MODEL + "/labels/whatever"), entry);
    }

    @Test
    default void statusOfUnknownModelOrVersionIsNotFound() {
        refuses(server().get("/v1/models/foo"), 404, "Could not find any versions of model foo");
        refuses(server().get(MODEL + "/versions/100"), 404, "Could not find version 100 of model");
    }

    // HttpRestApiHandlerTest.GetModelMetadata

    @Test
    default void metadataShowsEverySignature() {
        Reply reply = server().get(MODEL + "/metadata");

        assertThat(reply.header("content-type")).isEqualTo("application/json");
        assertThat(reply.json().path("model_spec")).isEqualTo(RawHttp.json(
                "{\"name\":\"half_plus_two\",\"signature_name\":\"\",\"version\":\"123\"}"));
        assertThat(reply.json().at("/metadata/signature_def/signature_def/serving_default")).isEqualTo(RawHttp.json("""
                {"inputs":{"x":{"dtype":"DT_FLOAT","tensor_shape":{"dim":[{"size":"-1","name":""}],"unknown_rank":false},
                   "name":"x:0"}},
                 "outputs":{"y":{"dtype":"DT_FLOAT","tensor_shape":{"dim":[{"size":"-1","name":""}],"unknown_rank":false},
                   "name":"y:0"}},
                 "method_name":"tensorflow/serving/predict","defaults":{}}
                """));
        assertThat(reply.json().at("/metadata/signature_def/signature_def/same_int32/inputs/default/tensor_shape"))
                .isEqualTo(RawHttp.json("{\"dim\":[],\"unknown_rank\":true}"));
        assertThat(server().get(MODEL + "/versions/123/metadata").json()).isEqualTo(reply.json());
    }
}
