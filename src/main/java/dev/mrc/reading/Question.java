package dev.mrc.reading;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import dev.mrc.answer.Boundary;

/**
 * What a reader asks.
 *
 * @param text the question, trimmed, not blank
 * @param passages at least one
 * @param options what kind of answer is wanted
 */
public record Question(String text, List<Passage> passages, Options options) {
    public Question {
        passages = List.copyOf(passages);
        if (passages.isEmpty()) {
            throw new IllegalArgumentException("A question needs a passage");
        }
    }

    /**
     * A text to read.
     *
     * @param id the caller's name for it, or null
     * @param text as sent: every offset of an answer points into it
     */
    public record Passage(String id, String text) {
    }

    /**
     * Wishes about the answer.
     *
     * @param topK most answers returned
     * @param minScore answers below are dropped
     * @param maxAnswerChars longest answer in UTF-16 units
     * @param noAnswer whether "no answer" may win
     * @param boundary where an answer ends
     * @param deadline longest wait, from the request's arrival; empty = the service's own. The shorter of the two counts
     * @param effort how much of a long text is read
     */
    public record Options(int topK, double minScore, int maxAnswerChars, boolean noAnswer, Boundary boundary,
            Optional<Duration> deadline, Effort effort) {
        public static final Options DEFAULT = new Options(1, 0, 60, true, Boundary.PARTICLE);

        public Options(int topK, double minScore, int maxAnswerChars, boolean noAnswer, Boundary boundary) {
            this(topK, minScore, maxAnswerChars, noAnswer, boundary, Optional.empty(), Effort.FULL);
        }
    }

    /** The same question from someone who waits no longer than this. */
    public Question within(Duration patience) {
        return new Question(text, passages, new Options(options.topK, options.minScore, options.maxAnswerChars,
                options.noAnswer, options.boundary, Optional.of(patience(patience)), options.effort));
    }

    /** The longest wait: what was asked for, or this if it is shorter. */
    Duration patience(Duration most) {
        return options.deadline().filter(asked -> asked.compareTo(most) < 0).orElse(most);
    }

    /** UTF-16 units over all passages. */
    public int characters() {
        return passages.stream().mapToInt(passage -> passage.text().length()).sum();
    }
}
