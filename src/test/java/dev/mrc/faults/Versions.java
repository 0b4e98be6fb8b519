package dev.mrc.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;

import dev.mrc.model.ModelExport;
import dev.mrc.model.Precision;
import dev.mrc.model.ServableForm;
import dev.mrc.tokenize.ModelFiles;

/** A base path to which one version of the demo model after the other is published: of free length, then of 384, and so on. */
final class Versions {
    private final List<Path> forms;
    private final Path base;
    private long version;

    /** @param free base path with version 1 of the demo model, of free length */
    Versions(Path free) throws IOException {
        this.base = Files.createTempDirectory("versions");
        Path fixed = Files.createDirectory(base.resolve("fixed"));
        ModelExport
                .of(ModelFiles.bundled(),
                        new ServableForm(OptionalInt.of(384), Precision.FP32, ServableForm.Outputs.LOGITS_AND_SPANS))
                .write(fixed,
                        OptionalLong.of(1), done -> {
                        });
        this.forms = List.of(free.resolve("1"), fixed.resolve("1"));
    }

    Path base() {
        return base;
    }

    /** Puts the next version there, whole, and takes away all but the last two. */
    long publish() throws IOException {
        version++;
        Path form = forms.get((int) ((version + 1) % 2));
        Path incoming = base.resolve("incoming");
        try (Stream<Path> files = Files.walk(form)) {
            for (Path file : files.toList()) {
                Path copy = incoming.resolve(form.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
        Files.move(incoming, base.resolve(Long.toString(version)));
        delete(base.resolve(Long.toString(version - 2)));
        return version;
    }

    void delete() throws IOException {
        delete(base);
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
