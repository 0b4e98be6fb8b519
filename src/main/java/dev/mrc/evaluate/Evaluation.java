package dev.mrc.evaluate;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
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
        return by(GoldQuestion::type, QuestionType.class);
    }

    /** In the order of {@link AnswerType}; types that no question has are left out. */
    public Map<AnswerType, Score> byAnswerType() {
        return by(GoldQuestion::answerType, AnswerType.class);
    }

    private <T extends Enum<T>> Map<T, Score> by(Function<GoldQuestion, T> type, Class<T> types) {
        Map<T, List<Outcome>> parts = outcomes.stream().collect(Collectors.groupingBy(
                outcome -> type.apply(outcome.question()), () -> new EnumMap<>(types), Collectors.toList()));
        Map<T, Score> scores = new EnumMap<>(types);
        parts.forEach((one, of) -> scores.put(one, Score.of(of)));
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

    /** F1 of short passages and of long ones. */
    public LengthCurve byLength() {
        return LengthCurve.of(outcomes);
    }

    private List<Outcome> where(Predicate<Outcome> wanted) {
        return outcomes.stream().filter(wanted).toList();
    }
}
