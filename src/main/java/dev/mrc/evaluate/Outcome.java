package dev.mrc.evaluate;

/**
 * One question scored.
 *
 * @param prediction null if there is none: its id is missing, or the question could not be asked
 */
public record Outcome(GoldQuestion question, Prediction prediction, Match match) {
    static Outcome of(GoldQuestion question, Prediction prediction) {
        return new Outcome(question, prediction,
                prediction == null ? Match.NONE : Match.of(prediction.text(), question.golds()));
    }

    public boolean missed() {
        return match.exact() < 1;
    }
}
