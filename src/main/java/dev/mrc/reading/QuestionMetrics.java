package dev.mrc.reading;

import java.util.Locale;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/** The service's own figures; labels are fixed words, never anything a caller sent. */
@Singleton
public class QuestionMetrics {
    /** What is looked for before it is worked out. */
    enum Store {
        PASSAGES,
        ANSWERS
    }

    private final Counter[][] cached = new Counter[Store.values().length][2];
    private final Counter shared;
    private final Counter answered;
    private final Counter noAnswer;
    private final Counter rejected;
    private final Counter error;
    private final Timer tokenize;
    private final Timer window;
    private final Timer inference;
    private final Timer decode;
    private final DistributionSummary windows;
    private final DistributionSummary score;

    QuestionMetrics(MeterRegistry registry) {
        answered = outcome(registry, "answered");
        noAnswer = outcome(registry, "no_answer");
        rejected = outcome(registry, "rejected");
        for (Store store : Store.values()) {
            cached[store.ordinal()][0] = cached(registry, store, "miss");
            cached[store.ordinal()][1] = cached(registry, store, "hit");
        }
        shared = Counter.builder("mrc.questions.shared").description("Questions answered by an equal one that was under way")
                .register(registry);
        error = outcome(registry, "error");
        tokenize = stage(registry, "tokenize");
        window = stage(registry, "window");
        inference = stage(registry, "inference");
        decode = stage(registry, "decode");
        windows = DistributionSummary.builder("mrc.windows.per.question").description("Model inputs a question took")
                .serviceLevelObjectives(1, 2, 4, 8, 16, 32, 64, 128).register(registry);
        score = DistributionSummary.builder("mrc.answer.score").description("Score of the best answer")
                .serviceLevelObjectives(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1).register(registry);
    }

    void read(Reading reading) {
        tokenize.record(reading.timings().tokenize(), TimeUnit.NANOSECONDS);
        window.record(reading.timings().window(), TimeUnit.NANOSECONDS);
        inference.record(reading.timings().inference(), TimeUnit.NANOSECONDS);
        decode.record(reading.timings().decode(), TimeUnit.NANOSECONDS);
        windows.record(reading.usage().windows());
        if (reading.answers().answered()) {
            answered.increment();
            score.record(reading.answers().list().get(0).score());
        } else {
            noAnswer.increment();
        }
    }

    /** Counts a question that got no reading, by the caller's fault or by ours. */
    public void failed(boolean byCaller) {
        (byCaller ? rejected : error).increment();
    }

    void cached(Store store, boolean hit) {
        cached[store.ordinal()][hit ? 1 : 0].increment();
    }

    void shared() {
        shared.increment();
    }

    private static Counter cached(MeterRegistry registry, Store store, String result) {
        return Counter.builder("mrc.cache").description("Lookups by store and result")
                .tag("cache", store.name().toLowerCase(Locale.ROOT)).tag("result", result).register(registry);
    }

    private static Counter outcome(MeterRegistry registry, String outcome) {
        return Counter.builder("mrc.questions").description("Questions by what became of them").tag("outcome", outcome)
                .register(registry);
    }

    private static Timer stage(MeterRegistry registry, String stage) {
        return Timer.builder("mrc.stage").description("Time by stage").tag("stage", stage).publishPercentileHistogram()
                .register(registry);
    }
}
