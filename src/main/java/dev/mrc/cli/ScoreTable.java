package dev.mrc.cli;

import java.io.PrintWriter;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.mrc.evaluate.AnswerType;
import dev.mrc.evaluate.Evaluation;
import dev.mrc.evaluate.QuestionType;
import dev.mrc.evaluate.Score;

/** The figures for people: a row for all questions, one for each type of question and, with an arrow, of answer. */
final class ScoreTable {
    private static final int LABEL = 26;

    private final Map<String, Evaluation> evaluations;
    private final PrintWriter out;

    ScoreTable(Map<String, Evaluation> evaluations, PrintWriter out) {
        this.evaluations = evaluations;
        this.out = out;
    }

    void print() {
        out.println(padded("", LABEL) + " ".repeat(10)
                + evaluations.keySet().stream().map(name -> "%18s".formatted(name)).collect(Collectors.joining()));
        out.println(padded("", LABEL) + " questions" + "        EM      F1  ".repeat(evaluations.size()).stripTrailing());
        row("all", Evaluation::all);
        Evaluation any = evaluations.values().iterator().next();
        if (any.unanswerable().questions() > 0) {
            row("with an answer", Evaluation::answerable);
            row("without an answer", Evaluation::unanswerable);
        }
        for (QuestionType type : any.byType().keySet()) {
            row(label(type.name(), type.korean()), evaluation -> evaluation.byType().get(type));
        }
        Set<AnswerType> shapes = any.byAnswerType().keySet();
        shapes.remove(AnswerType.NONE); // "without an answer", above
        for (AnswerType type : shapes) {
            row(label("→ " + type.name(), type.korean()), evaluation -> evaluation.byAnswerType().get(type));
        }
        any.noAnswerAuroc().ifPresent(auroc -> out.printf(Locale.ROOT, "No answer: AUROC %.4f%n", auroc));
        calibration();
        out.flush();
    }

    private void row(String label, Function<Evaluation, Score> score) {
        List<Score> scores = evaluations.values().stream().map(score).toList();
        out.println(padded(label, LABEL) + String.format(Locale.ROOT, "%,10d", scores.get(0).questions()) + figures(scores));
    }

    private static String figures(Collection<Score> scores) {
        return scores.stream().map(score -> String.format(Locale.ROOT, "%10.2f%8.2f", score.exactMatch(), score.f1()))
                .collect(Collectors.joining());
    }

    private void calibration() {
        String errors = evaluations.entrySet().stream()
                .flatMap(entry -> entry.getValue().reliability().stream()
                        .map(reliability -> String.format(Locale.ROOT, "%s %.4f", entry.getKey(), reliability.expectedError())))
                .collect(Collectors.joining(", "));
        if (!errors.isEmpty()) {
            out.println("Expected calibration error: " + errors);
        }
    }

    private static String label(String name, String korean) {
        String english = name.toLowerCase(Locale.ROOT).replace('_', ' ');
        return Stream.of(english, korean).filter(part -> !part.isEmpty()).collect(Collectors.joining("  "));
    }

    /** A terminal shows a syllable in two columns. */
    private static String padded(String label, int columns) {
        long wide = label.codePoints().filter(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HANGUL).count();
        return label + " ".repeat((int) Math.max(1, columns - label.length() - wide));
    }
}
