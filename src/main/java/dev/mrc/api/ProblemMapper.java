package dev.mrc.api;

import java.util.Map;

import jakarta.inject.Singleton;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;

import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.mrc.error.ErrorCode;
import dev.mrc.error.MrcException;
import dev.mrc.reading.QuestionMetrics;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/** Every failure becomes problem+json here; no stack trace or class name leaves. */
@Singleton
class ProblemMapper {
    private static final Logger LOG = Logger.getLogger(ProblemMapper.class);

    private final ObjectMapper json;
    private final QuestionMetrics metrics;

    ProblemMapper(ObjectMapper json, QuestionMetrics metrics) {
        this.json = json;
        this.metrics = metrics;
    }

    @ServerExceptionMapper
    RestResponse<String> named(MrcException failure, RoutingContext context) {
        return respond(failure, context);
    }

    @ServerExceptionMapper
    RestResponse<String> byJaxRs(WebApplicationException failure, RoutingContext context) {
        return respond(translate(failure), context);
    }

    @ServerExceptionMapper
    RestResponse<String> bug(Throwable failure, RoutingContext context) {
        return respond(failure, context);
    }

    /** Ends a request that never reached a resource. */
    void end(Throwable failure, RoutingContext context) {
        RestResponse<String> problem = respond(failure, context);
        HttpServerResponse response = context.response().setStatusCode(problem.getStatus());
        problem.getStringHeaders().forEach((name, values) -> response.putHeader(name, values));
        response.putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE).end(problem.getEntity());
    }

    /** The problem for a part of a reply; counted and logged like one that is the whole reply. */
    Problem problem(Throwable failure, RoutingContext context) {
        MrcException named = failure instanceof MrcException known ? known
                : new MrcException(ErrorCode.INTERNAL, "unexpected failure", failure);
        RequestTrace trace = RequestTrace.of(context);
        record(named, Problem.status(named.code()), trace);
        return Problem.of(named.code(), named.facts(), messages(context), trace);
    }

    private static Messages messages(RoutingContext context) {
        return Messages.in(context.request().getHeader(HttpHeaders.ACCEPT_LANGUAGE));
    }

    private RestResponse<String> respond(Throwable failure, RoutingContext context) {
        Problem problem = problem(failure, context);
        RestResponse.ResponseBuilder<String> response = RestResponse.ResponseBuilder
                .<String> create(problem.status()).entity(write(problem))
                .header("Content-Type", Problem.MEDIA_TYPE)
                .header("Content-Language", messages(context).language())
                .header("Cache-Control", "no-store");
        if (problem.status() == Problem.status(ErrorCode.AUTHENTICATION_REQUIRED)) {
            response.header("WWW-Authenticate", Door.CHALLENGE);
        }
        if (problem.facts().get("retryAfterSeconds") instanceof Number seconds) {
            response.header("Retry-After", seconds);
        }
        return response.build();
    }

    private void record(MrcException failure, int status, RequestTrace trace) {
        boolean question = trace.path().startsWith("/api/v1/answers") || trace.path().startsWith("/api/v1/compat");
        if (question) {
            metrics.failed(status < 500);
        }
        if (failure.code() == ErrorCode.INTERNAL) {
            LOG.errorf(failure.getCause(), "internal requestId=%s", trace.requestId());
        } else if (status >= 500) {
            LOG.warnf("%s requestId=%s reason=\"%s\"", failure.code().slug(), trace.requestId(), failure.getMessage());
        }
    }

    private String write(Problem problem) {
        try {
            return json.writeValueAsString(problem);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A problem cannot be written. This is a bug.", e);
        }
    }

    private static MrcException translate(WebApplicationException failure) {
        Response response = failure.getResponse();
        ErrorCode code = switch (response.getStatus()) {
            case 400 -> ErrorCode.MALFORMED_JSON;
            case 404 -> ErrorCode.NOT_FOUND;
            case 405 -> ErrorCode.METHOD_NOT_ALLOWED;
            case 406 -> ErrorCode.NOT_ACCEPTABLE;
            case 413 -> ErrorCode.REQUEST_TOO_LARGE;
            case 415 -> ErrorCode.UNSUPPORTED_MEDIA_TYPE;
            default -> ErrorCode.INTERNAL;
        };
        return new MrcException(code, "refused with " + response.getStatus(), Map.of(), failure);
    }
}
