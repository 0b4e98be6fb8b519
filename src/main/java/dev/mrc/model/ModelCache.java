package dev.mrc.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import org.jboss.logging.Logger;

import dev.mrc.tokenize.ModelFiles;

/**
 * Turns a model directory into a base path of SavedModel versions in a cache, once: the next start finds it there. Several
 * processes may start at the same time; a killed one leaves nothing that is taken for a model.
 *
 * <p>
 * The cache holds {@code HASH/bert/1/saved_model.pb}, {@code HASH/bert/1/variables/} and, beside the version, the vocabulary
 * and configuration the model was trained with. HASH covers all of the model's files, so a changed model gets its own place.
 */
public final class ModelCache {
    /** Under the user's home, where nothing else is said. */
    public static final String USUAL = ".cache/korean-mrc";

    private static final Logger LOG = Logger.getLogger(ModelCache.class);

    /** To be raised whenever the same files would be exported differently. */
    private static final int EXPORTER = 5;

    private static final String NAME = "bert";
    private static final String VERSION = "1";

    private ModelCache() {
    }

    /**
     * The base path to serve, made if it is not there yet.
     *
     * @param cacheDirectory where exported models are kept; created if absent
     * @throws UnusableModelException if the files are no model this package knows
     * @throws IOException if they cannot be read or the cache cannot be written; the message says what to do
     */
    public static Path basePath(ModelFiles files, Path cacheDirectory) throws IOException {
        ModelSource source = ModelSource.open(files);
        Path home = cacheDirectory.toAbsolutePath().resolve(fingerprint(source));
        Path base = home.resolve(NAME);
        if (isWhole(base)) {
            return base;
        }
        try {
            Files.createDirectories(home.getParent());
            StagedDirectory.sweep(home.getParent());
            if (Files.exists(home) && !isWhole(base)) {
                StagedDirectory.delete(home);
            }
            StagedDirectory.publish(home, staging -> export(source, staging.resolve(NAME)));
        } catch (FileSystemException e) {
            throw new IOException(
                    ("The model cannot be unpacked into '%s' (%s): set mrc.engine.cache-directory to a folder that "
                            + "this user may write and that has room.").formatted(cacheDirectory, e),
                    e);
        }
        LOG.infof("unpacked %s into %s", files.location(), base);
        return base;
    }

    private static void export(ModelSource source, Path base) throws IOException {
        Path version = Files.createDirectories(base.resolve(VERSION));
        try (Checkpoint weights = source.weights(bytes -> {
        })) {
            SavedModelExporter.write(version, source.config().network(), weights,
                    ServableForm.USUAL.with(source.beside().get("vocab.txt")));
        }
        // The engine of a laptop runs what it gets: bigger batches would only keep its first reader waiting.
        WarmUp.write(version, Math.min(WarmUp.USUAL_LENGTH, source.config().longest()), ServableForm.USUAL.outputs(),
                List.of(1));
        for (Map.Entry<String, byte[]> file : source.beside().entrySet()) {
            Files.write(base.resolve(file.getKey()), file.getValue());
        }
    }

    /** What is there was renamed into place and is all there, unless somebody tidied up. */
    private static boolean isWhole(Path base) throws IOException {
        for (String file : List.of("saved_model.pb", "variables/variables.index", "variables/variables.data-00000-of-00001")) {
            Path path = base.resolve(VERSION).resolve(file);
            if (!Files.isRegularFile(path) || Files.size(path) == 0) {
                return false;
            }
        }
        return true;
    }

    private static String fingerprint(ModelSource source) throws IOException {
        MessageDigest digest = sha256();
        digest.update((byte) EXPORTER);
        // The name between two files keeps bytes from sliding from one into the other unnoticed.
        for (Map.Entry<String, byte[]> file : source.beside().entrySet()) {
            digest.update((file.getKey() + "\0").getBytes(StandardCharsets.UTF_8));
            digest.update(file.getValue());
        }
        for (String name : source.weightFiles()) {
            try (InputStream in = source.files().open(name);
                    OutputStream sink = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
                sink.write((name + "\0").getBytes(StandardCharsets.UTF_8));
                in.transferTo(sink);
            }
        }
        return HexFormat.of().formatHex(digest.digest(), 0, 8);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256. This is a bug.", e);
        }
    }
}
