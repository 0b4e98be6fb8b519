package dev.mrc.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;

/** What a soak saw; {@code docs/soak.md} explains its members. Thread-safe. */
final class SoakReport {
    private static final int MOST_KEPT = 20;

    private final Map<String, LongAdder> replies = new ConcurrentSkipListMap<>();
    private final Map<String, LongAdder> faults = new ConcurrentSkipListMap<>();
    private final List<String> wrong = Collections.synchronizedList(new ArrayList<>());
    private final List<String> unexplained = Collections.synchronizedList(new ArrayList<>());
    private final List<Resources> samples = Collections.synchronizedList(new ArrayList<>());
    private final LongAdder switches = new LongAdder();

    void reply(String outcome) {
        replies.computeIfAbsent(outcome, name -> new LongAdder()).increment();
    }

    void fault(Fault fault) {
        faults.computeIfAbsent(fault.name(), name -> new LongAdder()).increment();
    }

    void switched() {
        switches.increment();
    }

    void wrong(String what) {
        wrong.add(what);
    }

    void unexplained(String what) {
        unexplained.add(what);
    }

    void sample(Resources resources) {
        samples.add(resources);
    }

    List<String> wrong() {
        return wrong;
    }

    List<String> unexplained() {
        return unexplained;
    }

    List<Resources> samples() {
        return samples;
    }

    /** Writes it as JSON. */
    void write(Path file, double seconds) throws IOException {
        Map<String, Object> all = new TreeMap<>();
        all.put("seconds", seconds);
        all.put("replies", replies);
        all.put("faults", faults);
        all.put("versionSwitches", switches);
        all.put("wrongAnswers", wrong.size());
        all.put("wrongAnswersSeen", wrong.subList(0, Math.min(MOST_KEPT, wrong.size())));
        all.put("unexplainedErrors", unexplained.size());
        all.put("unexplainedErrorsSeen", unexplained.subList(0, Math.min(MOST_KEPT, unexplained.size())));
        all.put("growth", Map.of("heapMb", Resources.growth(samples, Resources::heapMb), "threads",
                Resources.growth(samples, Resources::threads), "sockets", Resources.growth(samples, Resources::sockets),
                "rssMb", Resources.growth(samples, Resources::rssMb)));
        all.put("samples", samples);
        Files.createDirectories(file.getParent());
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(file.toFile(), all);
    }

    /** For the console. */
    String summary() {
        return "replies %s%nfaults %s%nversion switches %s, wrong answers %d, unexplained errors %d%n".formatted(replies,
                faults,
                switches, wrong.size(), unexplained.size())
                + "growth: heap %.1f MB, threads %.1f, sockets %.1f, RSS %.0f MB".formatted(
                        Resources.growth(samples, Resources::heapMb), Resources.growth(samples, Resources::threads),
                        Resources.growth(samples, Resources::sockets), Resources.growth(samples, Resources::rssMb));
    }
}
