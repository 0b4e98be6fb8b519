package dev.mrc.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The packaged service as shipped, with validation, metrics and health, in a process of its own beside {@link
 * RecordedServing} in another. Where {@code taskset} is, the service has one processor for itself.
 */
final class ServiceProcess implements AutoCloseable {
    private static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar");
    static final Path LOGS = Path.of("target/bench");
    private static final Path GC_LOG = LOGS.resolve("gc.log");
    private static final Pattern COLLECTION = Pattern.compile("(\\d+)M->(\\d+)M\\(");
    /** Clock ticks of /proc, a second. */
    private static final double TICKS = 100;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Process serving;
    private final List<String> command;
    private Process service;
    private final int servingPort;
    private final int port;

    ServiceProcess(String... options) throws IOException, InterruptedException {
        if (!Files.exists(JAR)) {
            throw new IllegalStateException(JAR + " is missing: ./mvnw package -DskipTests");
        }
        Files.createDirectories(LOGS);
        serving = start("1", List.of("-cp", System.getProperty("java.class.path"), RecordedServing.class.getName()),
                ProcessBuilder.Redirect.PIPE);
        servingPort = Integer.parseInt(new BufferedReader(
                new InputStreamReader(serving.getInputStream(), StandardCharsets.US_ASCII)).readLine());
        port = freePort();
        command = new ArrayList<>(List.of("-Xlog:gc:file=" + GC_LOG + "::filecount=0", "-Xmx512m"));
        command.addAll(List.of(options));
        command.addAll(List.of("-Dquarkus.http.port=" + port, "-Dquarkus.management.port=" + freePort(),
                "-Dmrc.serving.url=http://127.0.0.1:" + servingPort, "-jar",
                JAR.toString(), "serve"));
        begin();
    }

    private void begin() throws IOException, InterruptedException {
        service = start("0", command, ProcessBuilder.Redirect.to(LOGS.resolve("service.log").toFile()));
        awaitAnswer();
    }

    /** Begins the service anew, cold; the model server stays and remembers. */
    void restart() throws IOException, InterruptedException {
        service.destroy();
        service.waitFor();
        begin();
    }

    static Process start(String processor, List<String> arguments, ProcessBuilder.Redirect out) throws IOException {
        List<String> command = new ArrayList<>();
        if (Files.exists(Path.of("/usr/bin/taskset")) && Runtime.getRuntime().availableProcessors() > 1) {
            command.addAll(List.of("taskset", "-c", processor));
        }
        command.add(ProcessHandle.current().info().command().orElseThrow());
        command.addAll(arguments);
        // an unread pipe would fill with log lines and stop the service
        return new ProcessBuilder(command).redirectError(LOGS.resolve("errors-%s.log".formatted(processor)).toFile())
                .redirectOutput(out).start();
    }

    private void awaitAnswer() throws IOException, InterruptedException {
        long end = System.nanoTime() + 60_000_000_000L;
        while (true) {
            try {
                Load load = new Load(port);
                load.answer(new OwnText.Asked("누가 왔나?", "어제 이수민이 왔다."));
                load.close();
                return;
            } catch (IllegalStateException e) {
                if (System.nanoTime() > end || !service.isAlive()) {
                    throw e;
                }
                Thread.sleep(100);
            }
        }
    }

    int port() {
        return port;
    }

    /** Processor time of the whole process so far, garbage collector and compiler included, in seconds. */
    double cpuSeconds() throws IOException {
        return cpuSeconds(service);
    }

    static double cpuSeconds(Process process) throws IOException {
        String[] fields = Files.readString(Path.of("/proc/" + process.pid() + "/stat")).replaceFirst(".*\\) ", "").split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS;
    }

    /** Memory of the process in use, in bytes. */
    long resident() throws IOException {
        return resident(service);
    }

    static long resident(Process process) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS")).mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .findFirst().orElseThrow();
    }

    /** Heap allocated between collections so far, in bytes, from the collector's log. */
    long allocated() throws IOException {
        Matcher collection = COLLECTION.matcher(Files.readString(GC_LOG));
        long total = 0;
        long after = 0;
        while (collection.find()) {
            total += Long.parseLong(collection.group(1)) - after;
            after = Long.parseLong(collection.group(2));
        }
        return total << 20;
    }

    /** What the model server did since last asked: calls, rows, nanoseconds. From now on a call takes as long as told. */
    long[] serving(long fixedMicros, long rowMicros) throws IOException, InterruptedException {
        String[] words = HTTP.send(HttpRequest.newBuilder(URI.create(
                "http://127.0.0.1:%d/bench?fixed=%d&row=%d".formatted(servingPort, fixedMicros, rowMicros))).build(),
                BodyHandlers.ofString()).body().split(" ");
        return new long[] { Long.parseLong(words[0]), Long.parseLong(words[1]), Long.parseLong(words[2]) };
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        service.destroyForcibly();
        serving.destroyForcibly();
    }
}
