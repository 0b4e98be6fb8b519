package dev.mrc.answer;

import dev.mrc.tokenize.CharSpan;
import dev.mrc.tokenize.Tokens;
import dev.mrc.window.Window;
import dev.mrc.window.WindowLogits;

/**
 * A span that the model may mean.
 *
 * @param window the window that shows it with the most context
 * @param first its first piece, counted in the passage
 * @param last its last piece
 * @param startLogit what the model says of the first piece
 * @param endLogit what it says of the last one
 */
record Candidate(Window window, int first, int last, float startLogit, float endLogit) {
    static Candidate of(Window window, WindowLogits logits, int first, int last) {
        int shift = window.contextOffset() - window.slice().first();
        return new Candidate(window, first, last, logits.start()[first + shift], logits.end()[last + shift]);
    }

    float score() {
        return startLogit + endLogit;
    }

    CharSpan span() {
        return window.context().span(first, last);
    }

    boolean isSameAs(Candidate other) {
        return window == other.window && first == other.first && last == other.last;
    }

    /**
     * The pieces it takes from others: its own, and those of a syllable that was split into jamo, which share its place.
     *
     * @return half-open
     */
    Window.Slice taken() {
        Tokens pieces = window.context();
        CharSpan span = span();
        int from = first;
        while (from > 0 && pieces.end(from - 1) > span.start()) {
            from--;
        }
        int to = last + 1;
        while (to < pieces.size() && pieces.start(to) < span.end()) {
            to++;
        }
        return new Window.Slice(from, to);
    }
}
