package dev.mrc.serving.engine;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/**
 * The contract, asked of the engine, or, with {@code -Dserving.contract.url=http://HOST:PORT}, of any other server. The model
 * is left in {@code target/serving-contract} for that: for TensorFlow Serving's image, mount it at
 * {@code /models/half_plus_two}
 * and set {@code MODEL_NAME=half_plus_two}.
 */
class EngineContractTest extends ServingContract {
    private static final Path BASE = Path.of("target", "serving-contract");

    private static RunningEngine engine;
    private static RawHttp server;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        String url = System.getProperty("serving.contract.url");
        ContractModel.write(BASE);
        if (url == null) {
            engine = RunningEngine.serving(ContractModel.NAME, BASE);
        }
        server = new RawHttp(url == null ? engine.uri() : URI.create(url));
    }

    @AfterAll
    static void stop() {
        if (engine != null) {
            engine.close();
        }
    }

    @Override
    public RawHttp server() {
        return server;
    }
}
