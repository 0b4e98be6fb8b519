package dev.mrc.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether a score of 0.8 is right eight times in ten. Predictions are sorted by score into {@value #BINS} bins of equal width;
 * the bins are half-open, [0.8, 0.9), except the last.
 *
 * @param expectedError expected calibration error, 0 to 1: the mean over predictions of the distance between their bin's mean
 *        score and its share of exact matches
 * @param bins all of them, lowest scores first
 */
public record Reliability(double expectedError, List<Bin> bins) {
    static final int BINS = 10;

    public Reliability {
        bins = List.copyOf(bins);
    }

    /**
     * Predictions with like scores.
     *
     * @param score their mean score; 0 if there are none
     * @param exact their share of exact matches; 0 if there are none
     */
    public record Bin(int questions, double score, double exact) {
    }

    static Optional<Reliability> of(List<Outcome> outcomes) {
        int[] counts = new int[BINS];
        double[] scores = new double[BINS];
        double[] exacts = new double[BINS];
        int total = 0;
        for (Outcome outcome : outcomes) {
            if (outcome.prediction() != null && outcome.prediction().score().isPresent()) {
                double score = outcome.prediction().score().getAsDouble();
                int bin = Math.max(0, Math.min(BINS - 1, (int) (score * BINS)));
                counts[bin]++;
                scores[bin] += score;
                exacts[bin] += outcome.match().exact();
                total++;
            }
        }
        if (total == 0) {
            return Optional.empty();
        }
        double error = 0;
        List<Bin> bins = new ArrayList<>(BINS);
        for (int i = 0; i < BINS; i++) {
            error += Math.abs(scores[i] - exacts[i]) / total;
            int count = Math.max(1, counts[i]);
            bins.add(new Bin(counts[i], scores[i] / count, exacts[i] / count));
        }
        return Optional.of(new Reliability(error, bins));
    }
}
