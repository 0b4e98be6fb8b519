package dev.mrc.serving.engine;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Finds the versions below a model's base path. */
final class BasePath {
    private BasePath() {
    }

    /**
     * Directories whose whole name is a number that fits into 64 bits; leading zeros do not count. Of equal numbers the
     * last name wins.
     */
    static NavigableMap<Long, Path> versions(Path basePath) throws IOException {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(basePath, Files::isDirectory)) {
            stream.forEach(children::add);
        }
        children.sort(Comparator.naturalOrder());
        NavigableMap<Long, Path> found = new TreeMap<>();
        for (Path child : children) {
            String digits = child.getFileName().toString();
            if (isVersion(digits)) {
                found.put(Long.parseLong(digits), child);
            }
        }
        return found;
    }

    private static boolean isVersion(String name) {
        try {
            return name.matches("[0-9]+") && Long.parseLong(name) >= 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
