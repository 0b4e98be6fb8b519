package dev.mrc.serving.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What an engine needs to know.
 *
 * @param host address to listen on
 * @param port 0 for any free one
 * @param models what it serves
 * @param rest how the port behaves
 * @param loading how versions come and go
 */
public record EngineSettings(String host, int port, ServedModels models, RestSettings rest, LoadSettings loading) {

    /** One model behind a REST port as TensorFlow Serving opens it without flags. */
    public EngineSettings(String host, int port, String model, Source source) {
        this(host, port, new ServedModels.Fixed(List.of(new ModelSettings(model, source))), RestSettings.DEFAULT,
                LoadSettings.DEFAULT);
    }

    /** Finds, or makes, the base path whose numeric directories are the model's versions. May block; asked once. */
    @FunctionalInterface
    public interface Source {
        /** @throws IOException if there is no such path; the message says what to do */
        Path basePath() throws IOException;
    }
}
