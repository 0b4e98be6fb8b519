package dev.mrc.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import dev.mrc.model.Signatures;
import dev.mrc.model.SpanServable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What a SavedModel takes and returns. */
@Command(name = "show", description = "Shows the signatures of any SavedModel, as saved_model_cli show --all does.", mixinStandardHelpOptions = true)
final class ShowCommand implements Callable<Integer> {
    @Option(names = "--dir", required = true, paramLabel = "DIR", description = "Folder with saved_model.pb, or with numbered versions, of which the highest is shown.")
    private Path directory;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        spec.commandLine().getOut().print(Signatures.of(SpanServable.version(directory)));
        spec.commandLine().getOut().flush();
        return 0;
    }
}
