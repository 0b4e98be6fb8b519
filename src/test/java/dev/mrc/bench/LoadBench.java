package dev.mrc.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import io.vertx.core.buffer.Buffer;

/** Goals 7, 8, 9, 11 and 12: many users, equal questions, long texts. */
final class LoadBench {
    private static final int QUESTIONS = 200;
    private static final int IDLE = 1_000;

    private LoadBench() {
    }

    static void run(Report report) throws IOException, InterruptedException {
        List<OwnText.Asked> asked = OwnText.questions(QUESTIONS).stream().filter(one -> one.context().length() < 560).toList();
        List<Buffer> bodies = asked.stream().map(Load::body).toList();
        try (ServiceProcess service = new ServiceProcess("-Dmrc.reading.answer-cache-size=1000",
                "-Dmrc.api.context-chars=200000", "-Dmrc.reading.max-windows=1000", "-Dmrc.reading.deadline=60s",
                "-Dmrc.serving.timeout=60s", "-Dmrc.serving.max-waiting=4000"); Load load = new Load(service.port())) {
            for (OwnText.Asked one : asked) {
                load.answer(one);
            }
            equal(report, service, load, bodies.get(0));
            report.note("a thousand idle connections: %d bytes each".formatted(idle(service)));
            growth(report, service, load);
        }
        try (ServiceProcess service = new ServiceProcess(); Load load = new Load(service.port())) {
            List<Load.Answer> first = asked.stream().map(load::answer).toList();
            load.closed(bodies, 16, 20_000);
            users(report, service, load, bodies);
            report.same("answers before and after", asked.stream().map(load::answer).toList(), first);
        }
    }

    /** A hundred at once, to a model that takes 50 ms; then again from the cache. */
    private static void equal(Report report, ServiceProcess service, Load load, Buffer known)
            throws IOException, InterruptedException {
        OwnText.Asked fresh = new OwnText.Asked("달빛다리를 설계한 사람은?", "달빛다리는 건축가 윤서진이 설계했고 박만수가 지었다.");
        load.answer(new OwnText.Asked("달빛다리를 지은 사람은?", fresh.context()));
        service.serving(50_000, 0);
        CountDownLatch ended = new CountDownLatch(100);
        List<Load.Answer> answers = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 100; i++) {
            load.ask(Load.body(fresh)).onComplete(reply -> {
                answers.add(Load.Answer.of(reply.result()));
                ended.countDown();
            });
        }
        ended.await();
        report.same("answers to a hundred equal questions", answers.stream().distinct().count(), 1L);
        report.atMost("calls of the model for a hundred equal questions at once", 1, service.serving(0, 0)[0]);
        load.closed(List.of(known), 8, 40_000);
        double before = service.cpuSeconds();
        load.closed(List.of(known), 8, 10_000);
        report.atMost("CPU of an answer from the cache, \u00b5s", 80, (service.cpuSeconds() - before) / 10_000 * 1e6);
        report.atMost("calls of the model for them", 0, service.serving(0, 0)[0]);
    }

    private static long idle(ServiceProcess service) throws IOException, InterruptedException {
        long before = service.resident();
        List<SocketChannel> idle = new ArrayList<>();
        for (int i = 0; i < IDLE; i++) {
            idle.add(SocketChannel.open(new InetSocketAddress("127.0.0.1", service.port())));
        }
        Thread.sleep(1_000);
        long bytes = (service.resident() - before) / IDLE;
        for (SocketChannel one : idle) {
            one.close();
        }
        return bytes;
    }

    /** The slope of CPU against length on logarithmic scales, and the windows counted by the model server. */
    private static void growth(Report report, ServiceProcess service, Load load) throws IOException, InterruptedException {
        int[] lengths = { 3_000, 10_000, 30_000, 100_000 };
        double[] micros = new double[lengths.length];
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < lengths.length; i++) {
                List<Buffer> bodies = new ArrayList<>();
                String text = OwnText.longText(lengths[i]);
                for (int question = 0; question < 4; question++) {
                    bodies.add(Load.body(new OwnText.Asked("이 글에서 가장 오래된 것은 무엇인가? " + question, text + question)));
                }
                bodies.forEach(load::send); // recorded, and kept in the cache of answers
                int times = 600_000 / lengths[i] * (round + 1);
                service.serving(0, 0);
                double before = service.cpuSeconds();
                for (int time = 0; time < times; time++) {
                    load.send(unkept(bodies.get(time % 4), time));
                }
                micros[i] = (service.cpuSeconds() - before) / times * 1e6;
                if (round == 1) {
                    report.note("%,d characters: %.0f \u00b5s of CPU, %d windows".formatted(lengths[i], micros[i],
                            service.serving(0, 0)[1] / times));
                }
            }
        }
        double slope = Math.log(micros[3] / micros[1]) / Math.log((double) lengths[3] / lengths[1]);
        report.atMost("slope of CPU from 10,000 to 100,000 characters", 1.05, slope);
    }

    /** The same question with a wish that changes nothing, so that no kept answer fits and the model is sent the same. */
    private static Buffer unkept(Buffer body, int time) {
        return body.toJsonObject().put("options", new io.vertx.core.json.JsonObject().put("minScore", 1e-9 * (time + 1)))
                .toBuffer();
    }

    private static void users(Report report, ServiceProcess service, Load load, List<Buffer> bodies)
            throws IOException, InterruptedException {
        double peak = 0;
        double last = 0;
        for (int users : new int[] { 1, 4, 16, 64, 256 }) {
            last = 6_000 / load.closed(bodies, users, 6_000);
            peak = Math.max(peak, last);
            report.note("%d users: %.0f questions a second".formatted(users, last));
        }
        report.atLeast("rate with 256 users, share of the best", 0.9, last / peak);
        service.serving(3_000, 300);
        double one = 300 / load.closed(bodies, 1, 300);
        double many = 6_000 / load.closed(bodies, 64, 6_000);
        service.serving(0, 0);
        double ideal = SharedBatches.MOST_ROWS / (3e-3 + SharedBatches.MOST_ROWS * 300e-6);
        report.note("device of 3 ms + 0.3 ms a row: %.0f/s with one user, %.0f/s with 64, at best %.0f/s".formatted(one, many,
                ideal));
        report.atLeast("share of what such a device can do, 64 users", 0.9, many / ideal);
    }
}
