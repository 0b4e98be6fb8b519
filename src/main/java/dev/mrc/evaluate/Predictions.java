package dev.mrc.evaluate;

import java.util.List;
import java.util.function.Function;

/**
 * The answers to one question at the three places where an answer may end.
 *
 * @param token as the model said
 * @param particle without the particle that Korean glues to a word
 * @param word widened to whole words
 */
public record Predictions(Prediction token, Prediction particle, Prediction word) {
    /** One of the three, by the name the API has for it. */
    public record Boundary(String name, Function<Predictions, Prediction> of) {
    }

    public static final List<Boundary> BOUNDARIES = List.of(new Boundary("token", Predictions::token),
            new Boundary("particle", Predictions::particle), new Boundary("word", Predictions::word));
}
