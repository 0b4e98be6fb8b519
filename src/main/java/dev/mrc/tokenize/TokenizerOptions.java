package dev.mrc.tokenize;

import java.util.Map;

/**
 * How text is made fit for the vocabulary; the model's {@code tokenizer_config.json} decides the first three.
 *
 * @param lowerCase {@code do_lower_case}
 * @param stripAccents {@code strip_accents}; where the file says null it is what {@code lowerCase} is. Splits Hangul into jamo,
 *        which an uncased vocabulary expects
 * @param chineseCharacters {@code tokenize_chinese_chars}: every ideograph is a word
 * @param compose the service's own rule, not BERT's: NFC before anything else, so that decomposed Hangul reads as composed
 *        does, and no place cuts a sequence of conjoining jamo. Without it ids and places are those of Hugging Face's
 *        {@code BertNormalizer} alone
 */
public record TokenizerOptions(boolean lowerCase, boolean stripAccents, boolean chineseCharacters, boolean compose) {
    /** Composes, as the service does. */
    public TokenizerOptions(boolean lowerCase, boolean stripAccents, boolean chineseCharacters) {
        this(lowerCase, stripAccents, chineseCharacters, true);
    }

    /**
     * What a {@code tokenizer_config.json}, read into a map, says; what it does not say is as Hugging Face's
     * {@code BertTokenizer} has it.
     *
     * @throws IllegalArgumentException naming the setting that is neither true, false nor null
     */
    public static TokenizerOptions of(Map<String, ?> file) {
        boolean lower = flag(file, "do_lower_case", true);
        return new TokenizerOptions(lower, flag(file, "strip_accents", lower), flag(file, "tokenize_chinese_chars", true));
    }

    private static boolean flag(Map<String, ?> file, String name, boolean usual) {
        Object value = file.get(name);
        if (value != null && !(value instanceof Boolean)) {
            throw new IllegalArgumentException("tokenizer_config.json: " + name + " must be true or false, not " + value);
        }
        return value == null ? usual : (Boolean) value;
    }

    public static TokenizerOptions cased() {
        return new TokenizerOptions(false, false, true);
    }

    public static TokenizerOptions uncased() {
        return new TokenizerOptions(true, true, true);
    }

    /** The same without composition: plain BERT. */
    public TokenizerOptions withoutComposing() {
        return new TokenizerOptions(lowerCase, stripAccents, chineseCharacters, false);
    }
}
