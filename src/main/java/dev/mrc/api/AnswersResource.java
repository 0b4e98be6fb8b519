package dev.mrc.api;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

import dev.mrc.reading.Question;
import dev.mrc.reading.Reader;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;

/** Questions: translate, read, translate back. */
@Path("/api/v1")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Answers")
@APIResponse(responseCode = "default", description = "A problem by RFC 9457.", content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
public class AnswersResource {
    private final Reader reader;
    private final RequestReader requests;
    private final ApiConfig config;

    AnswersResource(Reader reader, RequestReader requests, ApiConfig config) {
        this.reader = reader;
        this.requests = requests;
        this.config = config;
    }

    @POST
    @Path("/answers")
    @Operation(summary = "Ask a question about a text", description = "Every answer is the substring of the passage at "
            + "[start, end). When the passages hold no answer, the status is 200, answered is false and answers is empty.")
    @RequestBody(required = true, content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = AnswerRequest.class), examples = {
            @ExampleObject(name = "one passage", value = OpenApiExamples.REQUEST),
            @ExampleObject(name = "several passages", value = OpenApiExamples.PASSAGES_REQUEST) }))
    @APIResponse(responseCode = "200", description = "Read; perhaps without an answer. To a request with Accept: text/event-stream, "
            + "the events progress, answer (the best so far) and done (the answers) or problem.", content = {
                    @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = AnswerResponse.class)),
                    @Content(mediaType = MediaType.SERVER_SENT_EVENTS, schema = @Schema(type = SchemaType.STRING)) })
    public Uni<RestResponse<AnswerResponse>> answer(@Context RoutingContext context) {
        AnswerRequest request = requests.read(BodyIntake.of(context), AnswerRequest.class);
        Question question = request.toQuestion(config);
        return HangUp.cancels(context, reader.read(question)).map(reading -> {
            AnswerFacts.put(context, reading);
            AnswerWriter writer = new AnswerWriter(request.options(), question.passages(), reading, RequestTrace.of(context));
            return RestResponse.ResponseBuilder.ok(writer.response()).header("Server-Timing", writer.serverTiming()).build();
        });
    }
}
