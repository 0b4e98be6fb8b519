package dev.mrc.tokenize;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;

/**
 * Hugging Face's own tokenizer with a given vocabulary, as BertTokenizerFast sets it up but without added tokens, so that
 * control pieces are never read out of a text. Offsets turned from code points into UTF-16 units.
 */
final class HuggingFaceOracle implements AutoCloseable {
    private final HuggingFaceTokenizer tokenizer;

    HuggingFaceOracle(List<String> pieces, TokenizerOptions options) {
        this(json(pieces, normalizer(options)));
    }

    private HuggingFaceOracle(String json) {
        try {
            tokenizer = HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)),
                    Map.of("addSpecialTokens", "false", "truncation", "false", "padding", "false"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Tokens[] tokenize(List<String> texts) {
        Encoding[] encodings = tokenizer.batchEncode(texts, false, false);
        Tokens[] tokens = new Tokens[encodings.length];
        for (int i = 0; i < tokens.length; i++) {
            tokens[i] = inUnits(encodings[i], texts.get(i));
        }
        return tokens;
    }

    /** As the library gives it. */
    Encoding encode(String text) {
        return tokenizer.encode(text, false, false);
    }

    @Override
    public void close() {
        tokenizer.close();
    }

    private static Tokens inUnits(Encoding encoding, String text) {
        int[] units = new int[text.codePointCount(0, text.length()) + 1];
        for (int i = 1; i < units.length; i++) {
            units[i] = text.offsetByCodePoints(units[i - 1], 1);
        }
        long[] ids = encoding.getIds();
        CharSpan[] spans = encoding.getCharTokenSpans();
        int[][] columns = new int[3][ids.length];
        for (int i = 0; i < ids.length; i++) {
            columns[0][i] = (int) ids[i];
            columns[1][i] = units[spans[i].getStart()];
            columns[2][i] = units[spans[i].getEnd()];
        }
        return new Tokens(columns[0], columns[1], columns[2]);
    }

    private static Map<String, Object> normalizer(TokenizerOptions options) {
        Map<String, Object> bert = Map.of("type", "BertNormalizer", "clean_text", true, "handle_chinese_chars",
                options.chineseCharacters(), "strip_accents", options.stripAccents(), "lowercase", options.lowerCase());
        return options.compose() ? Map.of("type", "Sequence", "normalizers", List.of(Map.of("type", "NFC"), bert)) : bert;
    }

    private static String json(List<String> pieces, Map<String, Object> normalizer) {
        Map<String, Integer> vocabulary = new LinkedHashMap<>();
        pieces.forEach(piece -> vocabulary.put(piece, vocabulary.size()));
        Map<String, Object> model = Map.of("type", "WordPiece", "unk_token", "[UNK]", "continuing_subword_prefix", "##",
                "max_input_chars_per_word", 100, "vocab", vocabulary);
        try {
            return new ObjectMapper().writeValueAsString(Map.of("version", "1.0", "added_tokens", List.of(), "normalizer",
                    normalizer, "pre_tokenizer", Map.of("type", "BertPreTokenizer"), "model", model));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
