package dev.mrc.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.Callable;

import dev.mrc.model.ModelExport;
import dev.mrc.model.Precision;
import dev.mrc.model.ServableForm;
import dev.mrc.tokenize.ModelFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A trained model as a SavedModel that TensorFlow Serving takes. */
@Command(name = "export", description = "Exports a BERT, ELECTRA or RoBERTa checkpoint fine-tuned for questions (Hugging Face folder or TensorFlow 1 checkpoint) as a SavedModel.")
final class ExportCommand implements Callable<Integer> {
    @Option(names = "--model", required = true, paramLabel = "DIR", description = "The checkpoint's folder.")
    private Path model;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Base path to export to; the version's folder is made below it.")
    private Path out;

    @Option(names = "--version", paramLabel = "N", description = "Version to make, from 1 on (default: one more than the highest there).")
    private Long version;

    @Option(names = "--fixed-length", paramLabel = "N", description = "Takes only windows of N pieces; without it, of any length.")
    private Integer fixedLength;

    @Option(names = "--precision", defaultValue = "fp32", paramLabel = "P", description = "fp32, fp16 or bf16: how weights are stored and computed with; logits are always float32 (default: ${DEFAULT-VALUE}).")
    private String precision;

    @Option(names = "--answer-spans", description = "Adds a second signature, answer_spans, that the service calls by itself: it tells the best spans instead of all logits, a sixth of the bytes.")
    private boolean answerSpans;

    /** By itself, because --version means something else here. */
    @Option(names = { "-h", "--help" }, usageHelp = true, description = "Show this help message and exit.")
    private boolean help;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (!Files.isDirectory(model)) {
            throw wrong("There is no folder " + model + ".");
        }
        if (version != null && version < 1) {
            throw wrong("--version must be 1 or more, not " + version + ".");
        }
        if (fixedLength != null && (fixedLength < 8 || fixedLength > 4096)) {
            throw wrong("--fixed-length must be from 8 to 4096, not " + fixedLength + ".");
        }
        ServableForm form = new ServableForm(fixedLength == null ? OptionalInt.empty() : OptionalInt.of(fixedLength),
                precision(), answerSpans ? ServableForm.Outputs.LOGITS_AND_SPANS : ServableForm.Outputs.LOGITS);
        ModelExport export = ModelExport.of(ModelFiles.directory(model), form);
        Path written;
        try (ProgressBar bar = ProgressBar.onTerminal(spec.commandLine().getErr(), "exporting")) {
            written = export.write(out, version == null ? OptionalLong.empty() : OptionalLong.of(version), bar::show);
        }
        spec.commandLine().getOut().println("Exported to " + written);
        spec.commandLine().getOut().flush();
        return 0;
    }

    private Precision precision() {
        try {
            return Precision.valueOf(precision.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw wrong("--precision must be fp32, fp16 or bf16, not " + precision + ".");
        }
    }

    private ParameterException wrong(String what) {
        return new ParameterException(spec.commandLine(), what);
    }
}
