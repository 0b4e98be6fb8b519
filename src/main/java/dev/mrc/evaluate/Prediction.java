package dev.mrc.evaluate;

import java.util.OptionalDouble;

/**
 * What was answered to one question.
 *
 * @param text the answer; empty means "no answer in this text"
 * @param score how sure of {@code text}, 0 to 1: the answer's score, or the null score where {@code text} is empty
 * @param nullScore how likely it is that the passage holds no answer, 0 to 1
 */
public record Prediction(String text, OptionalDouble score, OptionalDouble nullScore) {
    /** A prediction of which only the text is known. */
    public static Prediction of(String text) {
        return new Prediction(text, OptionalDouble.empty(), OptionalDouble.empty());
    }

    /** With scores. */
    public static Prediction of(String text, double score, double nullScore) {
        return new Prediction(text, OptionalDouble.of(score), OptionalDouble.of(nullScore));
    }
}
