package dev.mrc.api;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

import dev.mrc.reading.ReadingConfig;

/** {@code GET /api/v1/limits}: what a request may be, so that clients adapt by themselves. */
@Path("/api/v1/limits")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "About")
public class LimitsResource {
    private final Limits limits;

    LimitsResource(ApiConfig api, ReadingConfig reading) {
        limits = new Limits(new OneQuestion(api.questionChars(), api.contextChars(), api.passages(), api.topK(),
                reading.maxWindows(), reading.deadline().toMillis()), api.batchItems(), api.body().asLongValue(), rate(api),
                api.rateBurst());
    }

    private static int rate(ApiConfig api) {
        return api.keysFile().isPresent() ? api.ratePerKey() : api.ratePerAddress();
    }

    @GET
    @Operation(summary = "The limits in force")
    public Limits limits() {
        return limits;
    }

    /** The limits in force; lengths in UTF-16 units unless the name says otherwise. */
    @Schema(name = "Limits")
    public record Limits(@JsonUnwrapped OneQuestion question, int batchItems, long bodyBytes,
            @Schema(description = "Requests a minute that this caller may send; 0 = no limit.") int ratePerMinute,
            @Schema(description = "Requests that may come at once before the rate counts.") int rateBurst) {
    }

    /** What one question may be. */
    @Schema(name = "QuestionLimits")
    public record OneQuestion(int questionChars, int contextChars, int passages, int topK, int windows, long deadlineMs) {
    }
}
