package dev.mrc.serving.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentHashMap;

import org.jboss.logging.Logger;

import dev.mrc.serving.ModelStatus;

/**
 * The models that are served and the labels of their versions. {@link #configure} and {@link #poll} are called by one thread,
 * everything else by any.
 */
final class ModelStore implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(ModelStore.class);

    private final LoadSettings settings;
    private final ModelRunner runner;
    private final EngineMetrics metrics;
    private final Map<String, ModelVersions> models = new ConcurrentHashMap<>();
    /** What went wrong at the last look, by model, so that it is said once. */
    private final Map<String, String> troubles = new HashMap<>();
    private final Map<String, Path> basePaths = new HashMap<>();
    private volatile List<ModelSettings> configured = List.of();
    private volatile Map<String, Map<String, Long>> labels = Map.of();

    /** @param runner how warm-up requests are run */
    ModelStore(LoadSettings settings, ModelRunner runner, EngineMetrics metrics) {
        this.settings = settings;
        this.runner = runner;
        this.metrics = metrics;
    }

    /** Whether the name is, or was, a model's, be any version of it loaded or not. */
    boolean knows(String name) {
        return models.containsKey(name);
    }

    /**
     * Serves these models and no others, with these labels. Nothing is loaded before the next {@link #poll}.
     *
     * @throws StatusException if a label may not point where it is to point; then nothing changes
     */
    void configure(List<ModelSettings> wanted) {
        Map<String, Map<String, Long>> pointed = new HashMap<>();
        for (ModelSettings model : wanted) {
            model.labels().forEach((label, version) -> checkLabel(model.name(), label, version));
            pointed.put(model.name(), model.labels());
        }
        for (ModelSettings before : configured) {
            if (wanted.stream().noneMatch(model -> model.name().equals(before.name()))) {
                models.get(before.name()).want(Map.of());
                basePaths.remove(before.name());
            }
        }
        wanted.forEach(model -> {
            models.computeIfAbsent(model.name(), name -> new ModelVersions(name, settings, runner, metrics));
            if (configured.stream().noneMatch(before -> before.equals(model))) {
                basePaths.remove(model.name());
            }
        });
        configured = List.copyOf(wanted);
        labels = Map.copyOf(pointed);
    }

    private void checkLabel(String model, String label, long version) {
        ModelVersions versions = models.get(model);
        Long before = labels.getOrDefault(model, Map.of()).get(label);
        boolean inAdvance = settings.labelsInAdvance() && (before == null || before == version);
        if (!inAdvance && (versions == null || !versions.isAvailable(version))) {
            throw new StatusException(Code.FAILED_PRECONDITION,
                    ("Request to assign label to %d version of model %s, which is not "
                            + "currently available for inference").formatted(version, model));
        }
    }

    /** Looks for versions on disk, then loads and unloads until nothing is left to do. Blocks. */
    void poll() {
        for (ModelSettings model : configured) {
            look(model);
        }
        boolean moved = true;
        while (moved) {
            moved = false;
            for (ModelVersions versions : models.values()) {
                moved |= versions.step();
            }
        }
    }

    /** Whether a version waits to be tried again. */
    boolean retrying() {
        return models.values().stream().anyMatch(ModelVersions::retrying);
    }

    private void look(ModelSettings model) {
        String trouble = null;
        try {
            Path basePath = basePaths.get(model.name());
            if (basePath == null) {
                basePath = model.source().basePath();
                basePaths.put(model.name(), basePath);
            }
            NavigableMap<Long, Path> found = BasePath.versions(basePath);
            if (found.isEmpty()) {
                trouble = ("No versions of servable %s found under base path %s: it must hold directories with numbers for names, "
                        + "such as %s").formatted(model.name(), basePath, basePath.resolve("1"));
            }
            found.keySet().retainAll(model.policy().choose(Map.copyOf(found).keySet()));
            models.get(model.name()).want(found);
        } catch (IOException e) {
            trouble = "model %s cannot be looked for: %s: %s".formatted(model.name(), e.getClass().getSimpleName(),
                    e.getMessage());
        }
        if (trouble != null && !trouble.equals(troubles.get(model.name()))) {
            LOG.warn(trouble);
        }
        troubles.put(model.name(), trouble);
    }

    /**
     * The version that answers; the caller closes it when done, until then it stays in memory.
     *
     * @throws StatusException if there is no such model, version or label here
     */
    LoadedModel acquire(String name, Target.Choice choice) {
        Target.Choice meant = choice;
        if (choice instanceof Target.Labelled labelled) {
            Long version = labels.getOrDefault(name, Map.of()).get(labelled.label());
            if (version == null) {
                throw StatusException.invalid("Unrecognized servable version label: " + labelled.label());
            }
            meant = new Target.Specific(version);
        }
        ModelVersions versions = models.get(name);
        LoadedModel found = versions == null ? null : versions.acquire(meant);
        if (found == null) {
            throw new StatusException(Code.NOT_FOUND, "Servable not found for request: "
                    + (meant instanceof Target.Specific specific ? "Specific(%s, %d)".formatted(name, specific.version())
                            : "Latest(%s)".formatted(name)));
        }
        return found;
    }

    /**
     * What became of the versions, the highest first. A label does not narrow the answer, not even an unknown one.
     *
     * @throws StatusException if none was ever seen
     */
    ModelStatus status(String name, Target.Choice choice) {
        ModelVersions known = models.get(name);
        List<ModelStatus.Version> all = known == null ? List.of() : known.status();
        if (all.isEmpty()) {
            throw new StatusException(Code.NOT_FOUND, "Could not find any versions of model " + name);
        }
        if (choice instanceof Target.Specific specific) {
            List<ModelStatus.Version> one = known.status(specific.version());
            if (one.isEmpty()) {
                throw new StatusException(Code.NOT_FOUND,
                        "Could not find version %d of model %s".formatted(specific.version(), name));
            }
            return new ModelStatus(one);
        }
        return new ModelStatus(all);
    }

    /** Ends all models; versions in use are freed by their last user. */
    @Override
    public void close() {
        models.values().forEach(ModelVersions::close);
    }
}
