package dev.mrc.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How well null scores tell questions without an answer from those with one: the area under the ROC curve, which is the chance
 * that a question without an answer has the higher null score of the two, a tie counting half. 0.5 is chance, 1 is perfect; no
 * threshold is involved.
 */
final class NullRanking {
    private NullRanking() {
    }

    static OptionalDouble auroc(List<Outcome> outcomes) {
        double[] answerable = nullScores(outcomes, true);
        double[] unanswerable = nullScores(outcomes, false);
        if (answerable.length == 0 || unanswerable.length == 0) {
            return OptionalDouble.empty();
        }
        Arrays.sort(answerable);
        Arrays.sort(unanswerable);
        double won = 0;
        int below = 0;
        int upTo = 0;
        for (double score : unanswerable) {
            while (below < answerable.length && answerable[below] < score) {
                below++;
            }
            while (upTo < answerable.length && answerable[upTo] <= score) {
                upTo++;
            }
            won += (below + upTo) / 2.0;
        }
        return OptionalDouble.of(won / answerable.length / unanswerable.length);
    }

    private static double[] nullScores(List<Outcome> outcomes, boolean answerable) {
        return outcomes.stream()
                .filter(outcome -> outcome.question().answerable() == answerable && outcome.prediction() != null)
                .map(outcome -> outcome.prediction().nullScore()).filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble).toArray();
    }
}
