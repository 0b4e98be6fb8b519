package dev.mrc.cli;

import picocli.CommandLine.Command;

/** Placeholder until the engine is merged. */
@Command(name = "engine")
final class EngineCommand implements Runnable {
    @Override
    public void run() {
        throw new IllegalStateException();
    }
}
