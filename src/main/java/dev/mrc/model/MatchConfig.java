package dev.mrc.model;

import java.util.List;

/**
 * The demo model's type, {@code mrc-match}: a small encoder whose input, besides the pieces, are features of what the passage
 * has in common with the question. {@code model/train/network.py} is its definition.
 *
 * @param headSize width of the layer between encoder and logits
 */
record MatchConfig(Tables tables, Features features, Encoder encoder, int headSize) implements ModelConfig {
    static final String TYPE = "mrc-match";
    static final int CLS = 2;
    static final int SEP = 3;

    /**
     * Tables indexed by vocabulary id.
     *
     * @param vocabulary pieces
     * @param syllables syllables with an embedding, 0 being none
     * @param flags yes-or-no properties of a piece
     * @param embedding width of the embeddings
     */
    record Tables(int vocabulary, int syllables, int flags, int embedding) {
    }

    /**
     * Limits of the matching.
     *
     * @param question leading positions among which the question lies
     * @param sentences told apart; all later ones count as the last
     */
    record Features(int question, int sentences) {
    }

    /**
     * The transformer.
     *
     * @param width of a position's vector, a multiple of {@code heads}
     * @param inner width inside the feed-forward part
     * @param kernel positions that the convolution sees, odd
     * @param clip distance from which on attention no longer tells distances apart
     * @param epsilon of layer norm
     */
    record Encoder(int layers, int width, int heads, int inner, int kernel, int clip, float epsilon) {
    }

    static MatchConfig of(Settings settings, List<String> vocabulary) {
        Tables tables = new Tables(settings.positive("vocab_size"), settings.positive("syllable_count"),
                settings.positive("flag_count"), settings.positive("embedding_size"));
        Encoder encoder = new Encoder(settings.positive("num_hidden_layers"), settings.positive("hidden_size"),
                settings.positive("num_attention_heads"), settings.positive("intermediate_size"),
                settings.positive("conv_kernel"), settings.positive("relative_clip"), settings.fraction("layer_norm_eps"));
        if (encoder.width() % encoder.heads() != 0) {
            throw settings.wrong("hidden_size", "a multiple of num_attention_heads, " + encoder.heads());
        }
        if (encoder.kernel() % 2 == 0) {
            throw settings.wrong("conv_kernel", "odd");
        }
        if (vocabulary.size() != tables.vocabulary()) {
            throw settings.wrong("vocab_size", vocabulary.size() + ", the number of pieces in its vocabulary");
        }
        if (vocabulary.indexOf("[CLS]") != CLS || vocabulary.indexOf("[SEP]") != SEP) {
            throw new UnusableModelException("%s: a model of type %s needs [CLS] and [SEP] as pieces %d and %d."
                    .formatted(settings.location(), TYPE, CLS, SEP));
        }
        return new MatchConfig(tables, new Features(settings.positive("question_limit"), settings.positive("sentence_limit")),
                encoder, settings.positive("head_size"));
    }

    /** Distances count, not positions: as long a window as anybody makes. */
    @Override
    public int longest() {
        return Integer.MAX_VALUE;
    }

    @Override
    public SpanGraph network() {
        return new MatchGraph(this);
    }
}
