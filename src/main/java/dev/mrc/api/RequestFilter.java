package dev.mrc.api;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/** What happens to every request of the public port: it gets an id, a bound and a log line. */
@Singleton
class RequestFilter {
    private static final Logger LOG = Logger.getLogger("dev.mrc.request");
    private static final int FIRST = 1000;

    private final ApiConfig config;
    private final ProblemMapper problems;

    RequestFilter(ApiConfig config, ProblemMapper problems) {
        this.config = config;
        this.problems = problems;
    }

    void register(@Observes Filters filters) {
        filters.register(this::accept, FIRST);
    }

    private void accept(RoutingContext context) {
        RequestTrace trace = RequestTrace.of(context);
        context.response().putHeader(RequestTrace.HEADER, trace.requestId());
        context.addEndHandler(done -> log(context, trace));
        if (declaredLength(context.request()) > config.body().asLongValue()) {
            // The body is never read, so the connection cannot be used again.
            context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            problems.end(RequestReader.tooLarge(config), context);
            return;
        }
        context.next();
    }

    private static long declaredLength(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? 0 : Long.parseLong(length); // the HTTP server has refused what is no number
    }

    /** One line a request: facts only, no text of the user. */
    private static void log(RoutingContext context, RequestTrace trace) {
        if (trace.path().startsWith("/api/")) {
            LOG.infof("request id=%s method=%s path=%s status=%d bytes=%d ms=%.1f%s", trace.requestId(),
                    context.request().method(), trace.loggedPath(), context.response().getStatusCode(),
                    context.response().bytesWritten(), trace.millis(), AnswerFacts.of(context));
        }
    }
}
