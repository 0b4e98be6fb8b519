package dev.mrc.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import dev.mrc.cli.FigureTable.Row;
import dev.mrc.evaluate.Evaluation;
import dev.mrc.evaluate.Score;

/** What documents quote of the own test split. */
record QualityTables(OwnSplit measured) {
    List<FigureTable> all() {
        return List.of(answers(), noAnswer(), byQuestionType(), byAnswerType());
    }

    /** Exact match and F1, for the model card. */
    FigureTable answers() {
        List<Row> rows = new ArrayList<>();
        measured.answerable().forEach((boundary, evaluation) -> rows.add(row(
                "with an answer, always answering, `%s`%s".formatted(boundary, boundary.equals("word") ? ", a sample" : ""),
                evaluation.all())));
        rows.add(row("all, all defaults", measured.defaults().get("particle").all()));
        return new FigureTable("answers", List.of("Our own test split", "Questions", "EM", "F1"), rows);
    }

    /** AUROC and calibration, for the model card; refusals are exact matches of questions without an answer. */
    FigureTable noAnswer() {
        Evaluation all = measured.defaults().get("particle");
        long refused = all.outcomes().stream()
                .filter(outcome -> outcome.question().answerable() && outcome.prediction().text().isEmpty()).count();
        return new FigureTable("no answer",
                List.of("All defaults", "Questions", "AUROC × 100", "ECE × 100", "refused, with an answer, %", "without, %"),
                List.of(Row.of("our own test split", all.outcomes().size(), 100 * all.noAnswerAuroc().orElseThrow(),
                        100 * all.reliability().orElseThrow().expectedError(), 100.0 * refused / all.answerable().questions(),
                        all.unanswerable().exactMatch())));
    }

    /** Questions with an answer, always answering, boundary {@code particle}. */
    FigureTable byQuestionType() {
        List<Row> rows = new ArrayList<>();
        measured.answerable().get("particle").byType()
                .forEach((type, score) -> rows.add(row(name(type.name(), type.korean()), score)));
        return new FigureTable("question types", List.of("Question", "Questions", "EM", "F1"), rows);
    }

    /** The same. */
    FigureTable byAnswerType() {
        List<Row> rows = new ArrayList<>();
        measured.answerable().get("particle").byAnswerType()
                .forEach((type, score) -> rows.add(row(name(type.name(), type.korean()), score)));
        return new FigureTable("answer types", List.of("Answer", "Questions", "EM", "F1"), rows);
    }

    private static Row row(String label, Score score) {
        return Row.of(label, score.questions(), score.exactMatch(), score.f1());
    }

    private static String name(String english, String korean) {
        return (english.toLowerCase(Locale.ROOT).replace('_', ' ') + " " + korean).strip();
    }
}
