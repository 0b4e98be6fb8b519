package dev.mrc.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import io.quarkus.runtime.Quarkus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The service; returns when it is stopped. */
@Command(name = "serve", description = "Runs the service: web page at /, API at /api/v1, and the embedded engine unless mrc.serving.url is set.", mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
    @Option(names = "--model", paramLabel = "DIR", description = "Folder of a checkpoint, exported into the cache first.")
    private Path checkpoint;

    @Option(names = "--model_base_path", paramLabel = "DIR", description = "Folder with numbered SavedModel versions and, beside them, vocab.txt and config.json, as export leaves it.")
    private Path basePath;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Place place = Place.of(checkpoint, basePath, spec.commandLine());
        if (!place.isDemo()) {
            // Both sides of the service, reader and engine, work with what stands in this one folder.
            String folder = place.basePath().toString();
            System.setProperty("mrc.engine.model-base-path", folder);
            System.setProperty("mrc.model.dir", folder);
        }
        Quarkus.run();
        return 0;
    }
}
