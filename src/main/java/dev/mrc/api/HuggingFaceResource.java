package dev.mrc.api;

import java.util.List;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
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

/** For clients of the question-answering pipeline that Hugging Face removed: its request, its reply, its code points. */
@Path("/api/v1/compat/huggingface")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Answers")
@APIResponse(responseCode = "default", description = "A problem by RFC 9457.", content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
public class HuggingFaceResource {
    private final Reader reader;
    private final RequestReader requests;
    private final ApiConfig config;

    HuggingFaceResource(Reader reader, RequestReader requests, ApiConfig config) {
        this.reader = reader;
        this.requests = requests;
        this.config = config;
    }

    @POST
    @Operation(summary = "Ask as the Hugging Face pipeline was asked", description = "Offsets are code points, end exclusive. "
            + "With handle_impossible_answer, \"no answer\" is the answer \"\" at 0.")
    @RequestBody(required = true, content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = HuggingFaceRequest.class), examples = @ExampleObject(name = "한국어 질문", value = OpenApiExamples.HUGGING_FACE_REQUEST)))
    public Uni<RestResponse<List<Answer>>> answer(@Context RoutingContext context) {
        AnswerRequest request = requests.read(BodyIntake.of(context), HuggingFaceRequest.class).toAnswerRequest();
        Question question = request.toQuestion(config);
        return HangUp.cancels(context, reader.read(question)).map(reading -> {
            AnswerFacts.put(context, reading);
            AnswerResponse response = new AnswerWriter(request.options(), question.passages(), reading,
                    RequestTrace.of(context))
                    .response();
            List<Answer> answers = response.answered() ? response.answers().stream().map(Answer::of).toList()
                    : List.of(new Answer("", response.noAnswer().score(), 0, 0));
            return RestResponse.ResponseBuilder.ok(answers).build();
        });
    }

    /** The pipeline's reply. */
    @Schema(name = "HuggingFaceAnswer")
    public record Answer(String answer, double score, int start, int end) {
        static Answer of(AnswerResponse.Found found) {
            return new Answer(found.words().answer(), found.score(), found.words().start(), found.words().end());
        }
    }
}
