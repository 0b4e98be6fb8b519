package dev.mrc.cli;

import io.quarkus.runtime.annotations.QuarkusMain;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The one entry of the jar: picks the command before Quarkus boots, so that tools start fast. */
@QuarkusMain
@Command(name = "korean-mrc", description = "Korean machine reading comprehension: a question and a passage in, the exact words out.", mixinStandardHelpOptions = true, versionProvider = Version.class, subcommands = {
        ServeCommand.class, EngineCommand.class, AskCommand.class, EvaluateCommand.class })
public final class Main implements Runnable {
    Main() {
    }

    public static void main(String... args) {
        int status = commandLine().execute(args);
        if (status != 0) {
            System.exit(status);
        }
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main());
    }

    /** No command: serve. */
    @Override
    public void run() {
        new ServeCommand().run();
    }
}
