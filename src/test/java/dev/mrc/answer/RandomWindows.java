package dev.mrc.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import dev.mrc.tokenize.Tokens;
import dev.mrc.window.Window;
import dev.mrc.window.WindowLogits;
import dev.mrc.window.WindowSplitter;

/** Requests of one to three passages in windows that overlap, with logits that mean nothing. */
final class RandomWindows {
    private RandomWindows() {
    }

    static List<Window> of(Random random, int round, int maxTokens) {
        List<Tokens> passages = new ArrayList<>();
        for (int i = 0; i <= round % 3; i++) {
            passages.add(pieces(random));
        }
        return new WindowSplitter(5 + maxTokens + 1 + random.nextInt(30), maxTokens).split(Pieces.QUESTION, passages);
    }

    /** Pieces one to four units long with gaps between. */
    private static Tokens pieces(Random random) {
        int size = random.nextInt(120);
        int[] starts = new int[size];
        int[] ends = new int[size];
        int at = 0;
        for (int i = 0; i < size; i++) {
            starts[i] = at + random.nextInt(3);
            ends[i] = starts[i] + 1 + random.nextInt(4);
            at = ends[i];
        }
        return Tokens.of(new int[size], starts, ends);
    }

    /** Coarse logits tie often. */
    static List<WindowLogits> logits(List<Window> windows, Random random, boolean coarse) {
        List<WindowLogits> logits = new ArrayList<>();
        for (Window window : windows) {
            WindowLogits some = Pieces.random(window, random, random.nextInt(5));
            for (int i = 0; coarse && i < some.start().length; i++) {
                some.start()[i] = Math.round(some.start()[i] / 2);
                some.end()[i] = Math.round(some.end()[i] / 2);
            }
            logits.add(some);
        }
        return logits;
    }
}
