package dev.mrc.cli;

import java.io.PrintWriter;

/** One line that fills up while a command works; nothing at all where nobody watches, as in a file or a pipe. */
final class ProgressBar implements AutoCloseable {
    private static final int WIDTH = 40;

    private final PrintWriter out;
    private final String what;
    private final boolean watched;
    private int shown = -1;

    private ProgressBar(PrintWriter out, String what, boolean watched) {
        this.out = out;
        this.what = what;
        this.watched = watched;
    }

    /** Watched where the process has a terminal. */
    static ProgressBar onTerminal(PrintWriter out, String what) {
        return new ProgressBar(out, what, System.console() != null);
    }

    /** @param share done, 0 to 1 */
    void show(double share) {
        int percent = (int) (100 * share);
        if (watched && percent != shown) {
            shown = percent;
            int full = WIDTH * percent / 100;
            out.printf("\r%s [%s%s] %3d %%", what, "#".repeat(full), " ".repeat(WIDTH - full), percent);
            out.flush();
        }
    }

    /** Ends the line. */
    @Override
    public void close() {
        if (shown >= 0) {
            out.println();
            out.flush();
        }
    }
}
