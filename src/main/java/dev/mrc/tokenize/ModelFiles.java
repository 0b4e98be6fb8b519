package dev.mrc.tokenize;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a model's files come from: a directory that travels whole ({@code config.json}, {@code vocab.txt},
 * {@code tokenizer_config.json}, weights), or the demo model inside the jar.
 */
public interface ModelFiles {
    /**
     * Opens a file by its name; the caller closes it.
     *
     * @throws FileNotFoundException if this model has no such file
     */
    InputStream open(String name) throws IOException;

    /** Says where the files are, for messages. */
    String location();

    /** The directory, where the files are in one. */
    default Optional<Path> directory() {
        return Optional.empty();
    }

    static ModelFiles directory(Path directory) {
        return new ModelFiles() {
            @Override
            public Optional<Path> directory() {
                return Optional.of(directory);
            }

            @Override
            public InputStream open(String name) throws IOException {
                Path file = directory.resolve(name);
                if (!Files.isRegularFile(file)) {
                    throw new FileNotFoundException("no file " + name + " in " + directory);
                }
                return Files.newInputStream(file);
            }

            @Override
            public String location() {
                return directory.toString();
            }
        };
    }

    /** The demo model that is packed into this jar under {@code /model}. */
    static ModelFiles bundled() {
        return new ModelFiles() {
            @Override
            public InputStream open(String name) throws IOException {
                InputStream file = ModelFiles.class.getResourceAsStream("/model/" + name);
                if (file == null) {
                    throw new FileNotFoundException("no file " + name + " in the bundled demo model");
                }
                return file;
            }

            @Override
            public String location() {
                return "the bundled demo model";
            }
        };
    }
}
