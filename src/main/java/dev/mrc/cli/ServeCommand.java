package dev.mrc.cli;

import io.quarkus.runtime.Quarkus;
import picocli.CommandLine.Command;

/** The service; returns when it is stopped. */
@Command(name = "serve", description = "Runs the service: web page at /, API at /api/v1, and the embedded engine unless mrc.serving.url is set.", mixinStandardHelpOptions = true)
final class ServeCommand implements Runnable {
    @Override
    public void run() {
        Quarkus.run();
    }
}
