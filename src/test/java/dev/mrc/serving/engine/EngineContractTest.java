package dev.mrc.serving.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
}
