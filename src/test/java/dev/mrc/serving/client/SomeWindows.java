package dev.mrc.serving.client;

import java.util.List;
import java.util.stream.IntStream;

import dev.mrc.tokenize.Tokens;
import dev.mrc.window.Window;
import dev.mrc.window.Window.Slice;

/** Windows whose pieces are numbered ids; no text is behind them. */
final class SomeWindows {
    private SomeWindows() {
    }

    /** {@code count} windows of {@code length} tokens each, the question being four of them. */
    static List<Window> of(int count, int length) {
        Tokens question = tokens(4);
        Tokens context = tokens(length - 7);
        return IntStream.range(0, count).mapToObj(id -> new Window(id, 0, question, context, new Slice(0, context.size()),
                new Slice(0, context.size()))).toList();
    }

    private static Tokens tokens(int count) {
        int[] places = IntStream.range(0, count).toArray();
        return Tokens.of(IntStream.range(0, count).map(i -> 5 + i).toArray(), places,
                IntStream.range(0, count).map(i -> i + 1).toArray());
    }
}
