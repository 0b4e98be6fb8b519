package dev.mrc.bench;

import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Goal 14: from the start of the process to its first right answer, against a bare Quarkus that says hello, in turn; and
 * what the JDK's class archive and, from JDK 25 on, its AOT cache save.
 */
final class StartBench {
    private static final int ROUNDS = 5;
    private static final Path FOLDER = Path.of("target/bench/start");
    private static final byte[] QUESTION = "{\"question\":\"누가 왔나?\",\"context\":\"어제 이수민이 왔다.\"}"
            .getBytes(StandardCharsets.UTF_8);
    private static final Path SERVICE = Path.of("target/quarkus-app/quarkus-run.jar");

    private StartBench() {
    }

    /** Seconds, CPU seconds and megabytes of one start. */
    private record Start(double seconds, double cpu, double megabytes) {
    }

    /** What is started: a JDK, its options, a jar. */
    private record Kind(String name, String java, List<String> options, Path jar) {
    }

    static void run(Report report) throws IOException, InterruptedException {
        Files.createDirectories(FOLDER);
        Process serving = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(), "-cp",
                System.getProperty("java.class.path"), RecordedServing.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try {
            StringBuilder port = new StringBuilder();
            for (int c = serving.getInputStream().read(); c != '\n'; c = serving.getInputStream().read()) {
                port.append((char) c);
            }
            measure(report, kinds(port.toString()));
        } finally {
            serving.destroyForcibly();
        }
    }

    private static List<Kind> kinds(String port) throws IOException, InterruptedException {
        String java = ProcessHandle.current().info().command().orElseThrow();
        List<String> service = List.of("-Dmrc.serving.url=http://127.0.0.1:" + port);
        List<Kind> kinds = new ArrayList<>();
        kinds.add(new Kind("hello", java, List.of(), HelloService.jar()));
        kinds.add(new Kind("service", java, service, SERVICE));
        Path archive = FOLDER.resolve("service.jsa");
        start(new Kind("", java, with(service, "-XX:ArchiveClassesAtExit=" + archive), SERVICE), true);
        kinds.add(new Kind("service, class archive", java, with(service, "-XX:SharedArchiveFile=" + archive), SERVICE));
        String newer = System.getProperty("bench.jdk25", "/usr/lib/jvm/temurin-25-jdk-amd64") + "/bin/java";
        if (Files.exists(Path.of(newer))) {
            kinds.add(new Kind("service, JDK 25", newer, service, SERVICE));
            Path cache = FOLDER.resolve("service.aot");
            start(new Kind("", newer, with(service, "-XX:AOTCacheOutput=" + cache), SERVICE), true);
            kinds.add(new Kind("service, JDK 25 with AOT cache", newer, with(service, "-XX:AOTCache=" + cache), SERVICE));
        }
        return kinds;
    }

    private static List<String> with(List<String> options, String more) {
        List<String> all = new ArrayList<>(options);
        all.add(more);
        return all;
    }

    private static void measure(Report report, List<Kind> kinds) throws IOException, InterruptedException {
        Map<String, List<Start>> starts = new TreeMap<>();
        for (int round = 0; round <= ROUNDS; round++) {
            for (Kind kind : kinds) {
                Start start = start(kind, false);
                if (round > 0) {
                    starts.computeIfAbsent(kind.name, none -> new ArrayList<>()).add(start);
                }
            }
        }
        starts.forEach((name, all) -> report.note("%s: %.2f s, %.2f s of CPU, %.0f MB (medians of %d)".formatted(name,
                median(all, 0), median(all, 1), median(all, 2), all.size())));
        List<Start> hello = starts.get("hello");
        List<Start> service = starts.get("service");
        report.atMost("start to first answer, times hello's", 1.25, ratio(service, hello, 0));
        report.atMost("the same in CPU", 1.25, ratio(service, hello, 1));
        report.atMost("memory, times hello's", 1.3, ratio(service, hello, 2));
        report.note("with class archive, times plain: %.2f".formatted(ratio(starts.get("service, class archive"), service, 0)));
        if (starts.containsKey("service, JDK 25")) {
            report.atMost("JDK 25 with AOT cache, times plain", 0.7,
                    ratio(starts.get("service, JDK 25 with AOT cache"), starts.get("service, JDK 25"), 0));
        }
    }

    /** The median of the ratios, a round at a time. */
    private static double ratio(List<Start> one, List<Start> other, int figure) {
        double[] ratios = new double[one.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = figure(one.get(i), figure) / figure(other.get(i), figure);
        }
        return Pairs.quantile(ratios, 0.5);
    }

    private static double median(List<Start> starts, int figure) {
        return Pairs.quantile(starts.stream().mapToDouble(start -> figure(start, figure)).toArray(), 0.5);
    }

    private static double figure(Start start, int figure) {
        return figure == 0 ? start.seconds : figure == 1 ? start.cpu : start.megabytes;
    }

    /** Starts it, has it answer, and ends it; gently, if an archive is to be written at its end. */
    private static Start start(Kind kind, boolean gently) throws IOException, InterruptedException {
        int port = ServiceProcess.freePort();
        List<String> command = new ArrayList<>(List.of(kind.java));
        command.addAll(kind.options);
        command.addAll(List.of("-Dquarkus.http.port=" + port, "-Dquarkus.management.port=" + ServiceProcess.freePort(), "-jar",
                kind.jar.toString()));
        if (kind.jar == SERVICE) {
            command.add("serve");
        }
        long begun = System.nanoTime();
        Process process = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(FOLDER.resolve("start.log").toFile()).start();
        try {
            while (!answers(port, kind.jar == SERVICE)) {
                if (!process.isAlive() || System.nanoTime() - begun > 90_000_000_000L) {
                    throw new IllegalStateException(kind + " does not start; see " + FOLDER.resolve("start.log"));
                }
                Thread.sleep(5);
            }
            double seconds = (System.nanoTime() - begun) / 1e9;
            return new Start(seconds, ServiceProcess.cpuSeconds(process), ServiceProcess.resident(process) / 1e6);
        } finally {
            if (gently) {
                process.destroy();
                process.waitFor();
            }
            process.destroyForcibly().waitFor();
        }
    }

    private static boolean answers(int port, boolean service) throws IOException {
        String path = service ? "/api/v1/answers" : "/hello";
        HttpURLConnection call = (HttpURLConnection) URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
        try {
            if (service) {
                call.setDoOutput(true);
                call.setRequestProperty("Content-Type", "application/json");
                call.getOutputStream().write(QUESTION);
            }
            return call.getResponseCode() == 200;
        } catch (ConnectException e) {
            return false;
        } finally {
            call.disconnect();
        }
    }
}
