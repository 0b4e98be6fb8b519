package dev.mrc.evaluate;

import java.util.List;

/**
 * How well one prediction agrees with the golds.
 *
 * @param exact exact match, 0 or 1
 * @param f1 over characters, 0 to 1
 */
public record Match(double exact, double f1) {
    static final Match NONE = new Match(0, 0);
    private static final Match FULL = new Match(1, 1);

    /**
     * The best over all golds, each figure by itself as the official script has it. Where there is no gold, only the empty
     * prediction is right.
     */
    public static Match of(String prediction, List<String> golds) {
        if (golds.isEmpty()) {
            return prediction.isEmpty() ? FULL : NONE;
        }
        NormalizedAnswer predicted = NormalizedAnswer.of(prediction);
        double exact = 0;
        double f1 = 0;
        for (String text : golds) {
            NormalizedAnswer gold = NormalizedAnswer.of(text);
            exact = Math.max(exact, predicted.isSameAs(gold) ? 1 : 0);
            f1 = Math.max(f1, predicted.f1(gold));
        }
        return new Match(exact, f1);
    }
}
