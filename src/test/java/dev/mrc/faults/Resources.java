package dev.mrc.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * What this process holds at a moment.
 *
 * @param seconds since the run began
 * @param heapMb live objects, after a collection
 * @param threads of Java
 * @param sockets open in any state
 * @param rssMb all memory of the process, TensorFlow's too
 */
record Resources(double seconds, double heapMb, int threads, int sockets, double rssMb) {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final Path STATUS = Path.of("/proc/self/status");

    static Resources now(double seconds) {
        System.gc();
        return new Resources(seconds, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1e6,
                ManagementFactory.getThreadMXBean().getThreadCount(), openSockets(), residentMb());
    }

    /** By how much a figure grew from the second quarter of the run to its last. */
    static double growth(List<Resources> samples, ToDoubleFunction<Resources> figure) {
        int quarter = samples.size() / 4;
        return mean(samples.subList(samples.size() - quarter, samples.size()), figure)
                - mean(samples.subList(quarter, 2 * quarter), figure);
    }

    private static double mean(List<Resources> samples, ToDoubleFunction<Resources> figure) {
        return samples.stream().mapToDouble(figure).average().orElseThrow();
    }

    private static int openSockets() {
        if (!Files.isDirectory(DESCRIPTORS)) {
            return 0; // no Linux
        }
        try (Stream<Path> open = Files.list(DESCRIPTORS)) {
            return (int) open.filter(Resources::isSocket).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isSocket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (IOException e) {
            return false; // closed meanwhile
        }
    }

    private static double residentMb() {
        if (!Files.exists(STATUS)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith("VmRSS:")).mapToDouble(
                    line -> Long.parseLong(line.replaceAll("\\D", "")) / 1e3).findFirst().orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
