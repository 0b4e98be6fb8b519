package dev.mrc.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** One line that shows how far a run is, drawn over itself. Thread-safe. */
final class QuestionProgress {
    private static final int WIDTH = 30;
    private static final long REDRAW_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final PrintWriter out;
    private final int total;
    private final long began = System.nanoTime();
    private long drawn = began - REDRAW_NANOS;
    private int done;

    /** @param out where the terminal is, or null to show nothing */
    QuestionProgress(PrintWriter out, int total) {
        this.out = out;
        this.total = total;
    }

    synchronized void oneMore() {
        done++;
        long now = System.nanoTime();
        if (out != null && (done == total || now - drawn >= REDRAW_NANOS)) {
            drawn = now;
            draw((now - began) / 1e9);
        }
    }

    private void draw(double seconds) {
        int bar = (int) ((long) WIDTH * done / total);
        double rate = done / seconds;
        long left = Math.round((total - done) / rate);
        out.printf(Locale.ROOT, "\r[%s%s] %,d of %,d  %.1f questions/s  %d:%02d left ", "#".repeat(bar),
                "-".repeat(WIDTH - bar),
                done, total, rate, left / 60, left % 60);
        if (done == total) {
            out.println();
        }
        out.flush();
    }
}
