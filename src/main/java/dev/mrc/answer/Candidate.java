package dev.mrc.answer;

import dev.mrc.tokenize.CharSpan;
import dev.mrc.window.Window;
import dev.mrc.window.WindowLogits;

/**
 * A span that the model may mean.
 *
 * @param window the window that shows it with the most context
 * @param logits of that window
 * @param first its first piece, counted in the passage
 * @param last its last piece
 */
record Candidate(Window window, WindowLogits logits, int first, int last) {
    float startLogit() {
        return logits.start()[position(first)];
    }

    float endLogit() {
        return logits.end()[position(last)];
    }

    float score() {
        return startLogit() + endLogit();
    }

    CharSpan span() {
        return window.context().span(first, last);
    }

    boolean isSameAs(Candidate other) {
        return window == other.window && first == other.first && last == other.last;
    }

    private int position(int piece) {
        return window.contextOffset() + piece - window.slice().first();
    }
}
