package dev.mrc.bench;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

import dev.mrc.answer.SearchedSpans;
import dev.mrc.reading.TextDigests;
import dev.mrc.tokenize.ModelFiles;
import dev.mrc.tokenize.Tokenizer;
import dev.mrc.tokenize.TokenizerOptions;
import dev.mrc.tokenize.Tokens;
import dev.mrc.tokenize.Vocabulary;
import dev.mrc.window.WindowLogits;

/** The kernels under JMH: time and allocation of one call each. What is judged is measured in pairs, see {@link Pairs}. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class KernelBenchmarks {
    private final SearchedSpans spans = new SearchedSpans(380, 128, 7);
    private Tokenizer tokenizer;
    private List<String> passages;
    private int next;
    private byte[] answer;

    /** Reads the bundled vocabulary and the project's own passages. */
    @Setup
    public void open() throws IOException {
        try (InputStream file = ModelFiles.bundled().open("vocab.txt")) {
            tokenizer = new Tokenizer(Vocabulary.load(file), TokenizerOptions.cased());
        }
        passages = OwnText.passages();
        answer = LogitBench.body();
    }

    @Benchmark
    public Tokens tokenizePassage() {
        return tokenizer.tokenize(passages.get(next++ % passages.size()));
    }

    @Benchmark
    public Object digestPassage() {
        return TextDigests.of(passages.get(next++ % passages.size()));
    }

    @Benchmark
    public float bestTwentySpans() {
        return spans.best(20);
    }

    @Benchmark
    public float decodeWindow() {
        return spans.decode();
    }

    @Benchmark
    public WindowLogits readLogits() {
        return LogitBench.read(answer);
    }

    static void run(Report report) throws RunnerException {
        new Runner(new OptionsBuilder().include(KernelBenchmarks.class.getName()).addProfiler(GCProfiler.class).build()).run();
        report.note("microseconds and bytes a call; nothing is judged here");
    }
}
