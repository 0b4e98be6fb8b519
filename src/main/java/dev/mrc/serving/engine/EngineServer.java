package dev.mrc.serving.engine;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.jboss.logging.Logger;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;

/**
 * A TensorFlow Serving compatible REST server on its own port. The port opens at once; the models load behind it, and until one
 * is AVAILABLE predict answers 404, as for a model that is still loading.
 */
public final class EngineServer implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(EngineServer.class);

    /** Requests that may wait for a thread; what comes beyond is answered 503. */
    private static final int QUEUE = 1024;
    private static final int MAX_TARGET_BYTES = 64 * 1024;
    private static final int MAX_HEADER_BYTES = 256 * 1024;
    private static final int DRAIN_SECONDS = 10;

    private final EngineSettings settings;
    private final ModelRunner runner;
    private final EngineMetrics metrics = new EngineMetrics();
    private final ModelStore models;
    private final ThreadPoolExecutor sessions;
    private final Lifecycle lifecycle;
    private HttpServer http;

    private EngineServer(EngineSettings settings) throws IOException {
        this.settings = settings;
        this.runner = settings.rest().batching()
                .<ModelRunner> map(batching -> new BatchingRunner(batching, metrics.batching())).orElseGet(ModelRunner::direct);
        this.models = new ModelStore(settings.loading(), runner, metrics);
        this.lifecycle = new Lifecycle(models, settings.models(), settings.loading());
        this.sessions = pool(settings.rest().threads());
    }

    /**
     * Opens the port, then loads the models in the background.
     *
     * @return the running server; fails with an {@link IOException} that names the port if it is taken, or what is wrong with
     *         the model configuration file
     */
    public static Future<EngineServer> start(Vertx vertx, EngineSettings settings) {
        EngineServer server;
        try {
            server = new EngineServer(settings);
        } catch (IOException e) {
            return Future.failedFuture(e);
        }
        HttpServerOptions options = new HttpServerOptions().setHost(settings.host()).setPort(settings.port())
                .setTcpNoDelay(true).setHandle100ContinueAutomatically(true)
                .setHttp2ClearTextEnabled(false).setMaxInitialLineLength(MAX_TARGET_BYTES).setMaxHeaderSize(MAX_HEADER_BYTES);
        RestApi api = new RestApi(server.models, server.runner, settings.rest().timeout(), server.metrics);
        HttpExchange exchange = new HttpExchange(api, settings.rest().cors(), server.sessions,
                new MetricsPage(settings.rest().monitoring(), server.metrics));
        return vertx.createHttpServer(options).requestHandler(exchange::handle).invalidRequestHandler(exchange::refuse).listen()
                .map(http -> {
                    server.http = http;
                    server.lifecycle.begin();
                    return server;
                }).recover(cause -> {
                    server.lifecycle.close();
                    server.sessions.shutdown();
                    server.runner.close();
                    return Future.failedFuture(new IOException(
                            "The engine cannot listen on %s:%d (%s): set mrc.engine.port to a free port, or to 0 for any free one."
                                    .formatted(settings.host(), settings.port(), cause.getMessage()),
                            cause));
                });
    }

    /** How this machine reaches the server, with the port it really got. */
    public URI uri() {
        String host = switch (settings.host()) {
            case "0.0.0.0" -> "127.0.0.1"; // "any address" is none to connect to
            case "::" -> "::1";
            default -> settings.host();
        };
        return URI.create("http://%s:%d".formatted(host.indexOf(':') < 0 ? host : "[" + host + "]", http.actualPort()));
    }

    /** Answers new requests 503, lets the waiting ones end, then closes the port and frees the models. Blocks some seconds. */
    @Override
    public void close() {
        lifecycle.close();
        sessions.shutdown();
        try {
            if (!sessions.awaitTermination(DRAIN_SECONDS, TimeUnit.SECONDS)) {
                LOG.warnf("requests still run after %d s", DRAIN_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        runner.close();
        http.close().toCompletionStage().toCompletableFuture().join();
        models.close();
    }

    private static ThreadPoolExecutor pool(int threads) {
        AtomicInteger number = new AtomicInteger();
        return new ThreadPoolExecutor(threads, threads, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(QUEUE),
                task -> {
                    Thread thread = new Thread(task, "engine-session-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }
}
