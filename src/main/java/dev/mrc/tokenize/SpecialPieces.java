package dev.mrc.tokenize;

/** How a vocabulary spells the pieces that no text can contain: {@code tokenizer_config.json} may rename them. */
public record SpecialPieces(String unknown, String classification, String separator, String padding) {
    /** {@code [UNK] [CLS] [SEP] [PAD]}. */
    public static SpecialPieces bert() {
        return new SpecialPieces("[UNK]", "[CLS]", "[SEP]", "[PAD]");
    }
}
