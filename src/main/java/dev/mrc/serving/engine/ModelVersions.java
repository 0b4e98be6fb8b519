package dev.mrc.serving.engine;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.jboss.logging.Logger;

import dev.mrc.serving.ModelStatus;
import dev.mrc.serving.ModelStatus.State;

/**
 * The versions of one model, from START to END. One thread at a time changes what is loaded ({@link #step()}); everything else
 * may be called by any thread at any time.
 *
 * <p>
 * The order keeps the model available, as TensorFlow Serving's AvailabilityPreservingPolicy does: what is not wanted any more
 * ends only once something that is wanted is available, or nothing is wanted at all.
 */
final class ModelVersions implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(ModelVersions.class);

    private final String model;
    private final LoadSettings settings;
    private final ModelRunner runner;
    private final EngineMetrics metrics;
    private final NavigableMap<Long, Version> versions = new TreeMap<>(Collections.reverseOrder());
    private boolean closed;

    /** A version ever seen. Guarded by the store's lock. */
    private static final class Version {
        final long number;
        final Path directory;
        State state = State.START;
        ModelStatus.Status status = ModelStatus.Status.OK;
        /** Set while the version can be called. */
        LoadedModel loaded;
        boolean wanted = true;
        int failures;
        long retryAt;

        Version(long number, Path directory) {
            this.number = number;
            this.directory = directory;
        }

        boolean available() {
            return loaded != null;
        }

        boolean due() {
            return state == State.START || state == State.LOADING && System.nanoTime() - retryAt >= 0;
        }

        ModelStatus.Version entry() {
            return new ModelStatus.Version(Long.toString(number), state, status);
        }
    }

    ModelVersions(String model, LoadSettings settings, ModelRunner runner, EngineMetrics metrics) {
        this.model = model;
        this.settings = settings;
        this.runner = runner;
        this.metrics = metrics;
    }

    /** Says which versions are to be served. One that failed is not tried again while it stays; one that comes back is. */
    synchronized void want(Map<Long, Path> wanted) {
        if (closed) {
            return;
        }
        wanted.forEach((number, directory) -> {
            Version known = versions.get(number);
            if (known == null || known.state == State.END && !known.wanted) {
                versions.put(number, new Version(number, directory));
            }
        });
        for (Version version : versions.values()) {
            version.wanted = wanted.containsKey(version.number);
            if (!version.wanted && !version.available() && version.state != State.UNLOADING) {
                version.state = State.END;
            }
        }
    }

    /** Loads or unloads one version; blocks meanwhile. @return false if there was nothing to do now */
    boolean step() {
        Version ending;
        Version coming;
        LoadedModel last = null;
        synchronized (this) {
            boolean covered = matches(version -> version.wanted && version.available()) || !matches(version -> version.wanted);
            ending = covered ? lowest(version -> !version.wanted && version.available()) : null;
            coming = ending == null && !closed ? highest(version -> version.wanted && version.due()) : null;
            if (ending != null) {
                ending.state = State.UNLOADING;
                last = ending.loaded;
                ending.loaded = null;
            } else if (coming != null) {
                coming.state = State.LOADING;
            }
        }
        if (ending != null) {
            Version unloaded = ending;
            last.end(() -> ended(unloaded));
        } else if (coming != null) {
            load(coming);
        }
        return ending != null || coming != null;
    }

    /** Whether a version waits to be tried again. */
    synchronized boolean retrying() {
        return matches(version -> version.wanted && version.state == State.LOADING);
    }

    private void load(Version version) {
        long start = System.nanoTime();
        try {
            runner.check();
            LoadedModel loaded = metrics.load(version.directory,
                    () -> LoadedModel.load(version.number, version.directory));
            if (settings.warmUp()) {
                warmUp(loaded, version.directory);
            }
            arrived(version, loaded);
            LOG.infof("model %s version %d is available after %d ms", model, version.number,
                    (System.nanoTime() - start) / 1_000_000);
        } catch (StatusException e) {
            LOG.warnf("model %s version %d cannot be loaded: %s: %s", model, version.number, e.code(), e.getMessage());
            failed(version, new ModelStatus.Status(e.code().name(), e.getMessage()));
        }
    }

    private void warmUp(LoadedModel loaded, Path directory) {
        try {
            metrics.warmUp(directory, () -> WarmUpReplay.run(loaded, directory, runner));
        } catch (StatusException e) {
            loaded.close();
            throw e;
        }
    }

    private synchronized void arrived(Version version, LoadedModel loaded) {
        if (closed) {
            loaded.close();
            return;
        }
        version.loaded = loaded;
        version.state = State.AVAILABLE;
        version.failures = 0;
    }

    private synchronized void failed(Version version, ModelStatus.Status why) {
        version.status = why;
        version.failures++;
        if (version.failures > settings.retries()) {
            version.state = State.END;
        } else {
            version.retryAt = System.nanoTime() + settings.retryAfter().toNanos();
        }
    }

    private synchronized void ended(Version version) {
        version.state = State.END;
        version.wanted = false; // if it is wanted again by now, the next look starts it anew
        LOG.infof("model %s version %d has ended", model, version.number);
    }

    /** The version to call, or null; the caller closes it when done, until then it stays in memory. */
    synchronized LoadedModel acquire(Target.Choice choice) {
        Version found = choice instanceof Target.Specific specific ? versions.get(specific.version())
                : highest(Version::available);
        return found != null && found.available() && found.loaded.retain() ? found.loaded : null;
    }

    synchronized boolean isAvailable(long version) {
        Version known = versions.get(version);
        return known != null && known.available();
    }

    /** What became of the versions, the highest first. */
    synchronized List<ModelStatus.Version> status() {
        return versions.values().stream().map(Version::entry).toList();
    }

    /** What became of one version; empty if it was never seen. */
    synchronized List<ModelStatus.Version> status(long version) {
        return Stream.ofNullable(versions.get(version)).map(Version::entry).toList();
    }

    /** Ends all versions; those in use are freed by their last user. */
    @Override
    public synchronized void close() {
        closed = true;
        for (Version version : versions.values()) {
            if (version.available()) {
                version.loaded.close();
                version.loaded = null;
            }
            version.state = State.END;
        }
    }

    private boolean matches(Predicate<Version> test) {
        return versions.values().stream().anyMatch(test);
    }

    private Version highest(Predicate<Version> test) {
        return versions.values().stream().filter(test).findFirst().orElse(null);
    }

    private Version lowest(Predicate<Version> test) {
        return versions.descendingMap().values().stream().filter(test).findFirst().orElse(null);
    }
}
