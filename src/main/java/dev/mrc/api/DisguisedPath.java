package dev.mrc.api;

import org.jboss.resteasy.reactive.server.ServerRequestFilter;

import dev.mrc.error.ErrorCode;
import dev.mrc.error.MrcException;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

/**
 * Refuses what reached a resource without having come by the {@link Door}: a path in disguise, such as {@code /api;x/v1/model}.
 * A class of its own because filters like it are made before settings are read.
 */
final class DisguisedPath {
    @ServerRequestFilter
    void refuse(RoutingContext context) {
        if (!Door.passed(context) && !HttpMethod.OPTIONS.equals(context.request().method())) {
            throw new MrcException(ErrorCode.NOT_FOUND, "path in disguise");
        }
    }
}
