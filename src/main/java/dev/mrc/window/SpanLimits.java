package dev.mrc.window;

import dev.mrc.tokenize.Tokens;

/**
 * How long a span may be to count as an answer.
 *
 * @param maxTokens pieces, at most what neighbouring windows share
 * @param maxChars UTF-16 units of the passage, gaps between pieces included
 */
public record SpanLimits(int maxTokens, int maxChars) {
    public SpanLimits {
        if (maxTokens < 1 || maxChars < 1) {
            throw new IllegalArgumentException("A span of %d pieces and %d characters holds nothing; both must be at least 1"
                    .formatted(maxTokens, maxChars));
        }
    }

    /**
     * Of each input position, how many pieces the longest legal span takes that ends there; 0 where none does: outside the
     * passage, and where one piece alone is too long. Who owns a span's middle is not asked.
     *
     * @return one number for each of the {@link Window#length()} positions
     */
    int[] lengths(Window window) {
        int[] lengths = new int[window.length()];
        Tokens pieces = window.context();
        int first = window.slice().first();
        for (int last = first; last < window.slice().end(); last++) {
            int from = pieces.end(last) - maxChars;
            while (first <= last && (pieces.start(first) < from || last - first >= maxTokens)) {
                first++;
            }
            lengths[window.contextOffset() + last - window.slice().first()] = last - first + 1;
        }
        return lengths;
    }
}
