package dev.mrc.tokenize;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

/** Every code point between two letters: the pieces show whether it is dropped, splits, is a word, or is rewritten. */
class CharacterClassOracleTest {
    private static final int PER_TEXT = 32;
    /** Planes 4 to 13 are unassigned, 15 and 16 private: their first page stands for them. */
    private static final int[] RANGES = { 0, 0xD7FF, 0xE000, 0x323FF, 0x40000, 0x400FF, 0xD0000, 0xD00FF, 0xE0000, 0xE0FFF,
            0xF0000,
            0xF00FF, 0xFFFF0, 0xFFFFF, 0x10FF00, 0x10FFFF };

    @Test
    void everyCodePointIsWhatTheReferenceTakesItFor() throws IOException {
        List<String> pieces = pieces();
        byte[] file = String.join("\n", pieces).getBytes(StandardCharsets.UTF_8);
        Vocabulary vocabulary = Vocabulary.load(new ByteArrayInputStream(file));
        List<String> texts = texts();
        for (TokenizerOptions options : List.of(TokenizerOptions.cased(), TokenizerOptions.uncased())) {
            TokenizerOptions plain = options.withoutComposing();
            Tokenizer tokenizer = new Tokenizer(vocabulary, plain);
            try (HuggingFaceOracle oracle = new HuggingFaceOracle(pieces, plain)) {
                Tokens[] expected = oracle.tokenize(texts);
                for (int i = 0; i < expected.length; i++) {
                    assertThat(tokenizer.tokenize(texts.get(i))).as(TokenizerOracleTest.escaped(texts.get(i)))
                            .isEqualTo(expected[i]);
                }
            }
        }
    }

    private static List<String> texts() {
        List<String> texts = new ArrayList<>();
        for (int range = 0; range < RANGES.length; range += 2) {
            int last = RANGES[range + 1];
            for (int first = RANGES[range]; first <= last; first += PER_TEXT) {
                StringBuilder text = new StringBuilder();
                IntStream.rangeClosed(first, Math.min(last, first + PER_TEXT - 1))
                        .forEach(c -> text.append(" x").appendCodePoint(c).append('y'));
                texts.add(text.toString());
            }
        }
        return texts;
    }

    /** What characters are rewritten to can be seen only if the vocabulary has it. */
    private static List<String> pieces() {
        Set<String> pieces = new LinkedHashSet<>(List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "x", "##x", "y", "##y"));
        for (int range = 0; range < 4; range += 2) {
            for (int c = RANGES[range]; c <= RANGES[range + 1]; c++) {
                String normal = Normalizer.normalize(Character.toString(c), Normalizer.Form.NFD);
                if (Character.toLowerCase(c) != c || normal.codePointAt(0) != c) {
                    Character.toString(Character.toLowerCase(normal.codePointAt(0))).codePoints()
                            .forEach(part -> pieces.add("##" + Character.toString(part)));
                    normal.codePoints().forEach(part -> pieces.add("##" + Character.toString(part)));
                    pieces.add("##" + Character.toString(c));
                }
            }
        }
        pieces.removeIf(piece -> piece.length() == 3 && piece.charAt(2) <= ' ');
        return List.copyOf(pieces);
    }
}
