package dev.mrc.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.sun.net.httpserver.HttpServer;

/** The script that fetches a model before a pod starts, run by a real shell against a server of the test's own. */
class FetcherScriptTest {
    private static final Path SCRIPT = Chart.FOLDER.resolve("files/fetch-model.sh");

    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final Map<String, String> authorizations = new ConcurrentHashMap<>();

    @TempDir
    private Path folder;
    private HttpServer server;
    private byte[] archive;

    record Run(int status, String output) {
    }

    @BeforeEach
    void serve() throws Exception {
        for (String tool : List.of("sh", "curl", "tar", "sha256sum")) {
            assumeTrue(new ProcessBuilder("sh", "-c", "command -v " + tool).start().waitFor() == 0, "needs " + tool);
        }
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            authorizations.put(path, String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            byte[] file = files.get(path);
            exchange.sendResponseHeaders(file == null ? 404 : 200, file == null ? -1 : file.length);
            try (var body = exchange.getResponseBody()) {
                body.write(file == null ? new byte[0] : file);
            }
        });
        server.start();
        Path export = folder.resolve("export");
        Files.createDirectories(export.resolve("3/variables"));
        Files.writeString(export.resolve("3/saved_model.pb"), "graph");
        Files.writeString(export.resolve("vocab.txt"), "[PAD]\n");
        archive = pack(export);
        files.put("/bert.tgz", archive);
    }

    @AfterEach
    void end() {
        if (server != null) {
            server.stop(0);
        }
    }

    @Test
    void aRightArchiveIsPublishedOnceWithItsVocabulary() throws Exception {
        Run first = fetch("/bert.tgz", sha256(archive), Map.of());
        files.clear();
        Run second = fetch("/bert.tgz", sha256(archive), Map.of());

        assertThat(first).isEqualTo(new Run(0, "fetched version 3\n"));
        assertThat(second).as("from what is there").isEqualTo(new Run(0, "the model is here already\n"));
        assertThat(model()).containsExactlyInAnyOrder(".complete", "3", "vocab.txt");
        assertThat(folder.resolve("model/3/saved_model.pb")).hasContent("graph");
    }

    @Test
    void aWrongSumAMissingFileAndHalfOfItLeaveNothing() throws Exception {
        files.put("/half.tgz", Arrays.copyOf(archive, archive.length / 2));

        assertThat(fetch("/bert.tgz", "0".repeat(64), Map.of()).output())
                .contains("the archive's SHA-256 is " + sha256(archive));
        assertThat(fetch("/half.tgz", sha256(archive), Map.of()).output()).contains("not all of it");
        assertThat(fetch("/none.tgz", sha256(archive), Map.of()).output()).contains("404");
        assertThat(model()).isEmpty();
    }

    @Test
    void anArchiveWithoutAVersionIsRefusedWithTheCommandThatPacksIt() throws Exception {
        Files.writeString(Files.createDirectories(folder.resolve("flat")).resolve("saved_model.pb"), "graph");
        byte[] flat = pack(folder.resolve("flat"));
        files.put("/flat.tgz", flat);
        Files.createDirectories(folder.resolve("empty/7"));
        byte[] empty = pack(folder.resolve("empty"));
        files.put("/empty.tgz", empty);

        assertThat(fetch("/flat.tgz", sha256(flat), Map.of()).output()).contains("tar -czf model.tgz -C EXPORT .");
        assertThat(fetch("/empty.tgz", sha256(empty), Map.of()).output()).contains("version 7 has no saved_model.pb");
        assertThat(model()).isEmpty();
    }

    @Test
    void twoThatRaceBothSucceed() throws Exception {
        Process one = start("/bert.tgz", sha256(archive), Map.of());
        Process two = start("/bert.tgz", sha256(archive), Map.of());

        assertThat(List.of(end(one).status(), end(two).status())).containsExactly(0, 0);
        assertThat(model()).containsExactlyInAnyOrder(".complete", "3", "vocab.txt");
        assertThat(folder.resolve("model/3/saved_model.pb")).hasContent("graph");
    }

    @Test
    void aBucketGetsASignedRequest() throws Exception {
        Run run = fetch("/bert.tgz", sha256(archive),
                Map.of("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY", "secret", "S3_REGION", "ap-northeast-2"));

        assertThat(run.status()).as(run.output()).isZero();
        assertThat(authorizations.get("/bert.tgz")).startsWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/")
                .contains("/ap-northeast-2/s3/aws4_request").doesNotContain("secret");
        assertThat(run.output()).doesNotContain("secret");
    }

    private Run fetch(String path, String sum, Map<String, String> more) throws Exception {
        return end(start(path, sum, more));
    }

    private Process start(String path, String sum, Map<String, String> more) throws IOException {
        Files.createDirectories(folder.resolve("model"));
        ProcessBuilder builder = new ProcessBuilder("sh", SCRIPT.toAbsolutePath().toString()).redirectErrorStream(true);
        builder.environment().putAll(more);
        builder.environment().putAll(Map.of("MODEL_URL", "http://127.0.0.1:" + server.getAddress().getPort() + path,
                "MODEL_SHA256", sum, "MODEL_DIR", folder.resolve("model").toString()));
        return builder.start();
    }

    private static Run end(Process process) throws Exception {
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Run(process.exitValue(), new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    }

    private List<String> model() throws IOException {
        try (Stream<Path> found = Files.list(folder.resolve("model"))) {
            return found.map(file -> file.getFileName().toString()).toList();
        }
    }

    private byte[] pack(Path export) throws Exception {
        Path file = Files.createTempFile(folder, "archive", ".tgz");
        assertThat(new ProcessBuilder("tar", "-czf", file.toString(), "-C", export.toString(), ".").start().waitFor()).isZero();
        return Files.readAllBytes(file);
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
