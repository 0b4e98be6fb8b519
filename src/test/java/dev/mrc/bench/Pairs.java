package dev.mrc.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Two pieces of work measured in turn, A B A B, in CPU time of this thread: what is quoted is the ratio within a pair, so that
 * a machine that slows down slows both. A fixed piece of integer work, the sentinel, runs before and after each pair; a pair
 * between unequal sentinels is measured again, three times at most.
 */
final class Pairs {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int COUNT = 11;
    private static final int REPEATS = 3;
    private static final double UNEQUAL = 0.10;
    private static final long BLOCK_NANOS = 40_000_000;
    private static final int WARM_BLOCKS = 40;

    private static volatile long sink;

    private final List<double[]> pairs = new ArrayList<>();
    private int repeated;

    /** One unit of work; what it returns is kept alive, so that none of it is optimised away. */
    @FunctionalInterface
    interface Work {
        long run();
    }

    /** Measures ours against a peer's; nanoseconds of CPU for one run each. */
    static Pairs of(Work ours, Work peer) {
        Pairs measured = new Pairs();
        long times = times(ours);
        long peerTimes = times(peer);
        for (int i = 0; i < COUNT; i++) {
            measured.add(ours, times, peer, peerTimes);
        }
        return measured;
    }

    private void add(Work ours, long times, Work peer, long peerTimes) {
        for (int attempt = 0;; attempt++) {
            double before = sentinel();
            double[] pair = { nanos(ours, times), nanos(peer, peerTimes) };
            if (attempt == REPEATS || Math.abs(sentinel() / before - 1) <= UNEQUAL) {
                pairs.add(pair);
                return;
            }
            repeated++;
        }
    }

    /** How much longer the peer takes than we. */
    double ratio() {
        return quantile(ratios(), 0.5);
    }

    double ours() {
        return quantile(pairs.stream().mapToDouble(pair -> pair[0]).toArray(), 0.5);
    }

    double peer() {
        return quantile(pairs.stream().mapToDouble(pair -> pair[1]).toArray(), 0.5);
    }

    /** The median meets the goal, and the 20th percentile 85 % of it. */
    boolean meets(double goal) {
        return ratio() >= goal && quantile(ratios(), 0.2) >= 0.85 * goal;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("pairs (ns ours / ns peer):");
        pairs.forEach(pair -> text.append(String.format(Locale.ROOT, " %.0f/%.0f", pair[0], pair[1])));
        return String.format(Locale.ROOT,
                "ratio %.1f (20-80 %%: %.1f-%.1f), ours %.0f ns, peer %.0f ns, %d pairs repeated%n  %s",
                ratio(), quantile(ratios(), 0.2), quantile(ratios(), 0.8), ours(), peer(), repeated, text);
    }

    private double[] ratios() {
        return pairs.stream().mapToDouble(pair -> pair[1] / pair[0]).toArray();
    }

    static double quantile(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.round(share * (sorted.length - 1))];
    }

    /** Warms up; says how many runs fill a block. */
    private static long times(Work work) {
        long times = 1;
        while (nanos(work, times) * times < BLOCK_NANOS) {
            times *= 2;
        }
        for (int i = 0; i < WARM_BLOCKS; i++) {
            nanos(work, times);
        }
        return times;
    }

    private static double nanos(Work work, long times) {
        long kept = 0;
        long before = THREADS.getCurrentThreadCpuTime();
        for (long i = 0; i < times; i++) {
            kept += work.run();
        }
        long nanos = THREADS.getCurrentThreadCpuTime() - before;
        sink = kept;
        return (double) nanos / times;
    }

    private static double sentinel() {
        return nanos(() -> {
            long state = 88172645463325252L;
            for (int i = 0; i < 10_000_000; i++) {
                state ^= state << 13;
                state ^= state >>> 7;
                state ^= state << 17;
            }
            return state;
        }, 1);
    }
}
