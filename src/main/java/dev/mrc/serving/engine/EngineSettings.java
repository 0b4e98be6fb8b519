package dev.mrc.serving.engine;

import java.io.IOException;
import java.nio.file.Path;

/**
 * What an engine needs to know.
 *
 * @param host address to listen on
 * @param port 0 for any free one
 * @param model the name in the URL
 * @param source where its versions are
 * @param rest how the port behaves
 */
public record EngineSettings(String host, int port, String model, Source source, RestSettings rest) {

    /** With a REST port as TensorFlow Serving opens it without flags. */
    public EngineSettings(String host, int port, String model, Source source) {
        this(host, port, model, source, RestSettings.DEFAULT);
    }

    /** Finds, or makes, the base path whose numeric directories are the model's versions. May block; asked once. */
    @FunctionalInterface
    public interface Source {
        /** @throws IOException if there is no such path; the message says what to do */
        Path basePath() throws IOException;
    }
}
