package dev.mrc.api;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;

import dev.mrc.answer.Boundary;
import dev.mrc.answer.OffsetUnit;
import dev.mrc.reading.Effort;

/** Body of {@code POST /api/v1/compat/huggingface}: what clients of the question-answering pipeline send. */
@Schema(name = "HuggingFaceQuestion")
public record HuggingFaceRequest(@Valid @NotNull(message = "required") Inputs inputs, @Valid Parameters parameters) {

    public HuggingFaceRequest {
        parameters = parameters == null ? new Parameters(null, null, null, null, null, null, null) : parameters;
    }

    /** Question and passage. */
    @Schema(name = "HuggingFaceInputs")
    public record Inputs(@Text(letters = true) @Within(min = 1, limit = Limit.QUESTION_CHARS) String question,
            @Text String context) {
        public Inputs {
            question = question == null ? null : question.strip();
        }
    }

    /**
     * The pipeline's parameters, in snake_case or camelCase. The three about windows are taken and not used: windows are the
     * service's own business, and every token is always read.
     */
    @Schema(name = "HuggingFaceParameters")
    public record Parameters(@JsonProperty("top_k") @JsonAlias("topK") @Within(min = 1, limit = Limit.TOP_K) Integer topK,
            @Schema(description = "In pieces; read as four characters each.") @JsonProperty("max_answer_len") @JsonAlias("maxAnswerLen") @Within(min = 1, max = 125) Integer maxAnswerLength,
            @JsonProperty("handle_impossible_answer") @JsonAlias("handleImpossibleAnswer") Boolean handleImpossibleAnswer,
            @Schema(description = "true = word, false = token, absent = a trailing particle is cut off.") @JsonProperty("align_to_words") @JsonAlias("alignToWords") Boolean alignToWords,
            @JsonProperty("doc_stride") @JsonAlias("docStride") Integer docStride,
            @JsonProperty("max_seq_len") @JsonAlias("maxSeqLen") Integer maxSequenceLength,
            @JsonProperty("max_question_len") @JsonAlias("maxQuestionLen") Integer maxQuestionLength) {

        AnswerRequest.Options options() {
            Boundary boundary = alignToWords == null ? Boundary.PARTICLE : alignToWords ? Boundary.WORD : Boundary.TOKEN;
            return new AnswerRequest.Options(topK, null, maxAnswerLength == null ? null : 4 * maxAnswerLength,
                    Boolean.TRUE.equals(handleImpossibleAnswer), boundary, OffsetUnit.CODEPOINT, 0, false, Effort.FULL);
        }
    }

    AnswerRequest toAnswerRequest() {
        return new AnswerRequest(inputs.question, inputs.context, null, null, parameters.options(), null);
    }
}
