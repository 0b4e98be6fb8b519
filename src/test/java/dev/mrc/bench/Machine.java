package dev.mrc.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/** Where figures were measured: the line that stands above each of them. */
final class Machine {
    private static final Path CPU = Path.of("/proc/cpuinfo");

    private Machine() {
    }

    static String line() {
        return "%s, %d processors, load %.2f; Java %s (%s); flags %s; commit %s".formatted(processor(),
                Runtime.getRuntime().availableProcessors(), ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                System.getProperty("java.version"), System.getProperty("java.vm.name"),
                ManagementFactory.getRuntimeMXBean().getInputArguments(), commit());
    }

    private static String processor() {
        if (!Files.exists(CPU)) {
            return System.getProperty("os.arch");
        }
        try (Stream<String> lines = Files.lines(CPU)) {
            return lines.filter(line -> line.startsWith("model name")).map(line -> line.substring(line.indexOf(':') + 2))
                    .findFirst().orElse(System.getProperty("os.arch").toLowerCase(Locale.ROOT));
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }

    private static String commit() {
        try {
            Process git = new ProcessBuilder("git", "rev-parse", "--short", "HEAD").start();
            return new String(git.getInputStream().readAllBytes()).strip();
        } catch (IOException e) {
            return "unknown";
        }
    }
}
