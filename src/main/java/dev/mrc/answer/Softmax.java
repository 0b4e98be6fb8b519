package dev.mrc.answer;

import java.util.List;

/** Shares of spans and of "no answer" in one whole. The sum is taken in a fixed order, so that equal requests score equally. */
record Softmax(double largest, double temperature, double total, double nullShare) {
    /** A candidate that stands in both lists counts once. */
    static Softmax of(List<Candidate> best, List<Candidate> apart, float nullLogit, double temperature) {
        double largest = best.isEmpty() ? nullLogit : Math.max(nullLogit, best.get(0).score());
        double nullWeight = weight(nullLogit, largest, temperature);
        double total = nullWeight;
        for (Candidate candidate : best) {
            total += weight(candidate.score(), largest, temperature);
        }
        for (Candidate candidate : apart) {
            if (!contains(best, candidate)) {
                total += weight(candidate.score(), largest, temperature);
            }
        }
        return new Softmax(largest, temperature, total, nullWeight / total);
    }

    private static boolean contains(List<Candidate> candidates, Candidate wanted) {
        for (Candidate candidate : candidates) {
            if (candidate.isSameAs(wanted)) {
                return true;
            }
        }
        return false;
    }

    double share(float logit) {
        return weight(logit, largest, temperature) / total;
    }

    /** Logits so large that their sum is infinite still weigh 1 against each other. */
    private static double weight(double logit, double largest, double temperature) {
        return logit == largest ? 1 : Math.exp((logit - largest) / temperature);
    }
}
