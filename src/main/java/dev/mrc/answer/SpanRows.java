package dev.mrc.answer;

import java.util.Arrays;

import dev.mrc.tokenize.Tokens;
import dev.mrc.window.Window;
import dev.mrc.window.WindowLogits;

/**
 * The legal spans of one window, a row for each last piece: legal first pieces of a row are a run, of which only the best score
 * is kept. A span is legal if it lies in the passage, is neither longer than {@code maxTokens} pieces nor {@code maxChars}
 * UTF-16 units, and this window owns its middle piece (the left one of two), that is, shows it with the most context.
 */
final class SpanRows {
    private static final float NONE = Float.NEGATIVE_INFINITY;

    private final Window window;
    private final WindowLogits logits;
    /** Input position of piece 0 of the passage; negative when the window begins later. */
    private final int shift;
    /** First legal first piece of each row. */
    private final int[] left;
    private final float[] best;
    private final int longest;
    private int topRow;

    SpanRows(Window window, WindowLogits logits, int maxTokens, int maxChars) {
        this.window = window;
        this.logits = logits;
        this.shift = window.contextOffset() - window.slice().first();
        this.left = new int[window.slice().size()];
        this.best = new float[window.slice().size()];
        this.longest = findLeft(maxTokens, maxChars);
    }

    /** Most spans of any row. */
    private int findLeft(int maxTokens, int maxChars) {
        int longest = 1;
        Tokens pieces = window.context();
        int low = window.slice().first();
        for (int row = 0; row < left.length; row++) {
            int last = last(row);
            low = Math.max(low, last - maxTokens + 1);
            while (low <= last && pieces.end(last) - pieces.start(low) > maxChars) {
                low++;
            }
            left[row] = Math.max(low, 2 * window.owned().first() - last);
            longest = Math.max(longest, last - left[row] + 1);
        }
        return longest;
    }

    /** Scores every row. */
    void score(RangeMax starts) {
        int first = window.slice().first();
        starts.take(logits.start(), window.contextOffset(), left.length, longest);
        for (int row = 0; row < left.length; row++) {
            int right = right(row);
            best[row] = left[row] > right ? NONE : starts.of(left[row] - first, right - first) + end(row);
        }
    }

    Window window() {
        return window;
    }

    int size() {
        return best.length;
    }

    float best(int row) {
        return best[row];
    }

    /** Score of the best span left, once {@link #findTop()} was called; minus infinity if none is. */
    float top() {
        return best.length == 0 ? NONE : best[topRow];
    }

    /** The best span; of equal ones that with the first end, then the first start. */
    Candidate topSpan() {
        int first = left[topRow];
        while (logits.start()[first + shift] + end(topRow) < best[topRow]) {
            first++;
        }
        return new Candidate(window, logits, first, last(topRow));
    }

    /** Offers every span of a row to {@code nBest}. */
    void offer(int row, NBest nBest) {
        float[] start = logits.start();
        float end = end(row);
        int right = right(row);
        for (int first = left[row]; first <= right; first++) {
            float score = start[first + shift] + end;
            if (score > nBest.floor()) {
                nBest.add(score, new Candidate(window, logits, first, last(row)));
            }
        }
    }

    /** Takes away all spans that touch one of the pieces {@code first} to {@code last}. */
    void block(int first, int last) {
        int origin = window.slice().first();
        int from = Math.max(first - origin, 0);
        int next = Math.max(last + 1 - origin, 0);
        if (from >= best.length || next == 0) {
            return;
        }
        Arrays.fill(best, from, Math.min(next, best.length), NONE);
        Arrays.fill(left, from, Math.min(next, best.length), last + 1);
        int until = Math.min(next + longest - 1, best.length);
        float[] prefix = new float[Math.max(until - next, 0)];
        float largest = NONE;
        for (int row = next; row < until; row++) {
            largest = Math.max(largest, logits.start()[last(row) + shift]);
            prefix[row - next] = largest;
            if (left[row] <= last) {
                left[row] = last + 1;
                int right = right(row);
                best[row] = right <= last ? NONE : prefix[right - last - 1] + end(row);
            }
        }
        findTop();
    }

    void findTop() {
        int top = 0;
        for (int row = 1; row < best.length; row++) {
            if (best[row] > best[top]) {
                top = row;
            }
        }
        topRow = top;
    }

    private int last(int row) {
        return window.slice().first() + row;
    }

    /** Last legal first piece of a row. */
    private int right(int row) {
        int last = last(row);
        return Math.min(last, 2 * window.owned().end() - 1 - last);
    }

    private float end(int row) {
        return logits.end()[last(row) + shift];
    }
}
