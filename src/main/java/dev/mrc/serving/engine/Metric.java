package dev.mrc.serving.engine;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;

/** What is counted under one set of labels. Thread-safe without locks; a page may see half of what is being added. */
sealed interface Metric {
    /**
     * Appends the lines of Prometheus' text format.
     *
     * @param labels {@code a="b",c="d"}, or empty
     */
    void write(StringBuilder page, String name, String labels);

    /** A number that grows. */
    final class Counter implements Metric {
        private final LongAdder sum = new LongAdder();

        void add(long more) {
            sum.add(more);
        }

        @Override
        public void write(StringBuilder page, String name, String labels) {
            page.append(name).append('{').append(labels).append("} ").append(sum.sum()).append('\n');
        }
    }

    /** A distribution. */
    final class Histogram implements Metric {
        private final Buckets buckets;
        private final AtomicLongArray counts;
        private final DoubleAdder sum = new DoubleAdder();

        Histogram(Buckets buckets) {
            this.buckets = buckets;
            this.counts = new AtomicLongArray(buckets.count());
        }

        void add(long value) {
            counts.incrementAndGet(buckets.of(value));
            sum.add(value);
        }

        @Override
        public void write(StringBuilder page, String name, String labels) {
            long cumulative = 0;
            for (int i = 0; i < buckets.count(); i++) {
                cumulative += counts.get(i);
                page.append(name).append("_bucket{").append(labels).append(labels.isEmpty() ? "" : ",").append("le=\"")
                        .append(buckets.limit(i)).append("\"} ").append(cumulative).append('\n');
            }
            page.append(name).append("_sum{").append(labels).append("} ").append(Buckets.sixDigits(sum.sum())).append('\n');
            page.append(name).append("_count{").append(labels).append("} ").append(cumulative).append('\n');
        }
    }
}
