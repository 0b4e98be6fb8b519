package dev.mrc.api;

import java.util.List;

import dev.mrc.reading.Reading;
import io.vertx.ext.web.RoutingContext;

/** What the log line says of a reading: counts, never words. */
final class AnswerFacts {
    private static final String KEY = AnswerFacts.class.getName();

    private AnswerFacts() {
    }

    static void put(RoutingContext context, Reading reading) {
        Reading.Usage usage = reading.usage();
        context.put(KEY, (reading.answers().answered() ? " outcome=answered" : " outcome=no_answer") + " passages="
                + usage.passages() + " chars=" + usage.characters() + " tokens=" + usage.contextTokens() + " windows="
                + usage.windows());
    }

    static void put(RoutingContext context, List<BatchResponse.Outcome> outcomes) {
        long read = outcomes.stream().filter(outcome -> outcome.result() != null).count();
        context.put(KEY, " outcome=batch items=%d read=%d".formatted(outcomes.size(), read));
    }

    static String of(RoutingContext context) {
        String facts = context.get(KEY);
        return facts == null ? "" : facts;
    }
}
