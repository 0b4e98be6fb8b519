package dev.mrc.evaluate;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A set of questions, scored one way. Every question counts once, whether or not there is a prediction for it. */
public record Evaluation(List<Outcome> outcomes) {
    public Evaluation {
        outcomes = List.copyOf(outcomes);
    }

    /** Scores a file of predictions as the official script does: an id that is missing counts as 0. */
    public static Evaluation of(List<GoldQuestion> questions, Map<String, String> predictions) {
        return new Evaluation(questions.stream().map(question -> Outcome.of(question,
                Optional.ofNullable(predictions.get(question.id())).map(Prediction::of).orElse(null))).toList());
    }

    public Score all() {
        return Score.of(outcomes);
    }

    /** In the order of {@link QuestionType}; types that no question has are left out. */
    public Map<QuestionType, Score> byType() {
        Map<QuestionType, List<Outcome>> types = outcomes.stream().collect(Collectors
                .groupingBy(outcome -> outcome.question().type(), () -> new EnumMap<>(QuestionType.class),
                        Collectors.toList()));
        Map<QuestionType, Score> scores = new EnumMap<>(QuestionType.class);
        types.forEach((type, of) -> scores.put(type, Score.of(of)));
        return scores;
    }

    public Score answerable() {
        return Score.of(where(outcome -> outcome.question().answerable()));
    }

    public Score unanswerable() {
        return Score.of(where(outcome -> !outcome.question().answerable()));
    }

    /** Questions without an exact match, in order. */
    public List<Outcome> misses() {
        return where(Outcome::missed);
    }

    /** Questions that no prediction was found for. */
    public int missing() {
        return where(outcome -> outcome.prediction() == null).size();
    }

    /** See {@link NullRanking}; empty unless some questions have an answer, some have none, and null scores are known. */
    public OptionalDouble noAnswerAuroc() {
        return NullRanking.auroc(outcomes);
    }

    /** Empty if no prediction has a score. */
    public Optional<Reliability> reliability() {
        return Reliability.of(outcomes);
    }

    private List<Outcome> where(Predicate<Outcome> wanted) {
        return outcomes.stream().filter(wanted).toList();
    }
}
