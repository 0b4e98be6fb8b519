package dev.mrc.tokenize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

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
            for (String text : new UnicodeText(8).many(10_000)) {
                Tokens tokens = tokenizer.tokenize(text);
                int lastStart = 0;
                for (int i = 0; i < tokens.size(); i++) {
                    boolean placed = tokens.start(i) >= lastStart && tokens.start(i) < tokens.end(i)
                            && tokens.end(i) <= text.length();
                    if (!placed || cuts(text, tokens.start(i)) || cuts(text, tokens.end(i))) {
                        fail("%s in %s", tokens, TokenizerOracleTest.escaped(text));
                    }
                    lastStart = tokens.start(i);
                }
            }
        }
    }

    @Test
    void decomposedTextGivesThePiecesOfComposedText() throws IOException {
        for (TokenizerOptions options : List.of(TokenizerOptions.cased(), TokenizerOptions.uncased())) {
            Tokenizer tokenizer = tokenizer(options);
            for (String text : new UnicodeText(9).many(3_000)) {
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
        char before = text.charAt(at - 1);
        char after = text.charAt(at);
        boolean lead = before >= 0x1100 && before <= 0x115F
                && (after >= 0x1100 && after <= 0x11A7 || after >= '가' && after <= '힣');
        boolean vowel = before >= 0x1160 && before <= 0x11A7 && after >= 0x1160 && after <= 0x11FF;
        return pair || lead || vowel;
    }

    private static Tokenizer tokenizer(TokenizerOptions options) throws IOException {
        byte[] file = String.join("\n", PIECES).getBytes(StandardCharsets.UTF_8);
        return new Tokenizer(Vocabulary.load(new ByteArrayInputStream(file)), options);
    }
}
