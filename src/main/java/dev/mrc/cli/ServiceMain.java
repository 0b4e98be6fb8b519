package dev.mrc.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/**
 * The entry of images ({@code %cluster.quarkus.package.main-class}): the service and nothing else. It reaches no class that
 * needs TensorFlow, so that a native image can be built without it.
 */
@QuarkusMain(name = "service")
public final class ServiceMain {
    private static final int USAGE = 2;

    private ServiceMain() {
    }

    public static void main(String... args) {
        if (args.length > 0 && !"serve".equals(args[0])) {
            new PrintWriter(System.err, true, StandardCharsets.UTF_8)
                    .println("This build is the service alone and has no command '"
                            + args[0] + "'. The tools are in the jar that ./mvnw package makes.");
            System.exit(USAGE);
        }
        Quarkus.run();
    }
}
