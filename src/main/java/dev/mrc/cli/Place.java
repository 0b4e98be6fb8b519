package dev.mrc.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * Where the model is that a command serves: {@code --model} or {@code --model_base_path}, or the demo model.
 *
 * @param checkpoint a checkpoint's folder, to be exported first
 * @param servables a base path of versions
 */
record Place(Optional<Path> checkpoint, Optional<Path> servables) {
    /** @throws ParameterException if both are given or a folder is not there */
    static Place of(Path model, Path basePath, CommandLine command) {
        if (model != null && basePath != null) {
            throw new ParameterException(command, "Give --model or --model_base_path, not both.");
        }
        Stream.of(Optional.ofNullable(model), Optional.ofNullable(basePath)).flatMap(Optional::stream).forEach(folder -> {
            if (!Files.isDirectory(folder)) {
                throw new ParameterException(command, "There is no folder " + folder + ".");
            }
        });
        return new Place(Optional.ofNullable(model), Optional.ofNullable(basePath));
    }

    boolean isDemo() {
        return checkpoint.isEmpty() && servables.isEmpty();
    }

    /** The base path of versions; a checkpoint is exported into the cache, unless it is there from before. */
    Path basePath() throws IOException {
        return servables.isPresent() ? servables.get() : LocalModel.cached(checkpoint);
    }
}
