package dev.mrc.answer;

/**
 * How a model's logits become scores; measured once a model.
 *
 * @param temperature divides the logits before the softmax: above 1 for a model too sure of itself
 * @param nullThreshold share of the softmax, in (0, 1], from which "no answer" wins
 */
public record Calibration(double temperature, double nullThreshold) {
    /** For a model nobody has measured. */
    public static final Calibration DEFAULT = new Calibration(1.0, 0.5);

    public Calibration {
        if (!(temperature > 0) || Double.isInfinite(temperature)) {
            throw new IllegalArgumentException("temperature must be a number above 0, not " + temperature);
        }
        if (!(nullThreshold > 0 && nullThreshold <= 1)) {
            throw new IllegalArgumentException("nullThreshold must be above 0 and at most 1, not " + nullThreshold);
        }
    }
}
