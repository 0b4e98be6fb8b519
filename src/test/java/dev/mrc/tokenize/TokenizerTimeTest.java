package dev.mrc.tokenize;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.stream.LongStream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Time grows with the text and no faster: CPU time of this thread, the best of several runs, a text against one 16 times as
 * long. Linear is 16; quadratic would be 256, and 64 lies well away from both.
 */
class TokenizerTimeTest {
    private static final int SHORT = 4_000;
    private static final int TIMES = 16;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    @ParameterizedTest
    @ValueSource(strings = { "세종대왕은 ", "가", "가나 ", "\u0301\u0323", "\u1100", "\u1161", "가\u0301", "\u1112\u119E\u11AB", "🎉",
            "\u200B",
            ".", "漢", "\uD83C" })
    void longTextCostsNoMoreACharacterThanShortText(String unit) throws IOException {
        Tokenizer[] tokenizers = { tokenizer(TokenizerOptions.cased()), tokenizer(TokenizerOptions.uncased()) };
        for (Tokenizer tokenizer : tokenizers) {
            String text = unit.repeat(SHORT / unit.length());
            best(tokenizer, text);
            assertThat(best(tokenizer, text.repeat(TIMES))).isLessThan(best(tokenizer, text) * TIMES * 4);
        }
    }

    private static long best(Tokenizer tokenizer, String text) {
        return LongStream.range(0, 20).map(run -> {
            long before = THREADS.getCurrentThreadCpuTime();
            int size = tokenizer.tokenize(text).size();
            assertThat(size).isLessThanOrEqualTo(text.length());
            return THREADS.getCurrentThreadCpuTime() - before;
        }).min().orElseThrow();
    }

    private static Tokenizer tokenizer(TokenizerOptions options) throws IOException {
        String file = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n세종\n##대왕\n##은\n가\n##가\n##가가가가나";
        return new Tokenizer(Vocabulary.load(new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8))), options);
    }
}
