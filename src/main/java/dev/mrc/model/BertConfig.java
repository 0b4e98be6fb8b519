package dev.mrc.model;

import java.util.List;

/**
 * A network of BERT's family: {@code model_type} bert, electra or roberta of Hugging Face, or google-research/bert's
 * {@code bert_config.json}.
 *
 * @param prefix of its tensors' names
 * @param epsilon of layer norm
 */
record BertConfig(String prefix, Embeddings embeddings, Size size, Activation activation, float epsilon)
        implements
            ModelConfig {
    static final List<String> TYPES = List.of("bert", "electra", "roberta");

    /**
     * The embedding tables.
     *
     * @param width of their rows; projected where it is not the encoder's
     * @param types 1 where question and passage look alike to the network
     * @param positions rows of the position table
     * @param firstPosition the row of a window's first piece: 0, or for RoBERTa the one after padding's
     */
    record Embeddings(int vocabulary, int width, int types, int positions, int firstPosition) {
    }

    /** The encoder; {@code width} is a multiple of {@code heads}, {@code inner} the width inside the feed-forward part. */
    record Size(int layers, int width, int heads, int inner) {
    }

    static BertConfig of(Settings settings, List<String> vocabulary) {
        String type = settings.text("model_type", "bert");
        boolean roberta = type.equals("roberta");
        settings.text("position_embedding_type", List.of("absolute"), "absolute");
        Size size = new Size(settings.positive("num_hidden_layers"), settings.positive("hidden_size"),
                settings.positive("num_attention_heads"), settings.positive("intermediate_size"));
        if (size.width() % size.heads() != 0) {
            throw settings.wrong("hidden_size", "a multiple of num_attention_heads, " + size.heads());
        }
        int first = roberta ? settings.natural("pad_token_id", 1) + 1 : 0;
        Embeddings embeddings = new Embeddings(settings.positive("vocab_size"),
                type.equals("electra") ? settings.positive("embedding_size") : size.width(),
                settings.positive("type_vocab_size", 2), settings.positive("max_position_embeddings"), first);
        if (embeddings.positions() <= first) {
            throw settings.wrong("max_position_embeddings", "more than " + first + ", where positions begin");
        }
        if (vocabulary.size() != embeddings.vocabulary()) {
            throw settings.wrong("vocab_size", vocabulary.size() + ", the number of pieces in its vocabulary");
        }
        String activation = settings.text("hidden_act", Activation.names(), "gelu");
        return new BertConfig(type, embeddings, size, Activation.named(activation).orElseThrow(),
                settings.fraction("layer_norm_eps", roberta ? 1e-5f : 1e-12f));
    }

    String layer(int layer) {
        return prefix + ".encoder.layer." + layer + ".";
    }

    @Override
    public int longest() {
        return embeddings.positions() - embeddings.firstPosition();
    }

    @Override
    public SpanGraph network() {
        return new BertGraph(this);
    }
}
