package dev.mrc.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;

import dev.mrc.error.ErrorCode;
import dev.mrc.error.MrcException;

class RateLimitTest {
    @Test
    void aBurstPassesAndTheNextIsToldWhenToComeBack() {
        RateLimit limit = new RateLimit(6, 3);
        for (int i = 0; i < 3; i++) {
            limit.enter("a");
        }

        MrcException refused = catchThrowableOfType(MrcException.class, () -> limit.enter("a"));

        assertThat(refused.code()).isEqualTo(ErrorCode.RATE_LIMITED);
        assertThat(refused.facts()).containsEntry("retryAfterSeconds", 10).containsEntry("limit", 6);
    }

    @Test
    void callersDoNotPayForEachOther() {
        RateLimit limit = new RateLimit(1, 1);
        limit.enter("a");

        assertThatCode(() -> limit.enter("b")).doesNotThrowAnyException();
    }

    @Test
    void aBatchIsPaidForByWhatComesAfterIt() {
        RateLimit limit = new RateLimit(60, 2);
        limit.enter("a");
        limit.charge("a", 31);

        MrcException refused = catchThrowableOfType(MrcException.class, () -> limit.enter("a"));

        assertThat((int) refused.facts().get("retryAfterSeconds")).isBetween(30, 31);
    }

    @Test
    void zeroIsNoLimit() {
        RateLimit limit = new RateLimit(0, 1);

        assertThatCode(() -> {
            for (int i = 0; i < 1000; i++) {
                limit.enter("a");
            }
        }).doesNotThrowAnyException();
    }
}
