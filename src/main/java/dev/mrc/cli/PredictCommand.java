package dev.mrc.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.mrc.answer.Answers;
import dev.mrc.error.MrcException;
import dev.mrc.reading.Question;
import dev.mrc.reading.Reading;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** One question to a SavedModel in this process. */
@Command(name = "predict", description = "Loads a SavedModel in this process, asks it one question and prints the answer as JSON.", mixinStandardHelpOptions = true)
final class PredictCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int MOST = 20;

    @Option(names = "--dir", paramLabel = "DIR", description = "SavedModel, base path of versions, or checkpoint; without it, the demo model.")
    private Path directory;

    @Option(names = "--question", required = true, paramLabel = "Q", description = "The question, in Korean.")
    private String question;

    @Option(names = "--context", required = true, paramLabel = "FILE", description = "The passage, a UTF-8 text file; - reads standard input.")
    private String context;

    @Option(names = "--top", defaultValue = "1", paramLabel = "N", description = "Most answers to print, 1 to 20 (default: ${DEFAULT-VALUE}).")
    private int top;

    @Spec
    private CommandSpec spec;

    /** What is printed; names and offsets (UTF-16, half-open) are those of {@code POST /api/v1/answers}. */
    record Prediction(boolean answered, List<Found> answers, NoAnswer noAnswer) {
        record Found(String answer, int start, int end, double score) {
        }

        record NoAnswer(double score, double threshold) {
        }

        static Prediction of(Reading reading, String text) {
            Answers answers = reading.answers();
            return new Prediction(answers.answered(),
                    answers.list().stream().map(answer -> new Found(answer.span().in(text), answer.span().start(),
                            answer.span().end(), answer.score())).toList(),
                    new NoAnswer(answers.nullScore(), reading.nullThreshold()));
        }
    }

    @Override
    public Integer call() throws IOException {
        if (question.isBlank()) {
            throw new ParameterException(spec.commandLine(), "The question must not be blank.");
        }
        if (top < 1 || top > MOST) {
            throw new ParameterException(spec.commandLine(), "--top must be from 1 to " + MOST + ", not " + top + ".");
        }
        String text = TextFile.read(context, spec.commandLine());
        Question.Options usual = Question.Options.DEFAULT;
        Question asked = new Question(question.strip(), List.of(new Question.Passage(null, text)), new Question.Options(top,
                usual.minScore(), usual.maxAnswerChars(), usual.noAnswer(), usual.boundary()));
        try (LocalModel model = LocalModel.open(Optional.ofNullable(directory))) {
            Reading reading = model.reader().read(asked).await().atMost(PATIENCE);
            spec.commandLine().getOut().println(new ObjectMapper().writeValueAsString(Prediction.of(reading, text)));
            spec.commandLine().getOut().flush();
            return 0;
        } catch (MrcException e) {
            spec.commandLine().getErr().println("No reading: " + e.getMessage());
            spec.commandLine().getErr().flush();
            return 1;
        }
    }
}
