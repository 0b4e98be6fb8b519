package dev.mrc.cli;

import java.io.PrintWriter;
import java.time.Duration;

import jakarta.inject.Inject;

import dev.mrc.answer.Answer;
import dev.mrc.error.ErrorCode;
import dev.mrc.error.MrcException;
import dev.mrc.reading.Question;
import dev.mrc.reading.Reader;
import dev.mrc.reading.Reading;
import io.quarkus.runtime.QuarkusApplication;

/** Asks the service's own reader one question and prints what came of it: one line an answer, the score first. */
final class Terminal implements QuarkusApplication {
    private static final Duration MODEL_LOADS = Duration.ofSeconds(60);

    /** Set before Quarkus boots, which makes this object itself. */
    static Question question;
    static PrintWriter out;

    @Inject
    Reader reader;

    @Override
    public int run(String... args) {
        try {
            Reading reading = reader.model().onFailure(Terminal::loading).retry()
                    .withBackOff(Duration.ofMillis(50), Duration.ofMillis(500)).expireIn(MODEL_LOADS.toMillis())
                    .chain(() -> reader.read(question)).await().atMost(MODEL_LOADS.multipliedBy(2));
            print(reading);
            return 0;
        } catch (MrcException e) {
            out.println("No reading: " + e.getMessage());
            out.flush();
            return 1;
        }
    }

    private static boolean loading(Throwable failure) {
        return failure instanceof MrcException named && named.code() == ErrorCode.MODEL_UNAVAILABLE;
    }

    private static void print(Reading reading) {
        String text = question.passages().get(0).text();
        for (Answer answer : reading.answers().list()) {
            out.printf("%.2f  %s  [%d, %d)%n", answer.score(), answer.span().in(text), answer.span().start(),
                    answer.span().end());
        }
        if (!reading.answers().answered()) {
            out.printf("%.2f  (no answer in this text)%n", reading.answers().nullScore());
        }
        out.flush();
    }
}
