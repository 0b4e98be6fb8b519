package dev.mrc.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

import dev.mrc.model.UnusableModelException;
import io.quarkus.runtime.annotations.QuarkusMain;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParseResult;

/** The one entry of the jar: picks the command before Quarkus boots, so that tools start fast. */
@QuarkusMain
@Command(name = "korean-mrc", description = "Korean machine reading comprehension: a question and a passage in, the exact words out.", mixinStandardHelpOptions = true, versionProvider = Version.class, subcommands = {
        ServeCommand.class, EngineCommand.class, AskCommand.class, ExportCommand.class, ShowCommand.class,
        PredictCommand.class, EvaluateCommand.class })
public final class Main {
    /** What the user brought cannot be used. */
    private static final int UNUSABLE = 2;
    /** It could be, but something went wrong on the way. */
    private static final int FAILED = 1;

    Main() {
    }

    public static void main(String... args) {
        String[] line = args.length == 0 ? new String[] { "serve" } : args;
        int status = commandLine().execute(line);
        if (status != 0 || !"serve".equals(line[0])) { // a reader's timer thread would keep a finished command's process alive
            System.exit(status);
        }
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main()).setExecutionExceptionHandler(Main::report);
    }

    /** One sentence for what the user can mend; anything else is a bug and shows where it is. */
    private static int report(Exception failure, CommandLine command, ParseResult parsed) throws Exception {
        if (failure instanceof UnusableModelException || failure instanceof IOException) {
            command.getErr().println(sentence(failure));
            command.getErr().flush();
            return failure instanceof IOException ? FAILED : UNUSABLE;
        }
        throw failure;
    }

    private static String sentence(Exception failure) {
        if (failure instanceof NoSuchFileException missing) {
            return "There is no file " + missing.getFile() + ".";
        }
        if (failure instanceof AccessDeniedException denied) {
            return denied.getFile() + " may not be read or written by this user.";
        }
        return failure.getMessage();
    }
}
