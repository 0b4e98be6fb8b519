package dev.mrc.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.util.function.LongSupplier;

import org.junit.jupiter.api.Test;

import com.sun.management.ThreadMXBean;

import dev.mrc.answer.SearchedSpans;
import dev.mrc.tokenize.ModelFiles;
import dev.mrc.tokenize.Tokenizer;
import dev.mrc.tokenize.TokenizerOptions;
import dev.mrc.tokenize.Vocabulary;

/**
 * What of the benchmarks does not depend on the machine: bytes a call allocates, and how work grows with its input. Bounds are
 * coarse, several times what is measured with the quick compiler or none; docs/benchmarks.md has the figures themselves.
 */
class GuardTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static volatile float sink;

    @Test
    void tokenizingAllocatesLittleBesideItsResult() throws IOException {
        Tokenizer tokenizer;
        try (InputStream file = ModelFiles.bundled().open("vocab.txt")) {
            tokenizer = new Tokenizer(Vocabulary.load(file), TokenizerOptions.cased());
        }
        String text = OwnText.longText(60_000);
        int tokens = tokenizer.tokenize(text).size();

        // three ints a piece; until it is compiled, an object more
        assertThat(bytes(() -> tokenizer.tokenize(text).size())).isLessThan(tokens * (12L + 48));
    }

    @Test
    void readingLogitsAllocatesTheTwoArraysAndNothingThatGrows() {
        byte[] body = LogitBench.body();
        assertThat(body.length).isGreaterThan(9_000);

        assertThat(bytes(() -> LogitBench.read(body).start()[0])).isLessThan(8 * 1024);
    }

    @Test
    void decodingAWindowAllocatesAFewArraysOfItsLength() {
        SearchedSpans spans = new SearchedSpans(380, 128, 7);

        assertThat(bytes(spans::decode)).isLessThan(24 * 1024);
    }

    @Test
    void decodingGrowsWithTheTextAndNoFaster() {
        SearchedSpans small = new SearchedSpans(512, 128, 8);
        SearchedSpans large = new SearchedSpans(8_192, 128, 8);
        nanos(small);

        assertThat(nanos(large)).isLessThan(nanos(small) * 16 * 4);
    }

    private static long bytes(FloatWork work) {
        return least(20, THREADS::getCurrentThreadAllocatedBytes, work);
    }

    private static long nanos(SearchedSpans spans) {
        return least(30, THREADS::getCurrentThreadCpuTime, spans::decode);
    }

    /** By how much one call moves a counter of this thread, the least of a few calls. */
    private static long least(int calls, LongSupplier counter, FloatWork work) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < calls; i++) {
            long before = counter.getAsLong();
            sink = work.run();
            least = Math.min(least, counter.getAsLong() - before);
        }
        return least;
    }

    /** Work with a result that must not be optimised away. */
    @FunctionalInterface
    private interface FloatWork {
        float run();
    }
}
