package dev.mrc.window;

import dev.mrc.tokenize.Tokens;

/**
 * One input of the model: {@code [CLS] question [SEP] slice-of-a-passage [SEP]}. Nothing is copied: question and passage are
 * shared by all windows of a request.
 *
 * <p>
 * Positions in the model's input: 0 is [CLS], the question begins at 1, the slice at {@link #contextOffset()}.
 *
 * @param uniqueId the window's number within its request, from 0; comes back as {@code unique_ids}
 * @param passage the passage's number within the request, from 0
 * @param question the question's pieces
 * @param context all pieces of the passage
 * @param slice the passage's pieces this window shows
 * @param owned the part of {@code slice} that has more context here than in any other window: windows overlap, and every
 *        piece of a passage is owned exactly once
 */
public record Window(int uniqueId, int passage, Tokens question, Tokens context, Slice slice, Slice owned) {
    /** Piece indices of a passage, half-open. */
    public record Slice(int first, int end) {
        public Slice {
            if (first < 0 || end < first) {
                throw new IllegalArgumentException("Not a slice: [%d, %d)".formatted(first, end));
            }
        }

        public int size() {
            return end - first;
        }
    }

    /** Input positions this window takes, the three special pieces included, padding not. */
    public int length() {
        return question.size() + slice.size() + 3;
    }

    /** Input position of the first passage piece of this window. */
    public int contextOffset() {
        return question.size() + 2;
    }
}
