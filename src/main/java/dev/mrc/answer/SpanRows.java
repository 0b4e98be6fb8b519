package dev.mrc.answer;

import java.util.Arrays;

import dev.mrc.tokenize.Tokens;
import dev.mrc.window.Window;
import dev.mrc.window.WindowLogits;

/**
 * The legal spans of one window, a row for each last piece: legal first pieces of a row are a run, of which only the best score
 * is kept. A span is legal if it lies in the passage, is neither longer than {@code maxTokens} pieces nor {@code maxChars}
 * UTF-16 units, and this window owns its middle piece (the left one of two), that is, shows it with the most context.
 *
 * <p>
 * At first a row's score is a bound: that of the best span that is not too long in pieces. Few rows are ever looked at more
 * closely; {@link #settle} does so.
 */
final class SpanRows {
    private static final float NONE = Float.NEGATIVE_INFINITY;
    /** Rows that share an entry of {@code tops}. */
    private static final int CHUNK = 32;

    private final Window window;
    private final WindowLogits logits;
    private final int maxTokens;
    private final int maxChars;
    /** Piece of row 0, and its input position. */
    private final int origin;
    private final int offset;
    private final float[] best;
    /** The first piece, less {@code origin}, that gives the row its score. */
    private final int[] firsts;
    /** No span of a row begins before this piece: others lie there that were taken. */
    private final int[] least;
    private float largestEnd = NONE;
    /** The best score of each chunk; null until the first span is asked for. */
    private float[] tops;
    private int topRow = -1;

    SpanRows(Window window, WindowLogits logits, int maxTokens, int maxChars) {
        this.window = window;
        this.logits = logits;
        this.maxTokens = maxTokens;
        this.maxChars = maxChars;
        this.origin = window.slice().first();
        this.offset = window.contextOffset();
        int size = window.slice().size();
        this.best = new float[size];
        this.firsts = new int[size];
        this.least = new int[size];
    }

    /** Bounds every row. */
    void score(SlidingMax starts) {
        starts.find(logits.start(), offset, maxTokens, firsts);
        float[] start = logits.start();
        float[] end = logits.end();
        int owned = window.owned().first() - origin;
        Arrays.fill(best, 0, Math.min(owned, best.length), NONE); // whatever ends there has its middle before what is owned
        for (int row = owned; row < best.length; row++) {
            float last = end[offset + row];
            best[row] = start[offset + firsts[row]] + last;
            if (last > largestEnd) {
                largestEnd = last;
            }
        }
    }

    Window window() {
        return window;
    }

    int size() {
        return best.length;
    }

    /** At most so much is the best span of a row worth; minus infinity if there is none. */
    float best(int row) {
        return best[row];
    }

    /** The score of the best span of a row. */
    float settle(int row) {
        int left = left(row);
        int right = right(row);
        if (left > right) {
            best[row] = NONE;
        } else if (firsts[row] < left || firsts[row] > right) {
            float[] start = logits.start();
            int first = left;
            for (int i = left + 1; i <= right; i++) {
                if (start[offset + i] > start[offset + first]) {
                    first = i;
                }
            }
            firsts[row] = first;
            best[row] = start[offset + first] + logits.end()[offset + row];
        }
        return best[row];
    }

    /** First pieces of which a span may score {@code floor}, less {@code origin}, in order. */
    int[] promising(float floor) {
        float[] start = logits.start();
        int[] found = new int[16];
        int count = 0;
        for (int i = 0; i < best.length; i++) {
            if (start[offset + i] + largestEnd >= floor) {
                if (count == found.length) {
                    found = Arrays.copyOf(found, 2 * count);
                }
                found[count++] = i;
            }
        }
        return Arrays.copyOf(found, count);
    }

    /** Offers the spans of a row that begin at one of {@code firstPieces}. */
    void offer(int row, int[] firstPieces, NBest nBest) {
        int left = left(row);
        int right = right(row);
        float end = logits.end()[offset + row];
        for (int first : firstPieces) {
            if (first >= left && first <= right) {
                float score = logits.start()[offset + first] + end;
                if (score > nBest.floor()) {
                    nBest.add(score, Candidate.of(window, logits, origin + first, origin + row));
                }
            }
        }
    }

    /** Score of the best span left; minus infinity if none is. */
    float top() {
        if (topRow < 0) {
            topRow = findTop();
        }
        return best.length == 0 ? NONE : best[topRow];
    }

    /** The best span; of equal ones that with the first end, then the first start. */
    Candidate topSpan() {
        return Candidate.of(window, logits, origin + firsts[topRow], origin + topRow);
    }

    /** Takes away all spans that touch one of the pieces {@code first} to {@code last}. */
    void block(int first, int last) {
        int from = Math.max(first - origin, 0);
        int next = Math.min(last + 1 - origin, best.length);
        if (from >= best.length || next <= 0) {
            return;
        }
        Arrays.fill(best, from, next, NONE);
        Arrays.fill(least, from, next, next);
        int until = Math.min(next + maxTokens - 1, best.length);
        beginAgain(next, until);
        topRow = -1;
        if (tops != null) {
            for (int chunk = from / CHUNK; chunk <= (until - 1) / CHUNK; chunk++) {
                tops[chunk] = largest(chunk);
            }
        }
    }

    /** Rows that owe their score to a piece before {@code next} are bounded anew by the pieces from there on. */
    private void beginAgain(int next, int until) {
        float[] start = logits.start();
        float[] end = logits.end();
        int first = next;
        for (int row = next; row < until; row++) {
            if (start[offset + row] > start[offset + first]) {
                first = row;
            }
            if (least[row] < next) {
                least[row] = next;
                if (firsts[row] < next && best[row] != NONE) {
                    firsts[row] = first;
                    best[row] = start[offset + first] + end[offset + row];
                }
            }
        }
    }

    private int findTop() {
        if (tops == null) {
            tops = new float[(best.length + CHUNK - 1) / CHUNK];
            for (int chunk = 0; chunk < tops.length; chunk++) {
                tops[chunk] = largest(chunk);
            }
        }
        while (true) {
            int chunk = 0;
            for (int i = 1; i < tops.length; i++) {
                chunk = tops[i] > tops[chunk] ? i : chunk;
            }
            int row = chunk * CHUNK;
            while (row < best.length && best[row] < tops[chunk]) {
                row++;
            }
            if (tops.length == 0 || tops[chunk] == NONE || settle(row) == tops[chunk]) {
                return row;
            }
            tops[chunk] = largest(chunk);
        }
    }

    private float largest(int chunk) {
        float largest = NONE;
        for (int row = chunk * CHUNK; row < Math.min((chunk + 1) * CHUNK, best.length); row++) {
            largest = best[row] > largest ? best[row] : largest;
        }
        return largest;
    }

    /** First legal first piece of a row, less {@code origin}. */
    private int left(int row) {
        int low = Math.max(Math.max(least[row], row - maxTokens + 1), 2 * (window.owned().first() - origin) - row);
        Tokens pieces = window.context();
        int from = pieces.end(origin + row) - maxChars;
        if (low > row || pieces.start(origin + low) >= from) {
            return low;
        }
        int high = row + 1;
        while (low + 1 < high) {
            int middle = (low + high) >>> 1;
            if (pieces.start(origin + middle) < from) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /** Last legal first piece of a row, less {@code origin}. */
    private int right(int row) {
        return Math.min(row, 2 * (window.owned().end() - origin) - 1 - row);
    }
}
