package dev.mrc.answer;

import java.util.Objects;

/**
 * What a caller wants of the answers.
 *
 * @param topK most answers wanted, 1 to {@value SpanDecoder#CANDIDATES}
 * @param minScore answers below are dropped, 0 to 1
 * @param maxAnswerChars longest answer in UTF-16 units of the passage, before a particle is trimmed
 * @param noAnswer whether "no answer" may win
 * @param boundary where answers may end
 * @param calibration of the model that made the logits
 */
public record AnswerOptions(int topK, double minScore, int maxAnswerChars, boolean noAnswer, Boundary boundary,
        Calibration calibration) {
    public AnswerOptions {
        if (topK < 1 || topK > SpanDecoder.CANDIDATES) {
            throw new IllegalArgumentException("topK must be 1 to %d, not %d".formatted(SpanDecoder.CANDIDATES, topK));
        }
        if (!(minScore >= 0 && minScore <= 1)) {
            throw new IllegalArgumentException("minScore must be 0 to 1, not " + minScore);
        }
        if (maxAnswerChars < 1) {
            throw new IllegalArgumentException("maxAnswerChars must be at least 1, not " + maxAnswerChars);
        }
        Objects.requireNonNull(boundary, "boundary");
        Objects.requireNonNull(calibration, "calibration");
    }
}
