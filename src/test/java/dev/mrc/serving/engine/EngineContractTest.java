package dev.mrc.serving.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.JsonNode;

/** What TensorFlow Serving's own tests demand of half-plus-two, asked of the engine over HTTP. */
class EngineContractTest {
    private static final String HALF = "/v1/models/half_plus_two";

    @TempDir
    static Path base;
    static RunningEngine engine;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        SavedModels.half(base.resolve("00000123"), 2);
        SavedModels.half(base.resolve("7"), 3);
        engine = RunningEngine.serving("half_plus_two", base);
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            /versions/123:predict | {"instances":[1.0,2.0]}                                        | {"predictions":[2.5,3.0]}
            /versions/7:predict   | {"instances":[1.0,2.0]}                                        | {"predictions":[3.5,4.0]}
            :predict              | {"instances":[1,2]}                                            | {"predictions":[2.5,3.0]}
            :predict              | {"signature_name":"serving_default","instances":[3.0,4.0]}     | {"predictions":[3.5,4.0]}
            :predict              | {"signature_name":"","instances":[{"x":3.0},{"x":4.0}]}        | {"predictions":[3.5,4.0]}
            :predict              | {"inputs":[2.0,3.0,4.0]}                                       | {"outputs":[3.0,3.5,4.0]}
            :predict              | {"inputs":{"x":[2.0],"unknown":[9]}}                           | {"outputs":[3.0]}
            :predict              | {"inputs":{"x":[2.0],"x":[9.0]}}                               | {"outputs":[3.0]}
            :predict              | {"instances":[NaN,Infinity,-Inf]}             | {"predictions":[NaN,Infinity,-Infinity]}
            :predict              | {"x":{"y":[null,true]},"instances":[2e0]} trailing words       | {"predictions":[3.0]}
            """)
    void answersPredict(String target, String body, String expected) throws IOException, InterruptedException {
        HttpResponse<String> response = engine.post(HALF + target, body);

        assertThat(response.body()).isEqualTo(expected);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().map()).containsOnlyKeys("content-type", "content-length", "date");
        assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", textBlock = """
            /v1/models/foo/versions/50:predict | {"instances":[1.0]}      | 404 | Servable not found for request: Specific(foo, 50)
            /v1/models/foo:predict             | {"instances":[1.0]}      | 404 | Servable not found for request: Latest(foo)
            /v1/models/half_plus_two/versions/100:predict | {"instances":[1.0]} | 404 | Specific(half_plus_two, 100)
            /v1/models/half_plus_two/labels/x:predict | {"instances":[1.0]} | 400 | Unrecognized servable version label: x
            /v1/models/foo/labels/x:predict    | {"instances":[1.0]}      | 400 | Unrecognized servable version label: x
            /v1/models/foo:predict             | instances = [1, 2]       | 400 | JSON Parse error: Invalid value
            /v1/models/foo:predict             | {"signature_name":100}   | 400 | 'signature_name' key must be a string value.
            /v1/models/half_plus_two:predict   | {"signature_name":null}  | 400 | 'signature_name' key must be a string value.
            /v1/models/half_plus_two:predict   | {"signature_name":"no","instances":[1]} | 400 | Serving signature name: "no" not found
            /v1/models/half_plus_two:predict   | -                        | 400 | JSON Parse error: The document is empty
            /v1/models/half_plus_two:predict   | [1]                      | 400 | Is not object
            /v1/models/half_plus_two:predict   | {"instances":[1.0,2.0}   | 400 | Missing a comma or ] after an array element
            /v1/models/half_plus_two:predict   | {"instances":["가"]}      | 400 | is not of expected type: float
            /v1/models/half_plus_two:PREDICT   | {"instances":[1.0]}      | 400 | Malformed request: POST
            /v1/models/half_plus_two:predict?x | {"instances":[1.0]}      | 400 | Malformed request: POST
            /v1/models                         | {"instances":[1.0]}      | 400 | Malformed request: POST /v1/models
            """)
    void namesWhatIsWrongWithAPredict(String target, String body, int status, String message)
            throws IOException, InterruptedException {
        HttpResponse<String> response = engine.post(target, body == null ? "" : body);

        JsonNode json = RunningEngine.json(response.body());
        assertThat(json.path("error").asText()).contains(message);
        assertThat(json.size()).isEqualTo(1);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /v1/foo                                       | 400 | Malformed request: GET /v1/foo
            /v1/models                                    | 400 | Missing model name in request.
            /v1/models/half_plus_two/                     | 400 | Malformed request: GET
            /v1/models/foo                                | 404 | Could not find any versions of model foo
            /v1/models/half_plus_two/versions/9           | 404 | Could not find version 9 of model half_plus_two
            /v1/models/foo/metadata                       | 404 | Servable not found for request: Latest(foo)
            /v1/models/half_plus_two/labels/x/metadata    | 400 | Unrecognized servable version label: x
            """)
    void namesWhatIsWrongWithAQuestionAboutAModel(String target, int status, String message)
            throws IOException, InterruptedException {
        HttpResponse<String> response = engine.get(target);

        assertThat(RunningEngine.json(response.body()).path("error").asText()).contains(message);
        assertThat(response.statusCode()).isEqualTo(status);
    }

    @Test
    void statusListsVersionsTheHighestFirst() throws IOException, InterruptedException {
        String entry = """
                {"version":"%s","state":"AVAILABLE","status":{"error_code":"OK","error_message":""}}""";
        JsonNode both = RunningEngine
                .json("{\"model_version_status\":[" + entry.formatted(123) + "," + entry.formatted(7) + "]}");
        JsonNode one = RunningEngine.json("{\"model_version_status\":[" + entry.formatted(7) + "]}");

        assertThat(RunningEngine.json(engine.get(HALF).body())).isEqualTo(both);
        assertThat(RunningEngine.json(engine.get(HALF + "/labels/whatever").body())).isEqualTo(both);
        assertThat(RunningEngine.json(engine.get(HALF + "/versions/007").body())).isEqualTo(one);
    }

    @Test
    void metadataShowsTheSignatures() throws IOException, InterruptedException {
        HttpResponse<String> response = engine.get(HALF + "/versions/7/metadata");

        assertThat(RunningEngine.json(response.body())).isEqualTo(RunningEngine.json("""
                {"model_spec":{"name":"half_plus_two","signature_name":"","version":"7"},
                 "metadata":{"signature_def":{"signature_def":{"serving_default":{
                   "inputs":{"x":{"dtype":"DT_FLOAT","tensor_shape":{"dim":[{"size":"-1","name":""}],"unknown_rank":false},
                     "name":"x:0"}},
                   "outputs":{"y":{"dtype":"DT_FLOAT","tensor_shape":{"dim":[{"size":"-1","name":""}],"unknown_rank":false},
                     "name":"y:0"}},
                   "method_name":"tensorflow/serving/predict","defaults":{}}}}}}
                """));
        assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
    }
}
