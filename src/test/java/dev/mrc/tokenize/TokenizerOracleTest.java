package dev.mrc.tokenize;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** Ids and places equal Hugging Face's on generated text, under every option. */
class TokenizerOracleTest {
    private static final Logger LOG = Logger.getLogger(TokenizerOracleTest.class.getName());
    private static final List<String> GENERATED = new UnicodeText(20_26).vocabulary(4_000);
    private static final int BATCH = 1_000;

    @Test
    void casedTextIsReadAsTheReferenceReadsIt() throws IOException {
        compare(GENERATED, TokenizerOptions.cased().withoutComposing(), 1, 35_000);
    }

    @Test
    void uncasedTextIsReadAsTheReferenceReadsIt() throws IOException {
        compare(GENERATED, TokenizerOptions.uncased().withoutComposing(), 2, 35_000);
    }

    @Test
    void lowerCaseAloneIsReadAsTheReferenceReadsIt() throws IOException {
        compare(GENERATED, new TokenizerOptions(true, false, true, false), 3, 7_000);
    }

    @Test
    void accentStrippingAloneIsReadAsTheReferenceReadsIt() throws IOException {
        compare(GENERATED, new TokenizerOptions(false, true, false, false), 4, 7_000);
    }

    @Test
    void theDemoModelsVocabularyIsReadAsTheReferenceReadsIt() throws IOException {
        try (InputStream file = ModelFiles.bundled().open("vocab.txt")) {
            List<String> pieces = new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
            compare(pieces, TokenizerOptions.cased().withoutComposing(), 5, 15_000);
        }
    }

    @Test
    void composedTextGivesThePiecesOfTheReferenceAfterNfc() throws IOException {
        compareComposed(TokenizerOptions.cased(), 6, 8_000);
    }

    @Test
    void composedUncasedTextGivesThePiecesOfTheReferenceAfterNfc() throws IOException {
        compareComposed(TokenizerOptions.uncased(), 7, 8_000);
    }

    private static void compare(List<String> pieces, TokenizerOptions options, long seed, int count) throws IOException {
        Tokenizer tokenizer = tokenizer(pieces, options);
        UnicodeText source = new UnicodeText(seed);
        long tokens = 0;
        try (HuggingFaceOracle oracle = new HuggingFaceOracle(pieces, options)) {
            for (int done = 0; done < count; done += BATCH) {
                List<String> texts = source.many(BATCH);
                Tokens[] expected = oracle.tokenize(texts);
                for (int i = 0; i < BATCH; i++) {
                    assertThat(tokenizer.tokenize(texts.get(i))).as(escaped(texts.get(i)))
                            .isEqualTo(expected[i]);
                    tokens += expected[i].size();
                }
            }
        }
        report(options, count, tokens);
    }

    /** Ids as the reference with NFC before it; places as the reference gives them in the composed text, led back. */
    private static void compareComposed(TokenizerOptions options, long seed, int count) throws IOException {
        Tokenizer tokenizer = tokenizer(GENERATED, options);
        UnicodeText source = new UnicodeText(seed);
        long tokens = 0;
        try (HuggingFaceOracle composing = new HuggingFaceOracle(GENERATED, options);
                HuggingFaceOracle plain = new HuggingFaceOracle(GENERATED, options.withoutComposing())) {
            for (int done = 0; done < count; done += BATCH) {
                List<String> texts = source.many(BATCH).stream().map(Clusters::withoutNewMarks).toList();
                Tokens[] ids = composing.tokenize(texts);
                Tokens[] places = plain.tokenize(
                        texts.stream().map(text -> Normalizer.normalize(text, Normalizer.Form.NFC)).toList());
                for (int i = 0; i < BATCH; i++) {
                    Tokens actual = tokenizer.tokenize(texts.get(i));
                    assertThat(actual.ids()).as(escaped(texts.get(i))).isEqualTo(ids[i].ids());
                    assertThat(actual).as(escaped(texts.get(i))).isEqualTo(Clusters.of(texts.get(i)).ledBack(places[i]));
                    tokens += actual.size();
                }
            }
        }
        report(options, count, tokens);
    }

    private static Tokenizer tokenizer(List<String> pieces, TokenizerOptions options) throws IOException {
        byte[] file = String.join("\n", pieces).getBytes(StandardCharsets.UTF_8);
        return new Tokenizer(Vocabulary.load(new ByteArrayInputStream(file)), options);
    }

    private static void report(TokenizerOptions options, int count, long tokens) {
        LOG.info(() -> "%,d texts, %,d pieces equal to the reference: %s".formatted(count, tokens, options));
    }

    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.chars().forEach(c -> escaped.append(c > ' ' && c < 0x7F ? (char) c : "\\u%04X".formatted(c)));
        return escaped.toString();
    }
}
