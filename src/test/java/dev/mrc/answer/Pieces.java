package dev.mrc.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import dev.mrc.tokenize.Tokens;
import dev.mrc.window.Window;
import dev.mrc.window.WindowLogits;

/** A tokenizer for tests, a piece for each character a reader sees, and logits that mean what the test wants. */
final class Pieces {
    static final Tokens QUESTION = Tokens.of(new int[] { 7, 8 }, new int[] { 0, 1 }, new int[] { 1, 2 });

    private Pieces() {
    }

    static Tokens of(String text) {
        List<Integer> starts = new ArrayList<>();
        List<Integer> ends = new ArrayList<>();
        for (int at = 0; at < text.length();) {
            int end = Clusters.after(text, at + 1);
            if (!Words.isBlank(text.charAt(at))) {
                starts.add(at);
                ends.add(end);
            }
            at = end;
        }
        return Tokens.of(new int[starts.size()], array(starts), array(ends));
    }

    /** One window over the whole passage. */
    static Window window(String text) {
        Tokens pieces = of(text);
        Window.Slice all = new Window.Slice(0, pieces.size());
        return new Window(0, 0, QUESTION, pieces, all, all);
    }

    static WindowLogits random(Window window, Random random, int padding) {
        float[] start = new float[window.length() + padding];
        float[] end = new float[window.length() + padding];
        for (int i = 0; i < start.length; i++) {
            start[i] = (float) random.nextGaussian() * 4;
            end[i] = (float) random.nextGaussian() * 4;
        }
        return new WindowLogits(start, end);
    }

    /** Zero everywhere, no answer unlikely; what stands for {@code words} scores high, the earlier the higher. */
    static WindowLogits favouring(Window window, String text, String... words) {
        float[] start = new float[window.length()];
        float[] end = new float[window.length()];
        start[0] = -9;
        end[0] = -9;
        for (int i = 0; i < words.length; i++) {
            int at = text.indexOf(words[i]);
            favour(window, start, end, new int[] { at, at + words[i].length(), 12 - i });
        }
        return new WindowLogits(start, end);
    }

    /** {@code place}: first unit, one past the last, logit. */
    static void favour(Window window, float[] start, float[] end, int[] place) {
        for (int piece = window.slice().first(); piece < window.slice().end(); piece++) {
            int position = window.contextOffset() + piece - window.slice().first();
            if (window.context().start(piece) == place[0]) {
                start[position] = place[2];
            }
            if (window.context().end(piece) == place[1]) {
                end[position] = place[2];
            }
        }
    }

    private static int[] array(List<Integer> values) {
        return values.stream().mapToInt(Integer::intValue).toArray();
    }
}
