package dev.mrc.model;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Directories that appear whole or not at all: written under another name beside their place, then renamed. The other name
 * is no number, so that a server which polls for version directories never takes it for one.
 */
final class StagedDirectory {
    private static final String SUFFIX = ".partial";
    private static final Duration ABANDONED = Duration.ofHours(1);

    private StagedDirectory() {
    }

    /** Fills an empty directory. */
    @FunctionalInterface
    interface Content {
        void write(Path directory) throws IOException;
    }

    /**
     * Creates {@code target} with this content. Of several processes that do so at once the first to finish wins; the others
     * drop their copy and use the winner's.
     *
     * @throws IOException if it cannot be written; {@code target} does not exist then
     */
    static void publish(Path target, Content content) throws IOException {
        Path staging = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + SUFFIX);
        Files.createDirectory(staging);
        try {
            content.write(staging);
            sync(staging);
            Files.move(staging, target);
        } catch (FileSystemException e) {
            // Systems name "there is one already" differently; that it exists is what counts.
            if (!Files.isDirectory(target)) {
                throw e;
            }
        } finally {
            delete(staging);
        }
    }

    /** Removes what killed processes left beside {@code target}; a live one takes seconds, not an hour. */
    static void sweep(Path parent) throws IOException {
        FileTime limit = FileTime.from(Instant.now().minus(ABANDONED));
        List<Path> left;
        try (Stream<Path> children = Files.list(parent)) {
            left = children.filter(child -> child.getFileName().toString().endsWith(SUFFIX)).toList();
        }
        for (Path child : left) {
            if (Files.isDirectory(child) && Files.getLastModifiedTime(child).compareTo(limit) < 0) {
                delete(child);
            }
        }
    }

    /** After a power cut a renamed file may be there and empty; a forced one is whole. */
    private static void sync(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory).filter(Files::isRegularFile)) {
            for (Path file : files.toList()) {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.force(true);
                }
            }
        }
    }

    /** Removes a tree, also while another process removes the same one. */
    static void delete(Path directory) throws IOException {
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path left, IOException failure) throws IOException {
                Files.deleteIfExists(left);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
