package dev.mrc.api;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import dev.mrc.answer.Boundary;
import dev.mrc.answer.OffsetUnit;
import dev.mrc.error.ErrorCode;
import dev.mrc.error.MrcException;
import dev.mrc.reading.Effort;
import dev.mrc.reading.Question;

/** Body of {@code POST /api/v1/answers}. Absent and null members take their defaults. */
@OneText
@Schema(name = "Question", description = "One question and what to read: exactly one of context and passages.")
public record AnswerRequest(
        @Schema(description = "The question, in Korean; blanks around it are dropped.", required = true, minLength = 1, maxLength = 500) @Text(letters = true) @Within(min = 1, limit = Limit.QUESTION_CHARS) String question,
        @Schema(description = "The passage to read.", nullable = true) @Text(required = false) String context,
        @Schema(description = "Several passages to read.", nullable = true) @Within(min = 1, limit = Limit.PASSAGES) List<@NotNull(message = "required") @Valid PassageText> passages,
        @Schema(description = "Language of question and passage, BCP 47.", defaultValue = "ko") String language,
        @Schema(description = "Wishes about the answer.") @Valid Options options,
        @Schema(description = "Longest wait in milliseconds; the service's own deadline counts if it is shorter.", nullable = true) @Within(min = 1, max = 600_000) Integer deadlineMs) {

    public AnswerRequest {
        question = question == null ? null : question.strip();
        language = language == null ? "ko" : language;
        options = options == null ? Options.DEFAULT : options;
    }

    /** A passage with the caller's own name for it. */
    @Schema(name = "Passage")
    public record PassageText(
            @Schema(description = "Unique in the request.", required = true) @Text @Within(min = 1, max = 64) String id,
            @Schema(description = "The passage to read.", required = true) @Text String text) {
    }

    /** Wishes about the answer. */
    @Schema(name = "Options")
    public record Options(
            @Schema(description = "Most answers returned.", defaultValue = "1") @Within(min = 1, limit = Limit.TOP_K) Integer topK,
            @Schema(description = "Answers with a lower score are dropped.", defaultValue = "0") @Within(min = 0, max = 1) Double minScore,
            @Schema(description = "Longest answer in UTF-16 units.", defaultValue = "60") @Within(min = 1, max = 500) Integer maxAnswerChars,
            @Schema(description = "Whether \"no answer\" may win.", defaultValue = "true") Boolean noAnswer,
            @Schema(description = "Where an answer ends: a trailing particle cut off, as the model said, or widened to words.", defaultValue = "particle") Boundary boundary,
            @Schema(description = "Unit of every offset in the response.", defaultValue = "utf16") OffsetUnit offsetUnit,
            @Schema(description = "Text around the answer, UTF-16 units on each side; 0 = none.", defaultValue = "80") @Within(min = 0, max = 500) Integer snippetChars,
            @Schema(description = "Adds logits, window, pieces and the particle cut off.", defaultValue = "false") Boolean explain,
            @Schema(description = "How much of a long text is read: all of it, or the windows that share most with the question.", defaultValue = "full") Effort effort) {

        static final Options DEFAULT = new Options(null, null, null, null, null, null, null, null, null);

        public Options {
            topK = topK == null ? 1 : topK;
            minScore = minScore == null ? 0 : minScore;
            maxAnswerChars = maxAnswerChars == null ? 60 : maxAnswerChars;
            noAnswer = noAnswer == null || noAnswer;
            boundary = boundary == null ? Boundary.PARTICLE : boundary;
            offsetUnit = offsetUnit == null ? OffsetUnit.UTF16 : offsetUnit;
            snippetChars = snippetChars == null ? 80 : snippetChars;
            explain = explain != null && explain;
            effort = effort == null ? Effort.FULL : effort;
        }
    }

    /** What is read, whichever way it was sent. */
    private List<Question.Passage> texts() {
        return passages == null ? List.of(new Question.Passage(null, context))
                : passages.stream().map(passage -> new Question.Passage(passage.id(), passage.text())).toList();
    }

    /**
     * The question this body asks.
     *
     * @throws MrcException UNSUPPORTED_LANGUAGE, or CONTEXT_TOO_LARGE when all texts together exceed the limit
     */
    Question toQuestion(ApiConfig config) {
        if (!"ko".equals(Locale.forLanguageTag(language).getLanguage())) {
            throw new MrcException(ErrorCode.UNSUPPORTED_LANGUAGE, "not Korean", Map.of("supported", List.of("ko")));
        }
        Question asked = new Question(question, texts(), new Question.Options(options.topK(), options.minScore(),
                options.maxAnswerChars(), options.noAnswer(), options.boundary(),
                Optional.ofNullable(deadlineMs).map(Duration::ofMillis), options.effort()));
        if (asked.characters() > config.contextChars()) {
            throw new MrcException(ErrorCode.CONTEXT_TOO_LARGE, asked.characters() + " characters",
                    Map.of("limit", config.contextChars(), "actual", asked.characters(), "unit", "utf16"));
        }
        return asked;
    }
}
