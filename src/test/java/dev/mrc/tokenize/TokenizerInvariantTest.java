package dev.mrc.tokenize;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;

import org.junit.jupiter.api.Test;

/** What holds for every text: places in order, inside the text, cutting nothing, and time that grows with the text only. */
class TokenizerInvariantTest {
    private static final List<String> PIECES = new UnicodeText(77).vocabulary(3_000);

    @Test
    void placesAreInOrderInsideTheTextAndCutNoPairAndNoSyllable() throws IOException {
        for (TokenizerOptions options : List.of(TokenizerOptions.cased(), TokenizerOptions.uncased())) {
            Tokenizer tokenizer = tokenizer(options);
            for (String text : new UnicodeText(8).many(20_000)) {
                Tokens tokens = tokenizer.tokenize(text);
                int lastStart = 0;
                for (int i = 0; i < tokens.size(); i++) {
                    assertThat(tokens.start(i)).isBetween(lastStart, tokens.end(i) - 1);
                    assertThat(tokens.end(i)).isLessThanOrEqualTo(text.length());
                    assertThat(cuts(text, tokens.start(i)) || cuts(text, tokens.end(i))).as(TokenizerOracleTest.escaped(text))
                            .isFalse();
                    lastStart = tokens.start(i);
                }
            }
        }
    }

    @Test
    void decomposedTextGivesThePiecesOfComposedText() throws IOException {
        for (TokenizerOptions options : List.of(TokenizerOptions.cased(), TokenizerOptions.uncased())) {
            Tokenizer tokenizer = tokenizer(options);
            for (String text : new UnicodeText(9).many(5_000)) {
                String known = Clusters.withoutNewMarks(text);
                assertThat(tokenizer.tokenize(Normalizer.normalize(known, Normalizer.Form.NFD)).ids())
                        .as(TokenizerOracleTest.escaped(known))
                        .isEqualTo(tokenizer.tokenize(Normalizer.normalize(known, Normalizer.Form.NFC)).ids());
            }
        }
    }

    private static boolean cuts(String text, int at) {
        if (at == 0 || at == text.length()) {
            return false;
        }
        boolean pair = Character.isSurrogatePair(text.charAt(at - 1), text.charAt(at));
        String around = text.substring(at - 1, at + 1);
        boolean syllable = around
                .matches("[\\u1100-\\u115F][\\u1160-\\u11A7\\uAC00-\\uD7A3]|[\\u1160-\\u11A7][\\u1160-\\u11FF]");
        return pair || syllable;
    }

    private static Tokenizer tokenizer(TokenizerOptions options) throws IOException {
        byte[] file = String.join("\n", PIECES).getBytes(StandardCharsets.UTF_8);
        return new Tokenizer(Vocabulary.load(new ByteArrayInputStream(file)), options);
    }
}
