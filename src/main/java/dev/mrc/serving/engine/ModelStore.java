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

import org.jboss.logging.Logger;

import dev.mrc.serving.ModelStatus;
import dev.mrc.serving.ModelStatus.State;

/**
 * The versions of one model: every numeric directory of a base path. Versions load one after the other, the highest first; a
 * broken one ends with its reason and the others are served. Thread-safe.
 */
final class ModelStore implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(ModelStore.class);

    private final String model;
    private final EngineMetrics metrics;
    private final NavigableMap<Long, Version> versions = new TreeMap<>(Comparator.reverseOrder());
    private boolean closed;

    /** A version ever seen; {@code loaded} only while it is served. */
    private record Version(State state, ModelStatus.Status status, LoadedModel loaded) {
    }

    ModelStore(String model, EngineMetrics metrics) {
        this.model = model;
        this.metrics = metrics;
    }

    /** Whether the name is a model's, be any version of it loaded or not. */
    boolean serves(String name) {
        return model.equals(name);
    }

    /**
     * Loads all versions of a base path; returns when each is AVAILABLE or END. Blocks.
     *
     * @throws IOException if the path cannot be read or holds no version
     */
    void load(Path basePath) throws IOException {
        NavigableMap<Long, Path> found = scan(basePath);
        if (found.isEmpty()) {
            throw new IOException(("No versions of servable %s found under base path %s: it must hold directories with numbers "
                    + "for names, such as %s").formatted(model, basePath, basePath.resolve("1")));
        }
        found.keySet().forEach(version -> put(version, State.START, ModelStatus.Status.OK, null));
        found.forEach(this::load);
    }

    /** Directories whose whole name is a number; leading zeros do not count. Of equal numbers the last name wins. */
    private static NavigableMap<Long, Path> scan(Path basePath) throws IOException {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(basePath, Files::isDirectory)) {
            stream.forEach(children::add);
        }
        children.sort(Comparator.naturalOrder());
        NavigableMap<Long, Path> found = new TreeMap<>(Comparator.reverseOrder());
        for (Path child : children) {
            String name = child.getFileName().toString();
            if (!name.matches("[0-9]+")) {
                continue;
            }
            try {
                found.put(Long.parseLong(name), child);
            } catch (NumberFormatException e) {
                LOG.warnf("%s is no version: the number does not fit into 64 bits", child);
            }
        }
        return found;
    }

    private void load(long version, Path directory) {
        put(version, State.LOADING, ModelStatus.Status.OK, null);
        try {
            long start = System.nanoTime();
            LoadedModel loaded = metrics.load(directory, () -> LoadedModel.load(version, directory));
            put(version, State.AVAILABLE, ModelStatus.Status.OK, loaded);
            LOG.infof("model %s version %d is available after %d ms", model, version, (System.nanoTime() - start) / 1_000_000);
        } catch (StatusException e) {
            LOG.warnf("model %s version %d cannot be loaded: %s: %s", model, version, e.code(), e.getMessage());
            put(version, State.END, new ModelStatus.Status(e.code().name(), e.getMessage()), null);
        }
    }

    private synchronized void put(long version, State state, ModelStatus.Status status, LoadedModel loaded) {
        if (closed) {
            if (loaded != null) {
                loaded.close();
            }
            return;
        }
        versions.put(version, new Version(state, status, loaded));
    }

    /**
     * The version that answers; the caller closes it when done, until then it stays in memory.
     *
     * @throws StatusException if there is no such model, version or label here
     */
    synchronized LoadedModel acquire(String name, Target.Choice choice) {
        if (choice instanceof Target.Labelled labelled) {
            throw StatusException.invalid("Unrecognized servable version label: " + labelled.label());
        }
        LoadedModel found = null;
        if (model.equals(name)) {
            found = choice instanceof Target.Specific specific ? loaded(versions.get(specific.version()))
                    : versions.values().stream().map(ModelStore::loaded).filter(m -> m != null).findFirst().orElse(null);
        }
        if (found == null || !found.retain()) {
            throw new StatusException(Code.NOT_FOUND, "Servable not found for request: "
                    + (choice instanceof Target.Specific specific ? "Specific(%s, %d)".formatted(name, specific.version())
                            : "Latest(%s)".formatted(name)));
        }
        return found;
    }

    private static LoadedModel loaded(Version version) {
        return version == null ? null : version.loaded();
    }

    /**
     * What became of the versions, the highest first. A label does not narrow the answer, not even an unknown one.
     *
     * @throws StatusException if none was ever seen
     */
    synchronized ModelStatus status(String name, Target.Choice choice) {
        if (!model.equals(name) || versions.isEmpty()) {
            throw new StatusException(Code.NOT_FOUND, "Could not find any versions of model " + name);
        }
        if (choice instanceof Target.Specific specific) {
            Version version = versions.get(specific.version());
            if (version == null) {
                throw new StatusException(Code.NOT_FOUND, "Could not find version %d of model %s".formatted(specific.version(),
                        name));
            }
            return new ModelStatus(List.of(entry(specific.version(), version)));
        }
        return new ModelStatus(versions.entrySet().stream().map(e -> entry(e.getKey(), e.getValue())).toList());
    }

    private static ModelStatus.Version entry(long number, Version version) {
        return new ModelStatus.Version(Long.toString(number), version.state(), version.status());
    }

    /** Ends all versions; those in use are freed by their last user. */
    @Override
    public synchronized void close() {
        closed = true;
        versions.replaceAll((number, version) -> {
            if (version.loaded() != null) {
                version.loaded().close();
            }
            return new Version(State.END, version.status(), null);
        });
    }
}
