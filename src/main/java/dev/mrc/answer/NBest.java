package dev.mrc.answer;

import java.util.ArrayList;
import java.util.List;

/** The best so many candidates in the order of their scores; of equal ones the one offered first. Not thread-safe. */
final class NBest {
    private final int capacity;
    private final List<Candidate> candidates;
    private final float[] scores;

    NBest(int capacity) {
        this.capacity = capacity;
        this.candidates = new ArrayList<>(capacity + 1);
        this.scores = new float[capacity];
    }

    /** A candidate must score more than this to get in. */
    float floor() {
        return candidates.size() < capacity ? Float.NEGATIVE_INFINITY : scores[capacity - 1];
    }

    void add(float score, Candidate candidate) {
        int at = candidates.size();
        while (at > 0 && scores[at - 1] < score) {
            at--;
        }
        if (candidates.size() == capacity) {
            candidates.remove(capacity - 1);
        }
        System.arraycopy(scores, at, scores, at + 1, candidates.size() - at);
        scores[at] = score;
        candidates.add(at, candidate);
    }

    List<Candidate> list() {
        return candidates;
    }
}
