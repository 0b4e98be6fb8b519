package dev.mrc.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.mrc.window.Window;
import dev.mrc.window.WindowSpans;

/**
 * Merges the spans that a model chose in each window into those of the whole request: the same lists, in the same order, that
 * {@link SpanSearch} finds in all logits. Not thread-safe.
 */
final class SpanMerge {
    private final List<Window> windows;
    private final List<WindowSpans> spans;

    SpanMerge(List<Window> windows, List<WindowSpans> spans) {
        if (windows.size() != spans.size()) {
            throw new IllegalArgumentException("%d windows but spans of %d".formatted(windows.size(), spans.size()));
        }
        this.windows = windows;
        this.spans = spans;
    }

    /** The lowest of any window; of none, the request has no answer for certain. */
    float nullLogit() {
        float least = Float.POSITIVE_INFINITY;
        for (WindowSpans window : spans) {
            least = Math.min(least, window.nullLogit());
        }
        return least;
    }

    /** The {@code count} best spans, which may overlap. */
    List<Candidate> best(int count) {
        NBest nBest = new NBest(count);
        for (int i = 0; i < windows.size(); i++) {
            for (WindowSpans.Span span : spans.get(i).best()) {
                if (span.score() > nBest.floor()) {
                    nBest.add(span.score(), candidate(windows.get(i), span));
                }
            }
        }
        return nBest.list();
    }

    /**
     * The best span, then the best of those that overlap no span taken before, and so on.
     *
     * @return empty if one of these would follow, in its window, a span that another window's span has taken away: what that
     *         window would have chosen instead is not known
     */
    Optional<List<Candidate>> apart(int count) {
        List<Candidate> taken = new ArrayList<>(count);
        int[] next = new int[windows.size()];
        while (taken.size() < count) {
            int richest = richest(next);
            if (richest < 0) {
                break;
            }
            Candidate candidate = candidate(windows.get(richest), spans.get(richest).apart().get(next[richest]++));
            if (taken.stream().anyMatch(earlier -> touch(earlier, candidate))) {
                return Optional.empty();
            }
            taken.add(candidate);
        }
        return Optional.of(taken);
    }

    /** The window whose next span scores most, of equal ones the first; -1 if none has one left. */
    private int richest(int[] next) {
        int richest = -1;
        float most = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < next.length; i++) {
            List<WindowSpans.Span> apart = spans.get(i).apart();
            if (next[i] < apart.size() && apart.get(next[i]).score() > most) {
                most = apart.get(next[i]).score();
                richest = i;
            }
        }
        return richest;
    }

    private static boolean touch(Candidate earlier, Candidate later) {
        Window.Slice taken = earlier.taken();
        return earlier.window().passage() == later.window().passage()
                && later.last() >= taken.first() && later.first() < taken.end();
    }

    private static Candidate candidate(Window window, WindowSpans.Span span) {
        return new Candidate(window, span.first(), span.last(), span.startLogit(), span.endLogit());
    }
}
