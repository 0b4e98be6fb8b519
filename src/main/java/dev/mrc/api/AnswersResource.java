package dev.mrc.api;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

import dev.mrc.reading.Reader;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;

/** Questions: translate, read, translate back. */
@Path("/api/v1")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Answers")
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
    public Uni<RestResponse<AnswerResponse>> answer(byte[] body, @Context RoutingContext context) {
        AnswerRequest request = requests.read(body, AnswerRequest.class);
        return reader.read(request.toQuestion(config)).map(reading -> {
            AnswerFacts.put(context, reading);
            AnswerWriter writer = new AnswerWriter(request, reading, RequestTrace.of(context));
            return RestResponse.ResponseBuilder.ok(writer.response()).header("Cache-Control", "no-store")
                    .header("Server-Timing", writer.serverTiming()).build();
        });
    }
}
