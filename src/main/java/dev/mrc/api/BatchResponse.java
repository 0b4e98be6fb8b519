package dev.mrc.api;

import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import com.fasterxml.jackson.annotation.JsonInclude;

/** Body of a 200 to {@code POST /api/v1/answers/batch}: what became of each request, in the order they were sent. */
@Schema(name = "BatchResults")
public record BatchResponse(String requestId, List<Outcome> results) {
    /** What {@code POST /api/v1/answers} would have said: its status, and either its answers or its problem. */
    @Schema(name = "BatchResult")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Outcome(int status, @Schema(nullable = true) AnswerResponse result,
            @Schema(nullable = true) Problem problem) {
        static Outcome of(AnswerResponse result) {
            return new Outcome(200, result, null);
        }

        static Outcome of(Problem problem) {
            return new Outcome(problem.status(), null, problem);
        }
    }
}
