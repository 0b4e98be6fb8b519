package dev.mrc.answer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import dev.mrc.tokenize.CharSpan;

/** Finds the other places of a passage where the words of an answer stand as words. */
final class Occurrences {
    /** Enough to show; a passage may hold a digit ten thousand times. */
    static final int MOST = 100;

    /** Longest particle in UTF-16 units: five syllables of three jamo each. */
    private static final int LONGEST_PARTICLE = 15;

    private Occurrences() {
    }

    /**
     * In order, {@code answer} included, no two overlapping. Elsewhere the same words count where they begin a word and
     * end one, or are followed by nothing but a particle: {@code 3} stands neither in {@code 13} nor in {@code 35}.
     */
    static List<CharSpan> of(String passage, CharSpan answer) {
        List<CharSpan> places = new ArrayList<>();
        places.add(answer);
        String words = answer.in(passage);
        for (int at = passage.indexOf(words); at >= 0 && places.size() < MOST; at = passage.indexOf(words, at + 1)) {
            CharSpan place = new CharSpan(at, at + words.length());
            if (!place.overlaps(answer) && !place.overlaps(places.get(places.size() - 1)) && isWord(passage, place)) {
                places.add(place);
            }
        }
        places.sort(Comparator.comparingInt(CharSpan::start));
        return places;
    }

    private static boolean isWord(String passage, CharSpan place) {
        if (!Words.startsAt(passage, place.start()) || !Clusters.isBoundary(passage, place.start())
                || !Clusters.isBoundary(passage, place.end())) {
            return false;
        }
        int end = place.end();
        while (end - place.end() <= LONGEST_PARTICLE && !Words.endsAt(passage, end)) {
            end++;
        }
        return end == place.end()
                || Words.endsAt(passage, end)
                        && ParticleTrimmer.trim(passage, new CharSpan(place.start(), end)).end() == place.end();
    }
}
