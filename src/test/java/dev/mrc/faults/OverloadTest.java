package dev.mrc.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;

/** Twice as many questions as the model server can answer: as many answers as ever, and no waiting for the others. */
@QuarkusTest
@TestProfile(OverloadTest.Gpu.class)
class OverloadTest {
    private static final Logger LOG = Logger.getLogger(OverloadTest.class);
    private static final String QUESTION = """
            {"question": "%d번째로 묻습니다. 뱃사공은 누구였나요?", "context": "달빛다리가 놓이기 전까지 마지막 뱃사공은 박만수였다."}""";
    private static final int SECONDS = 4;
    private static final int MOST_RUNS = 8;
    private static final int TICK_MS = 5;
    private static final double MOST_MS = 10;

    private final AtomicInteger asked = new AtomicInteger();
    private Vertx vertx;
    private HttpClient client;

    /** The service calls a server of known speed. */
    public static final class Gpu implements QuarkusTestProfile {
        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(SimulatedGpu.class));
        }
    }

    @BeforeEach
    void openClient() {
        vertx = Vertx.vertx();
        client = vertx.createHttpClient(new HttpClientOptions().setMaxPoolSize(2000).setDefaultPort(RestAssured.port));
    }

    @AfterEach
    void closeClient() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void atTwiceTheLoadGoodputStaysAndRefusalsAreQuick() throws InterruptedException {
        offer(100, 2); // classes are loaded, connections opened
        double peak = Math.max(saturated(), saturated());
        assertThat(peak).as("answers a second of a server that can do %d", 1000 / SimulatedGpu.MILLIS_PER_WINDOW)
                .isBetween(100.0, 220.0);

        // What the service does, not what else the machine is doing: until a run was left alone, but not for ever.
        List<Run> runs = new ArrayList<>();
        do {
            Run run = offer((int) (2 * peak), SECONDS);
            runs.add(run);
            LOG.infof("overload: peak %.0f/s, offered %.0f/s, answered %.0f/s (%.1f %%), refused %d, "
                    + "refusal p50 %.1f ms, p99 %.1f ms", peak, 2 * peak, run.goodput(), 100 * run.goodput() / peak,
                    run.refusals.size(), run.refusal(0.5), run.refusal(0.99));
        } while (!runs.get(runs.size() - 1).isGood(peak) && runs.size() < MOST_RUNS);

        assertThat(runs).anyMatch(run -> run.isGood(peak));
        assertThat(runs).allSatisfy(run -> assertThat(run.others).hasValue(0));
    }

    /** What became of the questions of some seconds. */
    private static final class Run {
        private final AtomicInteger answered = new AtomicInteger();
        private final AtomicInteger others = new AtomicInteger();
        private final List<Double> refusals = Collections.synchronizedList(new ArrayList<>());
        private final int seconds;

        Run(int seconds) {
            this.seconds = seconds;
        }

        void ended(int status, double millis) {
            if (status == 200) {
                answered.incrementAndGet();
            } else if (status == 503) {
                refusals.add(millis);
            } else {
                others.incrementAndGet();
            }
        }

        /** Goodput stays, and who is refused is told at once. */
        boolean isGood(double peak) {
            return goodput() >= 0.95 * peak && !refusals.isEmpty() && refusal(0.99) <= MOST_MS;
        }

        double goodput() {
            return (double) answered.get() / seconds;
        }

        double refusal(double share) {
            List<Double> sorted = refusals.stream().sorted().toList();
            return sorted.isEmpty() ? 0 : sorted.get((int) (share * (sorted.size() - 1)));
        }
    }

    /** Answers a second when as many callers ask without a pause as the service takes at once. */
    private double saturated() throws InterruptedException {
        AtomicInteger answered = new AtomicInteger();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        CountDownLatch callers = new CountDownLatch(64);
        for (int i = 0; i < 64; i++) {
            again(answered, end, callers);
        }
        callers.await();
        return (double) answered.get() / SECONDS;
    }

    private void again(AtomicInteger answered, long end, CountDownLatch callers) {
        if (System.nanoTime() > end) {
            callers.countDown();
            return;
        }
        ask((status, millis) -> {
            if (status == 200 && System.nanoTime() <= end) {
                answered.incrementAndGet();
            }
            again(answered, end, callers);
        });
    }

    /** Sends so many questions a second, whatever becomes of those before. */
    private Run offer(int perSecond, int seconds) {
        Run run = new Run(seconds);
        int total = perSecond * seconds;
        AtomicInteger sent = new AtomicInteger();
        CountDownLatch ended = new CountDownLatch(total);
        long begun = System.nanoTime();
        vertx.setPeriodic(TICK_MS, timer -> {
            double due = (System.nanoTime() - begun) / 1e9 * perSecond;
            while (sent.get() < Math.min(due, total)) {
                sent.incrementAndGet();
                ask((status, millis) -> {
                    if (System.nanoTime() - begun < TimeUnit.SECONDS.toNanos(seconds)) {
                        run.ended(status, millis);
                    }
                    ended.countDown();
                });
            }
            if (sent.get() == total) {
                vertx.cancelTimer(timer);
            }
        });
        try {
            assertThat(ended.await(seconds + 30, TimeUnit.SECONDS)).as("all questions have ended").isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
        return run;
    }

    /** Hears status (0 = broken off) and milliseconds. */
    @FunctionalInterface
    private interface Ended {
        void with(int status, double millis);
    }

    /** Each question is another one: equal ones would be read once for all who ask. */
    private void ask(Ended ended) {
        Buffer question = Buffer.buffer(QUESTION.formatted(asked.incrementAndGet()));
        long begun = System.nanoTime();
        client.request(HttpMethod.POST, "/api/v1/answers")
                .compose(request -> request.putHeader("Content-Type", "application/json").send(question))
                .compose(response -> response.body().map(body -> response.statusCode()))
                .onComplete(result -> ended.with(result.succeeded() ? result.result() : 0, (System.nanoTime() - begun) / 1e6));
    }
}
