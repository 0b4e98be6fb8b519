package dev.mrc.api;

import java.security.SecureRandom;
import java.util.regex.Pattern;

import io.vertx.ext.web.RoutingContext;

/**
 * What is known of a request from its first byte to its log line.
 *
 * @param requestId the caller's {@code X-Request-Id} when it is a plain token, else a new one: time, then chance
 * @param path without the query
 * @param startedNanos {@link System#nanoTime()} at arrival
 */
record RequestTrace(String requestId, String path, long startedNanos) {
    static final String HEADER = "X-Request-Id";
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern OUR_PATH = Pattern.compile("/[a-z0-9/._-]{0,63}");
    private static final String KEY = RequestTrace.class.getName();
    private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; // Crockford's base 32
    private static final SecureRandom CHANCE = new SecureRandom();

    /** The trace of this request; begins it when there is none yet. */
    static RequestTrace of(RoutingContext context) {
        RequestTrace trace = context.get(KEY);
        if (trace == null) {
            String given = context.request().getHeader(HEADER);
            String id = given != null && PLAIN.matcher(given).matches() ? given : newId();
            trace = new RequestTrace(id, context.request().path(), System.nanoTime());
            context.put(KEY, trace);
        }
        return trace;
    }

    double millis() {
        return (System.nanoTime() - startedNanos) / 1e6;
    }

    /** The path for the log: a strange one may hold a user's words. */
    String loggedPath() {
        return OUR_PATH.matcher(path).matches() ? path : "(other)";
    }

    /** 16 digits: 45 bits of milliseconds, 35 of chance; sorts by time. */
    private static String newId() {
        long time = System.currentTimeMillis();
        char[] id = new char[16];
        for (int i = 8; i >= 0; i--, time >>>= 5) {
            id[i] = DIGITS.charAt((int) (time & 31));
        }
        long chance = CHANCE.nextLong();
        for (int i = 15; i > 8; i--, chance >>>= 5) {
            id[i] = DIGITS.charAt((int) (chance & 31));
        }
        return new String(id);
    }
}
