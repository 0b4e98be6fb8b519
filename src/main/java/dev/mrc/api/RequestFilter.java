package dev.mrc.api;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import io.quarkus.vertx.http.runtime.filters.Filters;
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

    private static void trace(RoutingContext context) {
        RequestTrace trace = RequestTrace.of(context);
        context.response().putHeader(RequestTrace.HEADER, trace.requestId());
        context.addEndHandler(done -> log(context, trace));
        context.next();
    }

    /** Facts only, no text of the user. */
    private static void log(RoutingContext context, RequestTrace trace) {
        if (trace.path().startsWith("/api/")) {
            LOG.infof("request id=%s method=%s path=%s status=%d bytes=%d ms=%.1f%s%s", trace.requestId(),
                    context.request().method(), trace.loggedPath(), context.response().getStatusCode(),
                    context.response().bytesWritten(), trace.millis(), Door.holder(context).map(" key="::concat).orElse(""),
                    AnswerFacts.of(context));
        }
    }
}
