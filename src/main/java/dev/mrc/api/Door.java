package dev.mrc.api;

import java.util.Map;
import java.util.Optional;

import jakarta.inject.Singleton;

import dev.mrc.error.ErrorCode;
import dev.mrc.error.MrcException;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/** Who may come in to the API, and how often. Asked before a byte of the body is read. */
@Singleton
class Door {
    static final String CHALLENGE = "Bearer realm=\"korean-mrc\"";
    private static final String API_KEY = "X-API-Key";
    private static final String BEARER = "bearer ";
    private static final String KEY = Door.class.getName();

    private final KeyRing keys;
    private final CallerAddress addresses;
    private final RateLimit perKey;
    private final RateLimit perAddress;
    private final ProblemMapper problems;
    private final MeterRegistry registry;

    Door(KeyRing keys, CallerAddress addresses, ApiConfig config, ProblemMapper problems, MeterRegistry registry) {
        this.keys = keys;
        this.addresses = addresses;
        this.perKey = new RateLimit(config.ratePerKey(), config.rateBurst());
        this.perAddress = new RateLimit(config.ratePerAddress(), config.rateBurst());
        this.problems = problems;
        this.registry = registry;
        refused("missing", 0);
        refused("wrong", 0);
        registry.counter("mrc.rate.limited");
    }

    /** Who came in. */
    private record Visitor(String address, String holder) {
    }

    /** Goes on to the next handler, or ends the request with its problem. */
    void check(RoutingContext context) {
        if (!context.request().path().startsWith("/api/") || HttpMethod.OPTIONS.equals(context.request().method())) {
            context.next();
            return;
        }
        try {
            context.put(KEY, admit(context.request()));
        } catch (MrcException refused) {
            problems.end(refused, context);
            return;
        }
        context.next();
    }

    /** Charges a visitor for the requests of a batch after its first. */
    void charge(RoutingContext context, int more) {
        Visitor visitor = context.get(KEY);
        perAddress.charge(visitor.address, more);
        if (visitor.holder != null) {
            perKey.charge(visitor.holder, more);
        }
    }

    /** Whether the request was let in. */
    static boolean passed(RoutingContext context) {
        return context.get(KEY) != null;
    }

    /** Name of the key that the request came with, for the log. */
    static Optional<String> holder(RoutingContext context) {
        Visitor visitor = context.get(KEY);
        return visitor == null ? Optional.empty() : Optional.ofNullable(visitor.holder);
    }

    private Visitor admit(HttpServerRequest request) {
        boolean question = HttpMethod.POST.equals(request.method());
        String address = addresses.of(request);
        if (question) {
            enter(perAddress, address);
        }
        if (!keys.required()) {
            return new Visitor(address, null);
        }
        String holder = keys.holder(key(request)).orElseThrow(() -> unknown("wrong"));
        if (question) {
            enter(perKey, holder);
        }
        return new Visitor(address, holder);
    }

    private void enter(RateLimit limit, String caller) {
        try {
            limit.enter(caller);
        } catch (MrcException refused) {
            registry.counter("mrc.rate.limited").increment();
            throw refused;
        }
    }

    private String key(HttpServerRequest request) {
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return authorization.substring(BEARER.length()).strip();
        }
        return Optional.ofNullable(request.getHeader(API_KEY)).orElseThrow(() -> unknown("missing"));
    }

    private MrcException unknown(String reason) {
        refused(reason, 1);
        return new MrcException(ErrorCode.AUTHENTICATION_REQUIRED, "key " + reason, Map.of());
    }

    private void refused(String reason, int times) {
        registry.counter("mrc.auth.failures", "reason", reason).increment(times);
    }
}
