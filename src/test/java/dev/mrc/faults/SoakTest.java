package dev.mrc.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.mrc.faults.Caller.Reply;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;

/**
 * Mixed load for a while, with faults at random and a new version of the model now and then. For a long one:
 * {@code ./mvnw test -Dtest=SoakTest -Dsoak=30m}; the report is in {@code target/soak-report.json}.
 */
@QuarkusTest
@TestProfile(SoakTest.Soaked.class)
class SoakTest {
    private static final Logger LOG = Logger.getLogger(SoakTest.class);
    private static final Duration TIME = duration(System.getProperty("soak", "60s"));
    private static final Duration BETWEEN_VERSIONS = Duration.ofSeconds(Math.min(60, Math.max(5, TIME.toSeconds() / 6)));
    private static final Path QUESTIONS = Path.of("model/questions/test.json");
    private static final int CALLERS = 4;
    /** Two spans as good as equal may change places with the last bit of a logit. */
    private static final double CLEAR = 0.05;
    private static final double SAME_SCORE = 0.01;
    /** A fault's traces: a pause of the circuit breaker, a retry. */
    private static final long TRACES_NANOS = Duration.ofMillis(1500).toNanos();

    private final FaultProxy proxy = EngineBehindProxy.proxy;
    private final SoakReport report = new SoakReport();
    private final long begun = System.nanoTime();
    private Caller caller;

    /** A service behind the proxy, with time enough for a loaded machine. */
    public static final class Soaked implements QuarkusTestProfile {
        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(EngineBehindProxy.class,
                    Map.of("mrc.serving.timeout", "3s", "mrc.reading.deadline", "6s")));
        }
    }

    /** A question, its text, and the reply while all was well. */
    private record Case(String question, String context, Reply expected) {
    }

    @Test
    void nothingGoesWrongThatAFaultDoesNotExplain() throws Exception {
        caller = new Caller(RestAssured.port);
        List<Case> cases = cases();
        List<Callable<Void>> work = new ArrayList<>(Collections.nCopies(CALLERS, () -> ask(cases)));
        work.add(this::spoil);
        work.add(this::switchVersions);
        work.add(this::watch);
        ExecutorService threads = Executors.newFixedThreadPool(work.size());
        try {
            for (Future<Void> done : threads.invokeAll(work)) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
            report.write(Path.of("target/soak-report.json"), seconds());
        }
        LOG.info(report.summary());

        assertThat(report.wrong()).as("wrong answers").isEmpty();
        assertThat(report.unexplained()).as("errors that no fault explains").isEmpty();
        assertThat(Resources.growth(report.samples(), Resources::heapMb)).as("growth of the heap in MB").isLessThan(10);
        assertThat(Resources.growth(report.samples(), Resources::threads)).as("growth of threads").isLessThan(8);
        assertThat(Resources.growth(report.samples(), Resources::sockets)).as("growth of sockets").isLessThan(16);
    }

    private Void ask(List<Case> cases) {
        Random chance = new Random(Thread.currentThread().getId());
        while (running()) {
            Case asked = cases.get(chance.nextInt(cases.size()));
            long start = System.nanoTime();
            Reply reply = caller.ask(asked.question, asked.context);
            report.reply(reply.status() == 200 ? "200" : reply.status() + " " + reply.problem());
            if (reply.status() != 200) {
                if (reply.status() < 502 || proxy.lastFaultNanos() < start - TRACES_NANOS) {
                    report.unexplained("%.1f s: %d %s".formatted(seconds(), reply.status(), reply.problem()));
                }
            } else if (!reply.best().equals(asked.expected.best())
                    || Math.abs(reply.score() - asked.expected.score()) > SAME_SCORE) {
                report.wrong("%.1f s: %s (%.3f) instead of %s (%.3f)".formatted(seconds(), reply.best(), reply.score(),
                        asked.expected.best(), asked.expected.score()));
            }
        }
        return null;
    }

    private Void spoil() throws IOException, InterruptedException {
        Random chance = new Random(1);
        while (running()) {
            Fault fault = Fault.values()[1 + chance.nextInt(Fault.values().length - 1)];
            report.fault(fault);
            proxy.fail(fault, 1 + chance.nextInt(3));
            Thread.sleep(100 + chance.nextInt(200));
            proxy.heal();
            Thread.sleep(chance.nextInt(1500));
        }
        return null;
    }

    private Void switchVersions() throws IOException, InterruptedException {
        while (seconds() + BETWEEN_VERSIONS.toSeconds() < TIME.toSeconds()) {
            Thread.sleep(BETWEEN_VERSIONS.toMillis());
            EngineBehindProxy.versions.publish();
            report.switched();
        }
        return null;
    }

    private Void watch() throws InterruptedException {
        while (running()) {
            Thread.sleep(Math.max(2500, TIME.toMillis() / 120));
            report.sample(Resources.now(seconds()));
        }
        return null;
    }

    /** Questions on single passages and on long texts, with clear answers, asked while nothing goes wrong. */
    private List<Case> cases() throws IOException {
        await().atMost(Duration.ofSeconds(60)).until(() -> caller.ask("누구?", "박만수").status() == 200);
        List<Case> cases = new ArrayList<>();
        StringBuilder many = new StringBuilder();
        for (JsonNode article : new ObjectMapper().readTree(QUESTIONS.toFile()).get("data")) {
            JsonNode paragraph = article.at("/paragraphs/0");
            String context = paragraph.get("context").asText();
            many.append(context).append('\n');
            String longText = many.substring(Math.max(0, many.length() - 8000));
            for (JsonNode asked : paragraph.get("qas")) {
                String question = asked.get("question").asText();
                add(cases, question, cases.size() % 5 == 4 ? longText : context);
            }
            if (cases.size() > 40) {
                break;
            }
        }
        assertThat(cases).hasSizeGreaterThan(40);
        return cases;
    }

    private void add(List<Case> cases, String question, String context) {
        Reply reply = caller.ask(question, context);
        assertThat(reply.status()).isEqualTo(200);
        if (reply.margin() > CLEAR) {
            cases.add(new Case(question, context, reply));
        }
    }

    private boolean running() {
        return seconds() < TIME.toSeconds();
    }

    private double seconds() {
        return (System.nanoTime() - begun) / 1e9;
    }

    /** {@code 60s}, {@code 30m} or {@code 2h}. */
    private static Duration duration(String text) {
        return Duration.parse("PT" + text.strip().toUpperCase());
    }
}
