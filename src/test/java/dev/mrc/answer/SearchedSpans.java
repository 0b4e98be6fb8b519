package dev.mrc.answer;

import java.util.List;
import java.util.Random;

import dev.mrc.tokenize.Tokens;
import dev.mrc.window.Window;
import dev.mrc.window.WindowLogits;

/** One window with logits at random, searched by the product and by trying every pair: what span search is measured with. */
public final class SearchedSpans {
    private final int maxTokens;
    private final List<Window> windows;
    private final List<WindowLogits> logits;
    private final float[] start;
    private final float[] end;
    private final int offset;

    /** A passage of {@code pieces} pieces; spans may have {@code maxTokens}. */
    public SearchedSpans(int pieces, int maxTokens, long seed) {
        this.maxTokens = maxTokens;
        int[] starts = new int[pieces];
        int[] ends = new int[pieces];
        for (int i = 0; i < pieces; i++) {
            starts[i] = 2 * i;
            ends[i] = 2 * i + 2;
        }
        Window.Slice all = new Window.Slice(0, pieces);
        Window window = new Window(0, 0, Pieces.QUESTION, Tokens.of(new int[pieces], starts, ends), all, all);
        this.windows = List.of(window);
        this.logits = List.of(Pieces.random(window, new Random(seed), 0));
        this.start = logits.get(0).start();
        this.end = logits.get(0).end();
        this.offset = window.contextOffset();
    }

    /** The search as the product does it; the best spans' scores added. */
    public float best(int count) {
        float sum = 0;
        for (Candidate candidate : search().best(count)) {
            sum += candidate.score();
        }
        return sum;
    }

    /** All that one window costs on the way to answers: the best spans, and the best apart from each other. */
    public float decode() {
        SpanSearch search = search();
        return search.best(SpanDecoder.CANDIDATES).get(0).score() + search.takeApart(SpanDecoder.CANDIDATES).get(0).score();
    }

    private SpanSearch search() {
        return new SpanSearch(windows, logits, maxTokens, Integer.MAX_VALUE);
    }

    /** The best span by two plain loops. */
    public float bestOfPairs() {
        float best = Float.NEGATIVE_INFINITY;
        for (int first = offset; first < end.length - 1; first++) {
            int until = Math.min(end.length - 1, first + maxTokens);
            float from = start[first];
            for (int last = first; last < until; last++) {
                best = Math.max(best, from + end[last]);
            }
        }
        return best;
    }

    /** The best spans by the same two loops, each score tried against the least of those kept. */
    public float bestOfPairs(int count) {
        float[] kept = new float[count];
        java.util.Arrays.fill(kept, Float.NEGATIVE_INFINITY);
        for (int first = offset; first < end.length - 1; first++) {
            int until = Math.min(end.length - 1, first + maxTokens);
            for (int last = first; last < until; last++) {
                float score = start[first] + end[last];
                if (score > kept[count - 1]) {
                    int at = count - 1;
                    while (at > 0 && kept[at - 1] < score) {
                        kept[at] = kept[at - 1];
                        at--;
                    }
                    kept[at] = score;
                }
            }
        }
        float sum = 0;
        for (float score : kept) {
            sum += score;
        }
        return sum;
    }
}
