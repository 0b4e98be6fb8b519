package dev.mrc.cli;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;

import dev.mrc.answer.Answer;
import dev.mrc.answer.Boundary;
import dev.mrc.error.MrcException;
import dev.mrc.evaluate.Answerer;
import dev.mrc.evaluate.Prediction;
import dev.mrc.evaluate.Predictions;
import dev.mrc.evaluate.UnansweredException;
import dev.mrc.reading.Question;
import dev.mrc.reading.Reader;
import dev.mrc.reading.Reading;
import dev.mrc.tokenize.CharSpan;

/**
 * Asks a reader in this process, as {@link ServiceAnswerer} asks a service: two readings a question.
 *
 * @param noAnswer whether "no answer" may win
 */
record LocalAnswerer(Reader reader, boolean noAnswer) implements Answerer {
    /** The reader has its own deadline, which comes first. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @Override
    public Predictions answer(String question, String context) throws UnansweredException {
        Reading particle = read(question, context, Boundary.PARTICLE);
        Reading word = read(question, context, Boundary.WORD);
        return new Predictions(prediction(word, context, Answer::raw), prediction(particle, context, Answer::span),
                prediction(word, context, Answer::span));
    }

    private Reading read(String question, String context, Boundary boundary) throws UnansweredException {
        Question.Options usual = Question.Options.DEFAULT;
        try {
            return reader.read(new Question(question.strip(), List.of(new Question.Passage(null, context)),
                    new Question.Options(1, usual.minScore(), usual.maxAnswerChars(), noAnswer, boundary))).await()
                    .atMost(PATIENCE);
        } catch (MrcException e) {
            throw new UnansweredException(e.code().slug(), e);
        }
    }

    private static Prediction prediction(Reading reading, String context, Function<Answer, CharSpan> words) {
        double nullScore = reading.answers().nullScore();
        return reading.answers().list().stream().findFirst()
                .map(answer -> Prediction.of(words.apply(answer).in(context), answer.score(), nullScore))
                .orElseGet(() -> Prediction.of("", nullScore, nullScore));
    }
}
