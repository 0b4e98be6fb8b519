package dev.mrc.api;

import java.util.Map;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.mrc.error.ErrorCode;
import dev.mrc.error.MrcException;
import dev.mrc.reading.Question;
import dev.mrc.reading.Reader;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/**
 * {@code POST /api/v1/answers} for callers who accept {@code text/event-stream}: on long texts they see how far the reading is.
 * Events: {@code progress}, {@code answer} whenever another one is the best so far, and at the end {@code done} with the whole
 * reply or {@code problem}. What fails before the first event is an ordinary problem with its status; that is why the stream is
 * written here and not by JAX-RS, which sends the head of it first.
 */
@Singleton
class AnswerStream {
    private static final String PATH = "/api/v1/answers";
    private static final String EVENT_STREAM = "text/event-stream";

    private final Reader reader;
    private final RequestReader requests;
    private final ApiConfig config;
    private final ProblemMapper problems;
    private final ObjectMapper json;

    AnswerStream(Reader reader, RequestReader requests, ApiConfig config, ProblemMapper problems, ObjectMapper json) {
        this.reader = reader;
        this.requests = requests;
        this.config = config;
        this.problems = problems;
        this.json = json;
    }

    /** Answers the request if it wants a stream, else goes on to the next handler. */
    void answer(RoutingContext context) {
        if (!wanted(context)) {
            context.next();
            return;
        }
        if (!isJson(context.request().getHeader(HttpHeaders.CONTENT_TYPE))) {
            problems.end(new MrcException(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "no JSON", Map.of()), context);
            return;
        }
        Telling telling = new Telling((name, data) -> write(context, name, data));
        HangUp.cancels(context, Uni.createFrom().deferred(() -> read(context, telling))).subscribe().with(answers -> {
            telling.done(answers);
            context.response().end();
        }, failure -> {
            if (telling.begun()) {
                write(context, "problem", problems.problem(failure, context));
                context.response().end();
            } else {
                problems.end(failure, context);
            }
        });
    }

    private Uni<AnswerResponse> read(RoutingContext context, Telling telling) {
        AnswerRequest request = requests.read(BodyIntake.of(context), AnswerRequest.class);
        Question question = request.toQuestion(config);
        return reader.readBySteps(question, (done, total, soFar) -> telling.step(done, total,
                () -> new AnswerWriter(request.options(), question.passages(), soFar.get(), RequestTrace.of(context))
                        .response()))
                .map(reading -> {
                    AnswerFacts.put(context, reading);
                    return new AnswerWriter(request.options(), question.passages(), reading, RequestTrace.of(context))
                            .response();
                });
    }

    /** Of all that the caller would take, a stream is what it likes best. */
    private static boolean wanted(RoutingContext context) {
        HttpServerRequest request = context.request();
        return HttpMethod.POST.equals(request.method()) && PATH.equals(request.path())
                && context.parsedHeaders().accept().stream().findFirst().filter(best -> EVENT_STREAM.equals(best.value()))
                        .isPresent();
    }

    private static boolean isJson(String type) {
        return type != null && type.split(";", 2)[0].strip().equalsIgnoreCase("application/json");
    }

    private void write(RoutingContext context, String name, Object data) {
        if (!context.response().headWritten()) {
            context.response().setChunked(true).putHeader(HttpHeaders.CONTENT_TYPE, EVENT_STREAM);
        }
        try {
            context.response().write("event: %s\ndata: %s\n\n".formatted(name, json.writeValueAsString(data)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An event cannot be written. This is a bug.", e);
        }
    }
}
