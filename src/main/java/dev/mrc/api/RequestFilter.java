package dev.mrc.api;

import java.util.Set;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * What happens to every request of the public port: it gets an id, is let in or not, its body is taken in, and it
 * leaves one log line.
 */
@Singleton
class RequestFilter {
    private static final Logger LOG = Logger.getLogger("dev.mrc.request");
    /** Before CORS, so that every reply carries the id; the rest after it, so that a foreign page's body is not read at all. */
    private static final int BEFORE_ALL = 1000;
    private static final int DOOR = 20;
    private static final int BODY = 10;
    private static final int STREAM = 5;
    private static final int BAD_REQUEST = 400;
    private static final int SERVER_ERROR = 500;
    private static final double TENTHS = 10;
    private static final Set<HttpMethod> METHODS = Set.of(HttpMethod.GET, HttpMethod.POST, HttpMethod.HEAD, HttpMethod.OPTIONS,
            HttpMethod.PUT, HttpMethod.DELETE, HttpMethod.PATCH, HttpMethod.TRACE);

    private final Door door;
    private final BodyIntake body;
    private final AnswerStream stream;

    RequestFilter(Door door, BodyIntake body, AnswerStream stream) {
        this.stream = stream;
        this.door = door;
        this.body = body;
    }

    void register(@Observes Filters filters) {
        filters.register(RequestFilter::trace, BEFORE_ALL);
        filters.register(door::check, DOOR);
        filters.register(body::read, BODY);
        filters.register(stream::answer, STREAM);
    }

    /** What the router itself refuses, such as HTTP/1.1 without a Host: its status, and not a word more. */
    void refusals(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).failureHandler(context -> {
            if (context.statusCode() >= BAD_REQUEST && context.statusCode() < SERVER_ERROR && !context.response().ended()) {
                context.response().setStatusCode(context.statusCode()).end();
            } else {
                context.next();
            }
        });
    }

    private static void trace(RoutingContext context) {
        RequestTrace trace = RequestTrace.of(context);
        context.response().putHeader(RequestTrace.HEADER, trace.requestId());
        context.addEndHandler(done -> log(context, trace));
        context.next();
    }

    /** Facts only, no text of the user. */
    private static void log(RoutingContext context, RequestTrace trace) {
        if (trace.path().startsWith("/api/") && LOG.isInfoEnabled()) {
            LOG.info("request id=" + trace.requestId() + " method=" + method(context.request()) + " path=" + trace.loggedPath()
                    + " status=" + context.response().getStatusCode() + " bytes=" + context.response().bytesWritten() + " ms="
                    + Math.round(trace.millis() * TENTHS) / TENTHS + Door.holder(context).map(" key="::concat).orElse("")
                    + AnswerFacts.of(context));
        }
    }

    /** The method for the log: anybody can make up another. */
    private static String method(HttpServerRequest request) {
        return METHODS.contains(request.method()) ? request.method().name() : "(other)";
    }
}
