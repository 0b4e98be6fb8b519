package dev.mrc.tokenize;

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
