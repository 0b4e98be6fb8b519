package dev.mrc.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import dev.mrc.model.ModelCache;
import dev.mrc.model.SpanServable;
import dev.mrc.model.UnusableModelException;
import dev.mrc.reading.LocalReader;
import dev.mrc.reading.Reader;
import dev.mrc.tokenize.ModelFiles;

/**
 * A model in this process and the reader that asks it: what tools work with.
 *
 * @param reader asks it
 * @param servable to be closed with it
 */
record LocalModel(Reader reader, SpanServable servable) implements AutoCloseable {
    private static final String VOCABULARY = "vocab.txt";

    /**
     * Opens a SavedModel, or a checkpoint, which is exported into the cache first.
     *
     * @param directory a version directory, a base path of such, or a checkpoint's directory; empty for the demo model
     * @throws UnusableModelException if it is none of these
     */
    static LocalModel open(Optional<Path> directory) throws IOException {
        Path base = directory.isPresent() && isServable(directory.get()) ? directory.get() : cached(directory);
        Path version = SpanServable.version(base);
        ModelFiles files = ModelFiles.directory(besides(version));
        SpanServable servable = SpanServable.open(version);
        return new LocalModel(LocalReader.of(files,
                encoder -> new LocalSpanModel(version.getFileName().toString(), servable, encoder)), servable);
    }

    /**
     * The base path that a checkpoint was exported to, now or before.
     *
     * @param directory the checkpoint's; empty for the demo model
     */
    static Path cached(Optional<Path> directory) throws IOException {
        return ModelCache.basePath(directory.map(ModelFiles::directory).orElseGet(ModelFiles::bundled), cache());
    }

    private static Path cache() {
        String set = System.getProperty("mrc.engine.cache-directory", System.getenv("MRC_ENGINE_CACHE_DIRECTORY"));
        return set != null ? Path.of(set) : Path.of(System.getProperty("user.home"), ModelCache.USUAL);
    }

    /** Whether it holds a SavedModel or numbered folders; a checkpoint's directory holds neither. */
    private static boolean isServable(Path directory) throws IOException {
        try {
            SpanServable.version(directory);
            return true;
        } catch (UnusableModelException e) {
            return false;
        }
    }

    /** Where the exporter leaves vocabulary and configuration: beside the version. */
    private static Path besides(Path version) {
        for (Path place : List.of(version, version.toAbsolutePath().getParent())) {
            if (Files.isRegularFile(place.resolve(VOCABULARY))) {
                return place;
            }
        }
        throw new UnusableModelException(
                "There is no %s in %s or beside it; copy %s, config.json and tokenizer_config.json there."
                        .formatted(VOCABULARY, version, VOCABULARY));
    }

    @Override
    public void close() {
        servable.close();
    }
}
