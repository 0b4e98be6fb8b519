package dev.mrc.answer;

import dev.mrc.tokenize.CharSpan;
import dev.mrc.window.Window;

/**
 * How an answer came about, for callers who ask for an explanation.
 *
 * @param window {@link Window#uniqueId()} of the window that showed the answer with the most context
 * @param pieces the passage's pieces that the model marked
 * @param startLogit of the first of them
 * @param endLogit of the last of them
 * @param trimmed what was cut off the end of the raw span, a particle as a rule; empty if nothing was
 */
public record Evidence(int window, Window.Slice pieces, float startLogit, float endLogit, CharSpan trimmed) {
}
