package dev.mrc.reading;

import java.time.Duration;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;

import dev.mrc.tokenize.Tokenizer;
import dev.mrc.tokenize.Tokens;

/**
 * Pieces of passages that were read lately, so that many questions about one text cost one pass over it. Holds no text: a
 * passage is known by its digest; its pieces, which do tell of it, go ten minutes after they were last of use. Bounded in
 * pieces, 12 bytes each. Thread-safe.
 */
final class TokenCache {
    static final Duration KEPT = Duration.ofMinutes(10);

    private final Tokenizer tokenizer;
    private final Cache<TextDigest, Tokens> cache;
    private final QuestionMetrics metrics;

    TokenCache(Tokenizer tokenizer, long mostTokens, QuestionMetrics metrics) {
        this.tokenizer = tokenizer;
        this.metrics = metrics;
        this.cache = mostTokens == 0 ? null
                : Caffeine.newBuilder().maximumWeight(mostTokens)
                        .weigher((TextDigest text, Tokens tokens) -> tokens.size() + 1).expireAfterAccess(KEPT)
                        .scheduler(Scheduler.systemScheduler()).executor(Runnable::run).build();
    }

    Tokens tokens(String passage) {
        if (cache == null) {
            return tokenizer.tokenize(passage);
        }
        TextDigest key = TextDigest.of(passage);
        Tokens known = cache.getIfPresent(key);
        metrics.cached(QuestionMetrics.Store.PASSAGES, known != null);
        if (known != null) {
            return known;
        }
        Tokens tokens = tokenizer.tokenize(passage);
        cache.put(key, tokens);
        return tokens;
    }
}
