package dev.mrc.window;

import java.util.ArrayList;
import java.util.List;

import dev.mrc.tokenize.Tokens;

/**
 * Cuts passages into windows that fit the model's input. Immutable, thread-safe.
 *
 * <p>
 * A passage of {@code n} pieces, of which {@code c} fit beside the question, becomes one window when {@code n <= c} and
 * {@code ceil((n - c) / (c - overlap)) + 1} otherwise: the least number whose neighbours share at least {@code overlap} pieces.
 * The windows of one passage are all equally long, as short as that number allows, so that a batch needs no padding and no
 * window is a short rest. A passage without pieces has no window.
 *
 * <p>
 * Each piece is owned by the window in which the smaller of its left and right context is largest; of two equal ones the later.
 */
public final class WindowSplitter {
    /** [CLS] before the question, [SEP] after it and after the passage. */
    private static final int SPECIAL_TOKENS = 3;

    private final int windowTokens;
    private final int overlapTokens;

    /**
     * @param windowTokens longest input of the model, the three special pieces included (384)
     * @param overlapTokens pieces that neighbouring windows share, at least the longest answer (128)
     */
    public WindowSplitter(int windowTokens, int overlapTokens) {
        if (overlapTokens < 1 || windowTokens < overlapTokens + SPECIAL_TOKENS + 2) {
            throw new IllegalArgumentException(
                    "Windows of %d tokens cannot overlap by %d and hold a question; overlap by less or take longer windows"
                            .formatted(windowTokens, overlapTokens));
        }
        this.windowTokens = windowTokens;
        this.overlapTokens = overlapTokens;
    }

    public int windowTokens() {
        return windowTokens;
    }

    /** Longest answer, in pieces, that some window is sure to show whole. */
    public int overlapTokens() {
        return overlapTokens;
    }

    /** Longest question, in pieces, that {@link #split} takes: beyond it windows could not move on. */
    public int maxQuestionTokens() {
        return windowTokens - SPECIAL_TOKENS - overlapTokens - 1;
    }

    /**
     * How many windows {@link #split} would make, without making them.
     *
     * @throws IllegalArgumentException if the question has more than {@link #maxQuestionTokens()} pieces
     */
    public int count(Tokens question, List<Tokens> passages) {
        int room = room(question);
        int windows = 0;
        for (Tokens passage : passages) {
            windows += count(passage.size(), room);
        }
        return windows;
    }

    /**
     * The windows of all passages, numbered through in the order of the passages and of the text.
     *
     * @throws IllegalArgumentException if the question has more than {@link #maxQuestionTokens()} pieces: it is never cut
     */
    public List<Window> split(Tokens question, List<Tokens> passages) {
        int room = room(question);
        List<Window> windows = new ArrayList<>(count(question, passages));
        for (int passage = 0; passage < passages.size(); passage++) {
            Tokens context = passages.get(passage);
            int size = context.size();
            int count = count(size, room);
            int owned = 0;
            for (int index = 0; index < count; index++) {
                Window.Slice slice = slice(index, count, size);
                int next = index + 1 == count ? size : ownedEnd(slice, slice(index + 1, count, size));
                windows.add(new Window(windows.size(), passage, question, context, slice, new Window.Slice(owned, next)));
                owned = next;
            }
        }
        return List.copyOf(windows);
    }

    private int room(Tokens question) {
        if (question.size() > maxQuestionTokens()) {
            throw new IllegalArgumentException(
                    "The question has %d tokens, but windows of %d that overlap by %d leave room for %d; ask a shorter question"
                            .formatted(question.size(), windowTokens, overlapTokens, maxQuestionTokens()));
        }
        return windowTokens - SPECIAL_TOKENS - question.size();
    }

    private int count(int size, int room) {
        if (size <= room) {
            return size == 0 ? 0 : 1;
        }
        return ceilDiv(size - room, room - overlapTokens) + 1;
    }

    /** Equally long slices whose starts are spread evenly: shorter ones would overlap by less than asked for. */
    private Window.Slice slice(int index, int count, int size) {
        if (count == 1) {
            return new Window.Slice(0, size);
        }
        int length = (int) ((size + (long) overlapTokens * (count - 1) + count - 1) / count);
        int first = (int) ((long) index * (size - length) / (count - 1));
        return new Window.Slice(first, first + length);
    }

    /** First piece that is no further from the start of {@code next} than from the end of {@code slice}. */
    private static int ownedEnd(Window.Slice slice, Window.Slice next) {
        return ceilDiv(slice.end() - 1 + next.first(), 2);
    }

    private static int ceilDiv(int dividend, int divisor) {
        return (dividend + divisor - 1) / divisor;
    }
}
