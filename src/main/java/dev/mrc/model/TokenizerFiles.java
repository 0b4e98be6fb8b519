package dev.mrc.model;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.mrc.tokenize.ModelFiles;
import dev.mrc.tokenize.SpecialPieces;
import dev.mrc.tokenize.TokenizerOptions;
import dev.mrc.tokenize.Vocabulary;

/**
 * Vocabulary and tokenizer settings of a model, whether they are in {@code vocab.txt} and {@code tokenizer_config.json} or in
 * Hugging Face's one {@code tokenizer.json}.
 *
 * @param vocabulary one piece a line
 * @param lines of {@code vocab.txt}
 * @param settings the {@code tokenizer_config.json}, completed where it left something open
 */
record TokenizerFiles(Vocabulary vocabulary, byte[] lines, byte[] settings) {
    private static final String VOCABULARY = "vocab.txt";
    private static final String SETTINGS = "tokenizer_config.json";
    private static final String TOKENIZER = "tokenizer.json";

    static TokenizerFiles read(ModelFiles files) throws IOException {
        Optional<byte[]> fast = ModelSource.bytes(files, TOKENIZER);
        Optional<ObjectNode> tokenizer = fast.isEmpty() ? Optional.empty()
                : Optional.of(ModelSource.object(fast.get(), TOKENIZER + " of " + files.location()));
        byte[] lines = lines(files, tokenizer);
        Optional<byte[]> file = ModelSource.bytes(files, SETTINGS);
        ObjectNode given = file.isEmpty() ? JsonNodeFactory.instance.objectNode()
                : ModelSource.object(file.get(), SETTINGS + " of " + files.location());
        ObjectNode settings = completed(given, tokenizer, lines);
        try {
            TokenizerOptions.of(ModelSource.map(settings));
            return new TokenizerFiles(Vocabulary.load(new ByteArrayInputStream(lines),
                    SpecialPieces.of(ModelSource.map(settings))), lines,
                    settings.equals(given) && file.isPresent() ? file.get() : ModelSource.bytes(settings));
        } catch (IllegalArgumentException e) {
            throw new UnusableModelException(files.location() + ": " + e.getMessage() + ".", e);
        }
    }

    /** By id. */
    List<String> pieces() {
        return IntStream.range(0, vocabulary.size()).mapToObj(vocabulary::piece).toList();
    }

    Map<String, byte[]> beside() {
        return Map.of(VOCABULARY, lines, SETTINGS, settings);
    }

    private static byte[] lines(ModelFiles files, Optional<ObjectNode> tokenizer) throws IOException {
        Optional<byte[]> lines = ModelSource.bytes(files, VOCABULARY);
        if (lines.isPresent()) {
            return lines.get();
        }
        JsonNode model = tokenizer.orElseThrow(() -> new UnusableModelException(
                "%s has neither %s nor %s.".formatted(files.location(), VOCABULARY, TOKENIZER))).path("model");
        if (!model.path("type").asText().equals("WordPiece")) {
            throw new UnusableModelException("%s of %s: the tokenizer is of type '%s', known is WordPiece."
                    .formatted(TOKENIZER, files.location(), model.path("type").asText()));
        }
        Map<Integer, String> byId = new TreeMap<>();
        model.path("vocab").properties().forEach(piece -> byId.put(piece.getValue().asInt(-1), piece.getKey()));
        tokenizer.get().path("added_tokens").forEach(piece -> byId.put(piece.path("id").asInt(-1),
                piece.path("content").asText()));
        if (IntStream.range(0, byId.size()).anyMatch(id -> !byId.containsKey(id))) {
            throw new UnusableModelException("%s of %s: the ids of its %d pieces must run from 0 without a gap."
                    .formatted(TOKENIZER, files.location(), byId.size()));
        }
        return (String.join("\n", byId.values()) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** What the settings leave open is taken from the tokenizer itself, or else from the vocabulary. */
    private static ObjectNode completed(ObjectNode given, Optional<ObjectNode> tokenizer, byte[] lines) {
        ObjectNode settings = given.deepCopy();
        JsonNode normalizer = tokenizer.<JsonNode> map(json -> json.path("normalizer"))
                .orElse(JsonNodeFactory.instance.missingNode());
        Map<String, String> names = Map.of("do_lower_case", "lowercase", "strip_accents", "strip_accents",
                "tokenize_chinese_chars", "handle_chinese_chars");
        names.forEach((name, own) -> {
            if (!settings.has(name) && normalizer.has(own)) {
                settings.set(name, normalizer.get(own));
            }
        });
        if (!settings.hasNonNull("do_lower_case")) {
            settings.put("do_lower_case", !hasCapitals(lines));
        }
        return settings;
    }

    /** A vocabulary with a piece such as A or Seoul was made for text that keeps its capitals. */
    private static boolean hasCapitals(byte[] lines) {
        return new String(lines, StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("["))
                .anyMatch(line -> line.chars().anyMatch(c -> c >= 'A' && c <= 'Z'));
    }
}
