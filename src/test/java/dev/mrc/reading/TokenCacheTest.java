package dev.mrc.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import dev.mrc.tokenize.Tokenizer;
import dev.mrc.tokenize.TokenizerOptions;
import dev.mrc.tokenize.Vocabulary;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

class TokenCacheTest {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void manyQuestionsAboutOnePassageTokenizeItOnce() throws IOException {
        TokenCache cache = cache(1_000);
        for (int i = 0; i < 50; i++) {
            assertThat(cache.tokens("가 나 가")).isEqualTo(tokenizer().tokenize("가 나 가"));
        }

        assertThat(lookups("miss")).isEqualTo(1);
        assertThat(lookups("hit")).isEqualTo(49);
    }

    @Test
    void whatIsKeptIsBoundedInPieces() throws IOException {
        TokenCache cache = cache(100);
        for (int i = 0; i < 200; i++) {
            cache.tokens("가 ".repeat(30) + "나 ".repeat(i % 20));
        }

        assertThat(lookups("miss")).isGreaterThan(20);
        cache.tokens("가 ".repeat(5_000));
        cache.tokens("가 ".repeat(5_000));
        assertThat(lookups("miss")).as("a text larger than the cache is not kept").isGreaterThan(22);
    }

    @Test
    void switchedOffItLooksNothingUp() throws IOException {
        TokenCache cache = cache(0);

        assertThat(cache.tokens("가 나").size()).isEqualTo(2);
        assertThat(lookups("miss")).isZero();
    }

    private double lookups(String result) {
        return meters.get("mrc.cache").tag("cache", "passages").tag("result", result).counter().count();
    }

    private TokenCache cache(long most) throws IOException {
        return new TokenCache(tokenizer(), most, new QuestionMetrics(meters));
    }

    private static Tokenizer tokenizer() throws IOException {
        byte[] file = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n가\n나".getBytes(StandardCharsets.UTF_8);
        return new Tokenizer(Vocabulary.load(new ByteArrayInputStream(file)), TokenizerOptions.cased());
    }
}
