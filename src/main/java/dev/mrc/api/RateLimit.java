package dev.mrc.api;

import java.time.Duration;
import java.util.Map;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import dev.mrc.error.ErrorCode;
import dev.mrc.error.MrcException;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;

/** Token buckets, one for each caller; a bucket untouched until it would be full again is forgotten. */
final class RateLimit {
    /** So many callers are told apart at most; when more come, those not seen for longest start afresh. */
    private static final long CALLERS = 100_000;

    private final int perMinute;
    private final int burst;
    private final Cache<String, Bucket> buckets;

    /**
     * @param perMinute requests in the long run; 0 = no limit
     * @param burst requests at once
     */
    RateLimit(int perMinute, int burst) {
        if (perMinute < 0 || burst < 1) {
            throw new IllegalArgumentException(
                    "mrc.api.rate-per-key and rate-per-address must be 0 or more, rate-burst 1 or more");
        }
        this.perMinute = perMinute;
        this.burst = burst;
        this.buckets = Caffeine.newBuilder().maximumSize(CALLERS).expireAfterAccess(Duration.ofHours(1)).build();
    }

    /** @throws MrcException RATE_LIMITED with the whole seconds after which the caller may try again */
    void enter(String caller) {
        if (perMinute == 0) {
            return;
        }
        ConsumptionProbe probe = bucket(caller).tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            long seconds = Duration.ofNanos(probe.getNanosToWaitForRefill()).plusMillis(999).toSeconds();
            throw new MrcException(ErrorCode.RATE_LIMITED, "over %d requests a minute".formatted(perMinute),
                    Map.of("retryAfterSeconds", (int) Math.max(1, seconds), "limit", perMinute, "unit", "requests/minute"));
        }
    }

    /** Charges what turned out to be more than one request; the caller's next ones wait for it. */
    void charge(String caller, int more) {
        if (perMinute > 0 && more > 0) {
            bucket(caller).consumeIgnoringRateLimits(more);
        }
    }

    private Bucket bucket(String caller) {
        return buckets.get(caller, name -> Bucket.builder()
                .addLimit(limit -> limit.capacity(burst).refillGreedy(perMinute, Duration.ofMinutes(1))).build());
    }
}
