package dev.mrc.answer;

import java.util.List;
import java.util.Optional;

import dev.mrc.window.SpanLimits;
import dev.mrc.window.Window;
import dev.mrc.window.WindowLogits;
import dev.mrc.window.WindowSpans;

/** From the logits of all windows of a request to its answers. Immutable, thread-safe. */
public final class SpanDecoder {
    /**
     * Spans that enter the softmax: so many of the best, and so many of the best that do not overlap. Fixed, because scores
     * must not depend on how many answers a caller wants.
     */
    public static final int CANDIDATES = 20;

    private final int maxAnswerTokens;

    /** @param maxAnswerTokens longest answer in pieces: at most what neighbouring windows share */
    public SpanDecoder(int maxAnswerTokens) {
        if (maxAnswerTokens < 1) {
            throw new IllegalArgumentException("maxAnswerTokens must be at least 1, not " + maxAnswerTokens);
        }
        this.maxAnswerTokens = maxAnswerTokens;
    }

    /**
     * The answers of one request. "No answer" has one place in the softmax, with the lowest sum of the [CLS] logits of any
     * window: a request has no answer only if every window says so. It wins, where {@code options} let it, once its share
     * reaches {@link Calibration#nullThreshold()}; at one half that is once it weighs as much as all spans together.
     *
     * @param windows all windows of the request; none means that the passages hold nothing to read: no answer, score 1
     * @param logits one entry a window, in the same order, finite
     * @param passages the texts as sent, {@link Window#passage()} numbers them
     */
    public Answers decode(List<Window> windows, List<WindowLogits> logits, List<String> passages, AnswerOptions options) {
        check(windows, logits, passages);
        if (windows.isEmpty()) {
            return new Answers(List.of(), 1);
        }
        SpanSearch search = new SpanSearch(windows, logits, maxAnswerTokens, options.maxAnswerChars());
        List<Candidate> best = search.best(CANDIDATES);
        return answers(new Found(best, search.takeApart(CANDIDATES), nullLogit(logits)), passages, options);
    }

    /**
     * The same answers, to the last bit, from spans that the model chose.
     *
     * @param spans one entry a window, in the same order, {@link #CANDIDATES} of each kind where a window has so many
     * @return empty if these spans do not tell the answers: a span taken in one window stands in the way of one that another
     *         window chose. Then {@link #decode} must do it
     */
    public Optional<Answers> decodeSpans(List<Window> windows, List<WindowSpans> spans, List<String> passages,
            AnswerOptions options) {
        if (windows.isEmpty()) {
            return Optional.of(new Answers(List.of(), 1));
        }
        SpanMerge merge = new SpanMerge(windows, spans);
        return merge.apart(CANDIDATES)
                .map(apart -> answers(new Found(merge.best(CANDIDATES), apart, merge.nullLogit()), passages, options));
    }

    /** What a span may be for {@link #decodeSpans} to take it. */
    public SpanLimits limits(AnswerOptions options) {
        return new SpanLimits(maxAnswerTokens, options.maxAnswerChars());
    }

    /** What enters the softmax: the best spans, the best that do not overlap, "no answer". */
    private record Found(List<Candidate> best, List<Candidate> apart, float nullLogit) {
    }

    private static Answers answers(Found found, List<String> passages, AnswerOptions options) {
        Softmax softmax = Softmax.of(found.best, found.apart, found.nullLogit, options.calibration().temperature());
        if (options.noAnswer() && softmax.nullShare() >= options.calibration().nullThreshold()) {
            return new Answers(List.of(), softmax.nullShare());
        }
        AnswerList answers = new AnswerList(passages, options);
        for (Candidate candidate : found.apart) {
            answers.add(candidate, softmax.share(candidate.score()));
        }
        return new Answers(answers.best(), softmax.nullShare());
    }

    private static float nullLogit(List<WindowLogits> logits) {
        float least = Float.POSITIVE_INFINITY;
        for (WindowLogits window : logits) {
            least = Math.min(least, window.start()[0] + window.end()[0]);
        }
        return least;
    }

    private static void check(List<Window> windows, List<WindowLogits> logits, List<String> passages) {
        if (windows.size() != logits.size()) {
            throw new IllegalArgumentException("%d windows but logits of %d".formatted(windows.size(), logits.size()));
        }
        for (int i = 0; i < windows.size(); i++) {
            Window window = windows.get(i);
            if (logits.get(i).start().length < window.length()) {
                throw new IllegalArgumentException("Window %d has %d tokens but %d logits".formatted(window.uniqueId(),
                        window.length(), logits.get(i).start().length));
            }
            if (window.passage() >= passages.size()) {
                throw new IllegalArgumentException(
                        "Window %d shows passage %d of %d".formatted(window.uniqueId(), window.passage(), passages.size()));
            }
        }
    }
}
