package dev.mrc.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

import dev.mrc.reading.Question;
import dev.mrc.reading.Question.Passage;
import io.quarkus.runtime.Quarkus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** One question answered on the terminal: the service without its public ports. */
@Command(name = "ask", description = "Answers one question about a text file; needs no server.", mixinStandardHelpOptions = true)
final class AskCommand implements Callable<Integer> {
    private static final int MOST = 20;

    @Option(names = "--context", required = true, paramLabel = "FILE", description = "The passage, a UTF-8 text file; - reads standard input.")
    private String context;

    @Option(names = "--top", defaultValue = "1", paramLabel = "N", description = "Most answers to print, 1 to 20 (default: ${DEFAULT-VALUE}).")
    private int top;

    @Parameters(paramLabel = "QUESTION", description = "The question, in Korean.")
    private String question;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (question.isBlank()) {
            throw wrong("The question must not be blank.");
        }
        if (top < 1 || top > MOST) {
            throw wrong("--top must be from 1 to " + MOST + ", not " + top + ".");
        }
        Question.Options usual = Question.Options.DEFAULT;
        Terminal.question = new Question(question.strip(),
                List.of(new Passage(null, TextFile.read(context, spec.commandLine()))),
                new Question.Options(top, usual.minScore(), usual.maxAnswerChars(), usual.noAnswer(), usual.boundary()));
        Terminal.out = spec.commandLine().getOut();
        System.setProperty("quarkus.http.host-enabled", "false");
        System.setProperty("quarkus.management.host-enabled", "false");
        System.setProperty("quarkus.log.level", "ERROR");
        System.setProperty("mrc.engine.port", "0");
        AtomicInteger status = new AtomicInteger();
        Quarkus.run(Terminal.class, (code, failure) -> status.set(failure == null ? code : 1));
        return status.get();
    }

    private ParameterException wrong(String what) {
        return new ParameterException(spec.commandLine(), what);
    }
}
