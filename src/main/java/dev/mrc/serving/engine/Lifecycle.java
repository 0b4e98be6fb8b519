package dev.mrc.serving.engine;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.jboss.logging.Logger;

/** Keeps a {@link ModelStore} in step with the disk: looks for versions, and for a changed configuration, now and then. */
final class Lifecycle implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Lifecycle.class);

    private final ModelStore store;
    private final ServedModels models;
    private final LoadSettings settings;
    /** One thread: loading, unloading and reconfiguring never meet. */
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "engine-models");
        made.setDaemon(true);
        return made;
    });
    private String lastTrouble = "";

    /**
     * Reads the configuration; {@link #begin()} does the rest.
     *
     * @throws IOException if there is a configuration that cannot be followed
     */
    Lifecycle(ModelStore store, ServedModels models, LoadSettings settings) throws IOException {
        this.store = store;
        this.models = models;
        this.settings = settings;
        try {
            store.configure(read());
        } catch (StatusException e) {
            thread.shutdown();
            throw new IOException(e.getMessage(), e);
        }
    }

    /** Begins to load, in the background. */
    void begin() {
        Duration poll = settings.poll();
        if (poll.isZero()) {
            thread.execute(this::look);
        } else if (!poll.isNegative()) {
            every(poll, Duration.ZERO, this::look);
        }
        if (models instanceof ServedModels.Listed listed && listed.poll().toNanos() > 0) {
            every(listed.poll(), listed.poll(), this::reconfigure);
        }
    }

    private void every(Duration time, Duration first, Runnable task) {
        thread.scheduleWithFixedDelay(task, first.toNanos(), time.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void look() {
        store.poll();
        if (settings.poll().isZero() && store.retrying() && !thread.isShutdown()) {
            thread.schedule(this::look, settings.retryAfter().toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void reconfigure() {
        try {
            store.configure(read());
            lastTrouble = "";
            store.poll();
        } catch (IOException | StatusException e) {
            if (!e.getMessage().equals(lastTrouble)) {
                lastTrouble = e.getMessage();
                LOG.warnf("the model configuration is not followed, what was served before still is: %s", lastTrouble);
            }
        }
    }

    private List<ModelSettings> read() throws IOException {
        return models instanceof ServedModels.Listed listed ? ModelConfigFile.read(listed.file())
                : ((ServedModels.Fixed) models).models();
    }

    /** Stops looking; a version that is being loaded is not waited for. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
