package dev.mrc.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleConsumer;
import java.util.stream.Stream;

import dev.mrc.tokenize.ModelFiles;

/**
 * Exports a trained model as a version below a base path that TensorFlow Serving or the engine may watch while this happens:
 * a version is there whole or not at all.
 */
public final class ModelExport {
    private static final String VOCABULARY = "vocab.txt";

    private final ModelSource source;
    private final ServableForm form;

    private ModelExport(ModelSource source, ServableForm form) {
        this.source = source;
        this.form = form;
    }

    /**
     * Reads all but the weights.
     *
     * @throws UnusableModelException if the files are no model this package knows, or do not fit the form
     */
    public static ModelExport of(ModelFiles files, ServableForm form) throws IOException {
        ModelSource source = ModelSource.open(files);
        int longest = source.config().longest();
        if (form.fixedLength().orElse(1) > longest) {
            throw new UnusableModelException("The fixed length %d is more than the %d positions that the model of %s has."
                    .formatted(form.fixedLength().getAsInt(), longest, files.location()));
        }
        return new ModelExport(source, form);
    }

    /**
     * Writes {@code base/version/} with {@code saved_model.pb}, {@code variables/} and a warm-up file, and beside the version
     * the configuration, vocabulary and tokenizer settings that the service needs.
     *
     * @param version a number that the base path does not have yet; empty for the one after the highest it has
     * @param progress told the share of the weights that was read, 0 to 1, ever higher
     * @return the version's directory
     * @throws UnusableModelException if a tensor is missing or of the wrong shape, or the base path has this version or holds
     *         another vocabulary; then nothing is written
     * @throws IOException if files cannot be read or written; then there is no new version
     */
    public Path write(Path base, OptionalLong version, DoubleConsumer progress) throws IOException {
        if (Files.exists(base.resolve(VOCABULARY))
                && !Arrays.equals(Files.readAllBytes(base.resolve(VOCABULARY)), source.beside().get(VOCABULARY))) {
            throw new UnusableModelException(
                    base + " holds versions with another vocabulary; the service can use but one. Export to another folder.");
        }
        Path target = base.resolve(Long.toString(version.isPresent() ? version.getAsLong() : highest(base) + 1));
        if (Files.exists(target)) {
            throw new UnusableModelException(target + " exists already, and a version never changes. Take another number.");
        }
        boolean made = Files.notExists(base);
        Files.createDirectories(base);
        try {
            StagedDirectory.sweep(base);
            StagedDirectory.publish(target, staging -> fill(staging, progress));
            for (Map.Entry<String, byte[]> file : source.beside().entrySet()) {
                replace(base.resolve(file.getKey()), file.getValue());
            }
        } finally {
            if (made && Files.notExists(target)) {
                Files.delete(base);
            }
        }
        return target;
    }

    private void fill(Path directory, DoubleConsumer progress) throws IOException {
        long total = size();
        AtomicLong read = new AtomicLong();
        try (Checkpoint weights = source.weights(
                bytes -> progress.accept(Math.min(1, (double) read.addAndGet(bytes) / total)))) {
            SavedModelExporter.write(directory, source.config().network(), weights, form.with(source.beside().get(VOCABULARY)));
        }
        WarmUp.write(directory, form.fixedLength().orElse(Math.min(WarmUp.USUAL_LENGTH, source.config().longest())),
                form.outputs(), WarmUp.BATCH_SIZES);
    }

    private long size() throws IOException {
        long bytes = 0;
        for (String name : source.weightFiles()) {
            try (InputStream in = source.files().open(name)) {
                bytes += in.transferTo(OutputStream.nullOutputStream());
            }
        }
        return bytes;
    }

    /** The highest version below a base path, 0 for none. */
    static long highest(Path base) throws IOException {
        if (Files.notExists(base)) {
            return 0;
        }
        try (Stream<Path> children = Files.list(base)) {
            return children.map(child -> child.getFileName().toString()).filter(name -> name.matches("[0-9]{1,18}"))
                    .mapToLong(Long::parseLong).max().orElse(0);
        }
    }

    /** In one step: who reads it meanwhile sees the old one or the new one. */
    private static void replace(Path file, byte[] content) throws IOException {
        Path staged = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ".partial");
        try {
            Files.write(staged, content);
            Files.move(staged, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(staged);
        }
    }
}
