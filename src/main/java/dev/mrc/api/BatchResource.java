package dev.mrc.api;

import java.time.Duration;
import java.util.ArrayList;
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

import dev.mrc.api.BatchResponse.Outcome;
import dev.mrc.error.MrcException;
import dev.mrc.reading.Question;
import dev.mrc.reading.Reader;
import dev.mrc.reading.ReadingConfig;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;

/** Many questions in one request, each answered or refused on its own. */
@Path("/api/v1")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Answers")
@APIResponse(responseCode = "default", description = "A problem by RFC 9457.", content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
public class BatchResource {
    /** Questions of one batch that are read at a time: enough to fill a model call, few enough to leave others their turn. */
    private static final int AT_A_TIME = 8;

    private final Reader reader;
    private final RequestReader requests;
    private final ApiConfig config;
    private final ReadingConfig reading;
    private final ProblemMapper problems;
    private final Door door;

    BatchResource(Reader reader, RequestReader requests, ApiConfig config, ReadingConfig reading, ProblemMapper problems,
            Door door) {
        this.reader = reader;
        this.requests = requests;
        this.config = config;
        this.reading = reading;
        this.problems = problems;
        this.door = door;
    }

    @POST
    @Path("/answers/batch")
    @Operation(summary = "Ask many questions at once", description = "The status is 200 when the batch could be read; each "
            + "result has a status of its own, and the answers or the problem that POST /api/v1/answers would have replied. "
            + "Results are in the order of the requests. The deadline counts for the batch as a whole.")
    @RequestBody(required = true, content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = BatchRequest.class), examples = @ExampleObject(name = "two questions", value = OpenApiExamples.BATCH_REQUEST)))
    @APIResponse(responseCode = "200", description = "What became of each request.", content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = BatchResponse.class)))
    public Uni<BatchResponse> answer(@Context RoutingContext context) {
        List<BatchRequest.Item> items = requests.read(BodyIntake.of(context), BatchRequest.class).requests();
        door.charge(context, items.size() - 1);
        long end = System.nanoTime() + reading.deadline().toNanos();
        List<Uni<Outcome>> outcomes = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            outcomes.add(outcome(items.get(i), "#/requests/" + i, end, context));
        }
        return HangUp.cancels(context, Uni.join().all(outcomes).usingConcurrencyOf(AT_A_TIME).andFailFast()).map(all -> {
            AnswerFacts.put(context, all);
            return new BatchResponse(RequestTrace.of(context).requestId(), all);
        });
    }

    private Uni<Outcome> outcome(BatchRequest.Item item, String pointer, long end, RoutingContext context) {
        return Uni.createFrom().deferred(() -> read(item, end, context)).map(Outcome::of).onFailure()
                .recoverWithItem(failure -> Outcome.of(problems.problem(inside(pointer, failure), context)));
    }

    private Uni<AnswerResponse> read(BatchRequest.Item item, long end, RoutingContext context) {
        if (item.wrong() != null) {
            throw RequestReader.invalid(List.of(item.wrong()));
        }
        AnswerRequest request = requests.valid(item.request());
        Question question = request.toQuestion(config).within(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
        return reader.read(question).map(
                read -> new AnswerWriter(request.options(), question.passages(), read, RequestTrace.of(context)).response());
    }

    /** Members of a request that are wrong are so in the body as it was sent. */
    private static Throwable inside(String pointer, Throwable failure) {
        if (failure instanceof MrcException named && named.facts().get("errors") instanceof List<?> errors) {
            return RequestReader.invalid(errors.stream().map(error -> ((FieldError) error).inside(pointer)).toList());
        }
        return failure;
    }
}
