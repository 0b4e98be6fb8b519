package dev.mrc.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;

/** The keys in force. Their file is looked at again and again, so that a key can be given or taken back without a restart. */
@Singleton
class KeyRing {
    private static final Logger LOG = Logger.getLogger(KeyRing.class);
    private static final long LOOK_MS = 2000;

    private final Optional<Path> file;
    private List<String> lines = List.of();
    private String complaint = "";
    private volatile ApiKeys keys;

    KeyRing(ApiConfig config) {
        this.file = config.keysFile();
    }

    /** A service with a file that cannot be used does not start: open to all is not what was asked for. */
    void start(@Observes StartupEvent start, Vertx vertx) throws IOException {
        if (file.isEmpty()) {
            return;
        }
        try {
            look(file.get());
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException("mrc.api.keys-file %s: %s".formatted(file.get(), reason(e)), e);
        }
        vertx.setPeriodic(LOOK_MS, timer -> vertx.executeBlocking(() -> {
            lookAgain(file.get());
            return null;
        }));
    }

    /** Whether callers need a key. */
    boolean required() {
        return file.isPresent();
    }

    /** Name of the key's holder. */
    Optional<String> holder(String key) {
        return keys.holder(key);
    }

    /** A file that went bad changes nothing: those who could call still can, and the log says why the change was not taken. */
    private synchronized void lookAgain(Path path) {
        try {
            look(path);
            complaint = "";
        } catch (IOException | IllegalArgumentException e) {
            if (!reason(e).equals(complaint)) {
                complaint = reason(e);
                LOG.errorf("mrc.api.keys-file %s: %s; the keys read before stay in force", path, complaint);
            }
        }
    }

    private synchronized void look(Path path) throws IOException {
        List<String> now = Files.readAllLines(path);
        if (keys == null || !now.equals(lines)) {
            keys = ApiKeys.of(now);
            lines = now;
            LOG.infof("API keys in force: %d", keys.hashes().size());
        }
    }

    private static String reason(Exception failure) {
        return failure instanceof IOException ? "cannot be read (%s)".formatted(failure.getClass().getSimpleName())
                : failure.getMessage();
    }
}
