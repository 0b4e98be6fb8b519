package dev.mrc.window;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

import dev.mrc.tokenize.Tokens;

/**
 * Chooses the windows most worth reading: BM25 (Robertson and Zaragoza 2009) of the question's pieces, and of every two pieces
 * that follow each other in it, over the windows of a request as the collection. Works on the pieces that are there anyway.
 * Immutable, thread-safe; takes time linear in the windows' pieces.
 */
public final class WindowRanking {
    /** How soon further occurrences of a term count for less. Windows are about equally long: their length plays no part. */
    private static final float SATURATION = 1.2f;
    /** A pair of pieces that stand together says more than both alone. */
    private static final float PAIR_WEIGHT = 2;

    private final Tokens question;
    private final int terms;
    /** Open addressing: piece id plus one, and the first place in the question where it stands. */
    private final int[] ids;
    private final int[] places;

    private WindowRanking(Tokens question) {
        this.question = question;
        this.terms = question.size();
        this.ids = new int[Integer.highestOneBit(Math.max(1, terms)) * 4];
        this.places = new int[ids.length];
        for (int place = terms - 1; place >= 0; place--) {
            int at = slot(question.id(place));
            ids[at] = question.id(place) + 1;
            places[at] = place;
        }
    }

    /**
     * The {@code count} best windows, in the text's order. Of equal ones the earlier. What of a passage lies between
     * chosen windows is owned by nobody; a window whose neighbour was not chosen owns all that it shows.
     */
    public static List<Window> best(List<Window> windows, int count) {
        if (windows.size() <= count) {
            return windows;
        }
        double[] scores = new WindowRanking(windows.get(0).question()).scores(windows);
        int[] chosen = IntStream.range(0, windows.size()).boxed()
                .sorted(Comparator.comparingDouble(i -> -scores[i])).limit(count).mapToInt(i -> i).sorted().toArray();
        List<Window> best = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            best.add(widened(windows, chosen, i));
        }
        return List.copyOf(best);
    }

    private static Window widened(List<Window> windows, int[] chosen, int index) {
        Window window = windows.get(chosen[index]);
        boolean after = index > 0 && chosen[index - 1] == chosen[index] - 1;
        boolean before = index + 1 < chosen.length && chosen[index + 1] == chosen[index] + 1;
        Window.Slice slice = window.slice();
        Window.Slice owned = new Window.Slice(after ? window.owned().first() : slice.first(),
                before ? window.owned().end() : slice.end());
        return new Window(window.uniqueId(), window.passage(), window.question(), window.context(), slice, owned);
    }

    private double[] scores(List<Window> windows) {
        int[][] counts = new int[windows.size()][];
        int[] holders = new int[2 * terms];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = count(windows.get(i));
            for (int term = 0; term < holders.length; term++) {
                holders[term] += counts[i][term] > 0 ? 1 : 0;
            }
        }
        double[] scores = new double[counts.length];
        for (int term = 0; term < holders.length; term++) {
            double weight = Math.log(1 + (counts.length - holders[term] + 0.5) / (holders[term] + 0.5))
                    * (term < terms ? 1 : PAIR_WEIGHT);
            for (int i = 0; i < counts.length; i++) {
                scores[i] += weight * counts[i][term] * (SATURATION + 1) / (counts[i][term] + SATURATION);
            }
        }
        return scores;
    }

    /** How often a window shows each piece of the question, and each piece with the one that follows it there. */
    private int[] count(Window window) {
        int[] counts = new int[2 * terms];
        Tokens text = window.context();
        int before = -1;
        for (int i = window.slice().first(); i < window.slice().end(); i++) {
            int id = text.id(i);
            if (before >= 0 && before + 1 < terms && question.id(before + 1) == id) {
                counts[terms + before]++;
            }
            int at = slot(id);
            before = ids[at] == 0 ? -1 : places[at];
            if (before >= 0) {
                counts[before]++;
            }
        }
        return counts;
    }

    private int slot(int id) {
        int at = id * 0x9E3779B9 >>> 16 & ids.length - 1;
        while (ids[at] != 0 && ids[at] != id + 1) {
            at = at + 1 & ids.length - 1;
        }
        return at;
    }
}
