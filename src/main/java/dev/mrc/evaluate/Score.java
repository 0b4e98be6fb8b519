package dev.mrc.evaluate;

import java.util.Collection;

/**
 * Means over questions.
 *
 * @param exactMatch 0 to 100; 0 if there is no question
 * @param f1 0 to 100; 0 if there is no question
 */
public record Score(int questions, double exactMatch, double f1) {
    static Score of(Collection<Outcome> outcomes) {
        double exact = 0;
        double f1 = 0;
        for (Outcome outcome : outcomes) {
            exact += outcome.match().exact();
            f1 += outcome.match().f1();
        }
        int count = Math.max(1, outcomes.size());
        return new Score(outcomes.size(), 100 * exact / count, 100 * f1 / count);
    }
}
