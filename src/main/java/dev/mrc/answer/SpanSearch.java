package dev.mrc.answer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import dev.mrc.window.Window;
import dev.mrc.window.WindowLogits;

/**
 * Finds the best spans of all windows of one request: {@code n} pieces cost O(n) steps, and O(maxTokens) for each of the
 * few rows that are looked at closely. Equal scores are ordered by window, then end, then start. Not thread-safe.
 */
final class SpanSearch {
    private final SpanRows[] windows;

    /** @param maxChars longest span in UTF-16 units */
    SpanSearch(List<Window> windows, List<WindowLogits> logits, int maxTokens, int maxChars) {
        this.windows = new SpanRows[windows.size()];
        SlidingMax starts = new SlidingMax();
        for (int i = 0; i < this.windows.length; i++) {
            this.windows[i] = new SpanRows(windows.get(i), logits.get(i), maxTokens, maxChars);
            this.windows[i].score(starts);
        }
    }

    /** The {@code count} best spans, which may overlap. */
    List<Candidate> best(int count) {
        float floor = rowFloor(count);
        NBest nBest = new NBest(count);
        for (SpanRows window : windows) {
            int[] firsts = null;
            for (int row = 0; row < window.size(); row++) {
                if (window.best(row) >= floor && window.best(row) > nBest.floor()) {
                    firsts = firsts == null ? window.promising(floor) : firsts;
                    window.offer(row, firsts, nBest);
                }
            }
        }
        return nBest.list();
    }

    /** The {@code count}-th best row: that many spans score as much, so no row below it holds one of the best. */
    private float rowFloor(int count) {
        float[] best = new float[count];
        Arrays.fill(best, Float.NEGATIVE_INFINITY);
        for (SpanRows window : windows) {
            for (int row = 0; row < window.size(); row++) {
                if (window.best(row) > best[count - 1]) {
                    insert(best, window.settle(row));
                }
            }
        }
        return best[count - 1];
    }

    /** Keeps {@code best} in falling order; its least gives way. */
    private static void insert(float[] best, float score) {
        if (score <= best[best.length - 1]) {
            return;
        }
        int at = best.length - 1;
        while (at > 0 && best[at - 1] < score) {
            best[at] = best[at - 1];
            at--;
        }
        best[at] = score;
    }

    /**
     * Takes out the best span, then the best of those that overlap no span taken before, and so on. Ends the search: call
     * {@link #best} first.
     */
    List<Candidate> takeApart(int count) {
        List<Candidate> taken = new ArrayList<>(count);
        while (taken.size() < count) {
            SpanRows richest = null;
            for (SpanRows window : windows) {
                if (window.top() > (richest == null ? Float.NEGATIVE_INFINITY : richest.top())) {
                    richest = window;
                }
            }
            if (richest == null) {
                break;
            }
            Candidate candidate = richest.topSpan();
            taken.add(candidate);
            block(candidate);
        }
        return taken;
    }

    private void block(Candidate candidate) {
        Window.Slice taken = candidate.taken();
        for (SpanRows window : windows) {
            if (window.window().passage() == candidate.window().passage()) {
                window.block(taken.first(), taken.end() - 1);
            }
        }
    }
}
