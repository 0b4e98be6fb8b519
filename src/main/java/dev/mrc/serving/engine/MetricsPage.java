package dev.mrc.serving.engine;

import java.util.Optional;

import io.vertx.core.buffer.Buffer;

/** The metrics at their path. Cheap enough for the event loop, so that it answers also while every thread is busy. */
record MetricsPage(Monitoring monitoring, EngineMetrics metrics) {
    private static final String TEXT = "text/plain";

    /**
     * The page; empty if the target is another path.
     *
     * @param target path, query and fragment, as sent
     */
    Optional<Answer> answer(String target) {
        return monitoring.path().filter(path -> target.startsWith(path) && end(target, path.length()))
                .map(path -> target.length() == path.length() ? new Answer(200, TEXT, Buffer.buffer(metrics.page()))
                        : new Answer(400, TEXT, Buffer.buffer("Unexpected path: %s. Should be %s".formatted(target, path))));
    }

    private static boolean end(String target, int at) {
        return at == target.length() || target.charAt(at) == '?' || target.charAt(at) == '#';
    }
}
