package dev.mrc.bench;

import java.io.PrintStream;
import java.util.Locale;

/** Prints what a benchmark found: figures with their goals, misses as misses. A wrong result ends the benchmark. */
final class Report {
    private final PrintStream out;
    private int missed;

    Report(PrintStream out) {
        this.out = out;
    }

    void title(String name) {
        out.println("== " + name);
    }

    void note(String text) {
        out.println("  " + text);
    }

    /** Same answers or no time. */
    void same(String what, Object ours, Object oracle) {
        if (!ours.equals(oracle)) {
            throw new IllegalStateException(what + ": " + ours + " instead of " + oracle);
        }
        note(what + ": equal to the oracle's");
    }

    void atLeast(String what, double goal, Pairs pairs) {
        note(what + ": " + pairs);
        judge(what, ">= " + number(goal), pairs.ratio(), pairs.meets(goal));
    }

    void atLeast(String what, double goal, double value) {
        judge(what, ">= " + number(goal), value, value >= goal);
    }

    void atMost(String what, double goal, double value) {
        judge(what, "<= " + number(goal), value, value <= goal);
    }

    private void judge(String what, String goal, double value, boolean met) {
        missed += met ? 0 : 1;
        out.printf(Locale.ROOT, "%s  %s: %s (goal %s)%n", met ? "MET   " : "MISSED", what, number(value), goal);
    }

    int missed() {
        return missed;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, Math.abs(value) >= 100 ? "%.0f" : "%.3g", value);
    }
}
