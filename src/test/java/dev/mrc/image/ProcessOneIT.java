package dev.mrc.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Why the chart shares the process namespace and Compose sets {@code init}: Linux keeps SIGTERM from a process 1 that has no
 * handler for it, which TensorFlow Serving has not. And the service, which is process 1 in its container, has one.
 */
class ProcessOneIT {
    private static final Duration SOON = Duration.ofSeconds(5);

    @BeforeEach
    void namespacesAreAllowed() throws Exception {
        Process process = new ProcessBuilder("sh", "-c", "unshare -rpf true").start();
        assumeTrue(process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0, "needs unshare and user namespaces");
    }

    @Test
    void aServerWithoutHandlerSurvivesSigtermAsProcessOne() throws Exception {
        Process unshare = unshared(List.of("sleep", "60"), Map.of());
        try {
            ProcessHandle server = child(unshare);
            server.destroy();

            assertThat(unshare.waitFor(1, TimeUnit.SECONDS)).as("ended").isFalse();
        } finally {
            child(unshare).destroyForcibly();
        }
    }

    @Test
    void behindAnotherProcessOneItEndsAtOnce() throws Exception {
        Process unshare = unshared(List.of("sh", "-c", "sleep 60 & wait"), Map.of());
        ProcessHandle init = child(unshare);
        await().atMost(SOON).until(() -> init.children().findAny().isPresent());
        init.children().forEach(ProcessHandle::destroy);

        assertThat(unshare.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).as("ended").isTrue();
    }

    @Test
    void theServiceEndsOnSigtermAsProcessOne() throws Exception {
        int port = freePort();
        Process unshare = unshared(
                List.of(ProcessHandle.current().info().command().orElseThrow(), "-jar", "target/cluster/quarkus-run.jar"),
                Map.of("MRC_SERVING_URL", "http://127.0.0.1:1", "QUARKUS_HTTP_PORT", Integer.toString(port),
                        "QUARKUS_MANAGEMENT_PORT", Integer.toString(freePort())));
        await().atMost(Duration.ofSeconds(30)).until(() -> isOpen(port));
        child(unshare).destroy();

        assertThat(unshare.waitFor(10, TimeUnit.SECONDS)).as("ended").isTrue();
    }

    private static Process unshared(List<String> command, Map<String, String> environment) throws IOException {
        List<String> line = new ArrayList<>(List.of("unshare", "-rpf"));
        line.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** Process 1 of the namespace. */
    private static ProcessHandle child(Process unshare) {
        await().atMost(SOON).until(() -> unshare.children().findAny().isPresent());
        return unshare.children().findAny().orElseThrow();
    }

    private static boolean isOpen(int port) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
