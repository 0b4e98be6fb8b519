package dev.mrc.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import io.vertx.core.buffer.Buffer;

/** Goals 3, 3b, 4, 10 and 15: what a question costs the service, with a model server that answers from memory. */
final class ServiceBench {
    private static final int QUESTIONS = 400;
    private static final int MOST_WARM_UP = 15;
    private static final int BLOCK = 10_000;
    private static final int BLOCKS = 5;
    private static final int USERS = 16;

    private ServiceBench() {
    }

    static void run(Report report) throws IOException, InterruptedException {
        List<OwnText.Asked> asked = OwnText.questions(QUESTIONS).stream().filter(one -> one.context().length() < 650).toList();
        List<Buffer> bodies = asked.stream().map(Load::body).toList();
        try (ServiceProcess service = new ServiceProcess(); Load load = new Load(service.port())) {
            List<Load.Answer> first = asked.stream().map(load::answer).toList();
            service.restart();
            double[] cold = latencies(load, bodies, 100);
            warmUp(report, service, load, bodies);
            report.same("answers warm and from the real engine", asked.stream().map(load::answer).toList(), first);
            cost(report, service, load, bodies);
            hello(report, bodies);
            added(report, service, load, bodies);
            double[] warm = latencies(load, bodies, 1_000);
            report.note("first 100 questions: p50 %.2f ms, p99 %.2f ms, the very first %.0f ms".formatted(
                    Pairs.quantile(cold, 0.5), Pairs.quantile(cold, 0.99), cold[0]));
            report.atMost("p99 of the first 100 questions, times the steady one", 20,
                    Pairs.quantile(cold, 0.99) / Pairs.quantile(warm, 0.99));
        }
    }

    /** Until two blocks agree: the compiler is at work for long. */
    private static void warmUp(Report report, ServiceProcess service, Load load, List<Buffer> bodies)
            throws IOException, InterruptedException {
        double last = Double.MAX_VALUE;
        for (int block = 1; block <= MOST_WARM_UP; block++) {
            double before = service.cpuSeconds();
            load.closed(bodies, USERS, BLOCK);
            double seconds = service.cpuSeconds() - before;
            if (Math.abs(seconds / last - 1) < 0.03) {
                report.note("warm after %,d questions".formatted(block * BLOCK));
                return;
            }
            last = seconds;
        }
        report.note("not steady after %,d questions".formatted(MOST_WARM_UP * BLOCK));
    }

    private static void cost(Report report, ServiceProcess service, Load load, List<Buffer> bodies)
            throws IOException, InterruptedException {
        double[] micros = new double[BLOCKS];
        long allocated = service.allocated();
        for (int block = 0; block < BLOCKS; block++) {
            service.serving(0, 0);
            double before = service.cpuSeconds();
            load.closed(bodies, USERS, BLOCK);
            micros[block] = (service.cpuSeconds() - before) / BLOCK * 1e6;
            long[] done = service.serving(0, 0);
            report.note("%d questions, %d calls, %d windows: %.0f \u00b5s of CPU each".formatted(BLOCK, done[0], done[1],
                    micros[block]));
        }
        double heap = (double) (service.allocated() - allocated) / (BLOCK * BLOCKS);
        report.atMost("CPU of a question with one window, \u00b5s", 150, Pairs.quantile(micros, 0.5));
        report.atLeast("windows fed a second by one processor", 6_700, 1e6 / Pairs.quantile(micros, 0.5));
        report.atMost("heap allocated for a question, KB", 120, heap / 1024);
    }

    /** What this machine takes for one hop of HTTP: a bare Quarkus that sends the same bodies back. */
    private static void hello(Report report, List<Buffer> bodies) throws IOException, InterruptedException {
        int port = ServiceProcess.freePort();
        Process hello = ServiceProcess.start("0", List.of("-Xmx512m", "-Dquarkus.http.port=" + port, "-jar",
                HelloService.jar().toString()), ProcessBuilder.Redirect.to(ServiceProcess.LOGS.resolve("hello.log").toFile()));
        try (Load load = new Load(port, "/hello")) {
            Thread.sleep(5_000);
            load.closed(bodies, USERS, 5 * BLOCK);
            double before = ServiceProcess.cpuSeconds(hello);
            load.closed(bodies, USERS, 2 * BLOCK);
            report.note("a bare Quarkus that returns what it is sent: %.0f \u00b5s of CPU a request".formatted(
                    (ServiceProcess.cpuSeconds(hello) - before) / (2 * BLOCK) * 1e6));
        } finally {
            hello.destroyForcibly();
        }
    }

    /** With one user and a model that takes two milliseconds: what the service adds. */
    private static void added(Report report, ServiceProcess service, Load load, List<Buffer> bodies)
            throws IOException, InterruptedException {
        List<Double> added = new ArrayList<>();
        service.serving(2_000, 0);
        for (int i = 0; i < 1_500; i++) {
            Buffer body = bodies.get(i % bodies.size());
            long begun = System.nanoTime();
            load.send(body);
            long whole = System.nanoTime() - begun;
            added.add((whole - service.serving(2_000, 0)[2]) / 1e6);
        }
        service.serving(0, 0);
        double[] millis = added.stream().skip(500).mapToDouble(Double::doubleValue).toArray();
        report.atMost("latency added to the model's, one user, p50, ms", 0.5, Pairs.quantile(millis, 0.5));
        report.atMost("the same, p99, ms", 2, Pairs.quantile(millis, 0.99));
    }

    private static double[] latencies(Load load, List<Buffer> bodies, int count) {
        double[] millis = new double[count];
        for (int i = 0; i < count; i++) {
            long begun = System.nanoTime();
            load.send(bodies.get(i % bodies.size()));
            millis[i] = (System.nanoTime() - begun) / 1e6;
        }
        return millis;
    }
}
