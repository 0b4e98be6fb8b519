package dev.mrc.api;

import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * Body of a 200 to {@code POST /api/v1/answers}. Offsets are half-open, in the unit that {@code offsetUnit} names, and point
 * into the passage as sent.
 */
@Schema(name = "Answers", description = "Answers, best first; none when the passages hold no answer.")
public record AnswerResponse(String requestId, Model model, @Schema(enumeration = {
        "utf16", "codepoint" }) String offsetUnit,
        boolean answered, List<Found> answers, NoAnswer noAnswer, Usage usage, Timings timings){

    /** Who answered. */
    @Schema(name = "ModelIdentity")
    public record Model(String name, String version) {
    }

    /** Words and their place: {@code passage.substring(start, end).equals(answer)}. */
    @Schema(name = "Words")
    public record Words(String answer, int start, int end) {
    }

    /** Half-open place in the passage. */
    @Schema(name = "Place")
    public record Place(int start, int end) {
    }

    /** One answer; {@code raw} is what the model chose before the boundary rule moved it. */
    @Schema(name = "Answer")
    public record Found(int rank, @JsonUnwrapped Words words,
            @Schema(description = "0 to 1: the share among the best spans of all windows and \"no answer\".") double score,
            @Schema(description = "Id of the passage; null when the text came as context.", nullable = true) String passageId,
            Words raw,
            @Schema(description = "Every place of the same passage where these words were among the best.") List<Place> occurrences,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Schema(nullable = true) Snippet snippet,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Schema(description = "Only with options.explain.", nullable = true) Explanation explanation) {
    }

    /** Text around the answer; {@code start} in the passage, the other two in {@code text}. */
    @Schema(name = "Snippet")
    public record Snippet(String text, int start, int answerStart, int answerEnd) {
    }

    /** Why this answer: raw logits, the window they come from, pieces of the passage (both included), the particle cut off. */
    @Schema(name = "Explanation")
    public record Explanation(float startLogit, float endLogit, int window, int firstToken, int lastToken,
            @JsonProperty("trimmed") String trimmed) {
    }

    /** How likely it is that the passages hold no answer; from the threshold on, that is the answer. */
    @Schema(name = "NoAnswer")
    public record NoAnswer(double score, double threshold) {
    }

    /** Size of the work. {@code truncated} is always false: nothing is ever cut silently. */
    @Schema(name = "Usage")
    public record Usage(int passages, int characters, int contextTokens, int windows, boolean truncated) {
    }

    /**
     * Milliseconds by stage; queue is the wait before work began, inference includes the wire and the
     * model's own queue.
     */
    @Schema(name = "Timings")
    public record Timings(double totalMs, double queueMs, double tokenizeMs, double inferenceMs, double decodeMs) {
    }
}
