package dev.mrc.bench;

import dev.mrc.answer.SearchedSpans;

/** Goal 2: the best spans of a window, against every pair tried. */
final class SpanBench {
    private static final int WINDOW = 380;
    private static final int MAX_TOKENS = 384;

    private SpanBench() {
    }

    static void run(Report report) {
        SearchedSpans spans = new SearchedSpans(WINDOW, MAX_TOKENS, 7);
        report.same("best span", spans.best(1), spans.bestOfPairs());
        report.same("20 best spans", spans.best(20), spans.bestOfPairs(20));
        report.atLeast("best span, times faster than n\u00b2 loops", 10,
                Pairs.of(() -> (long) spans.best(1), () -> (long) spans.bestOfPairs()));
        Pairs twenty = Pairs.of(() -> (long) spans.best(20), () -> (long) spans.bestOfPairs(20));
        report.note("20 best: " + twenty);
        report.atMost("20 best spans, \u00b5s", 8, twenty.ours() / 1e3);
        SearchedSpans small = new SearchedSpans(512, 128, 8);
        SearchedSpans large = new SearchedSpans(4096, 128, 8);
        Pairs growth = Pairs.of(() -> (long) small.best(20), () -> (long) large.best(20));
        report.note("512 against 4,096 pieces: " + growth);
        report.atMost("20 best of 4,096 pieces, times those of 512", 9, growth.ratio());
        SearchedSpans shipped = new SearchedSpans(WINDOW, 128, 9);
        report.note("best and apart, as shipped: " + Pairs.of(() -> (long) shipped.decode(), () -> (long) shipped.best(1)));
    }
}
