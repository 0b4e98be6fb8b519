package dev.mrc.tokenize;

import java.util.Map;

/** How a vocabulary spells the pieces that no text can contain: {@code tokenizer_config.json} may rename them. */
public record SpecialPieces(String unknown, String classification, String separator, String padding) {
    /** {@code [UNK] [CLS] [SEP] [PAD]}. */
    public static SpecialPieces bert() {
        return new SpecialPieces("[UNK]", "[CLS]", "[SEP]", "[PAD]");
    }

    /**
     * What a {@code tokenizer_config.json}, read into a map, calls them: {@code unk_token} and so on, each a string or an
     * object with {@code content}; what it does not say is as in BERT.
     */
    public static SpecialPieces of(Map<String, ?> file) {
        return new SpecialPieces(name(file, "unk_token", "[UNK]"), name(file, "cls_token", "[CLS]"),
                name(file, "sep_token", "[SEP]"), name(file, "pad_token", "[PAD]"));
    }

    private static String name(Map<String, ?> file, String key, String usual) {
        Object value = file.get(key) instanceof Map<?, ?> token ? token.get("content") : file.get(key);
        return value instanceof String text ? text : usual;
    }
}
