package dev.mrc.bench;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs benchmarks by name, or all of them; docs/benchmarks.md has the command. */
public final class Bench {
    /** Prints to the report; throws when something computed was wrong. */
    @FunctionalInterface
    interface Benchmark {
        void run(Report report) throws Exception;
    }

    private static final Map<String, Benchmark> ALL = new LinkedHashMap<>();

    static {
        ALL.put("kernels", KernelBenchmarks::run);
        ALL.put("tokenizer", TokenizerBench::run);
        ALL.put("span", SpanBench::run);
        ALL.put("service", ServiceBench::run);
        ALL.put("load", LoadBench::run);
        ALL.put("start", StartBench::run);
        ALL.put("engine", EngineBench::run);
        ALL.put("logits", LogitBench::run);
        ALL.put("answer-spans", AnswerSpansBench::run);
    }

    private Bench() {
    }

    /** @param args names; a missed goal is no failure, a wrong answer is */
    public static void main(String[] args) throws Exception {
        List<String> names = args.length == 0 || args[0].equals("all") ? List.copyOf(ALL.keySet()) : List.of(args);
        if (!ALL.keySet().containsAll(names)) {
            throw new IllegalArgumentException("Benchmarks are " + ALL.keySet() + ", not " + names);
        }
        Report report = new Report(new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8));
        report.note(Machine.line());
        // no thread that a benchmark has left running keeps the process alive
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            failure.printStackTrace();
            Runtime.getRuntime().halt(1);
        });
        for (String name : names) {
            report.title(name);
            ALL.get(name).run(report);
        }
        report.note(report.missed() + " goals missed");
        System.exit(0);
    }
}
