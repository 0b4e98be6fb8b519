package dev.mrc.model;

import java.util.List;
import java.util.stream.Stream;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Unstack;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;

/**
 * BERT's encoder with a layer for start and end logits on top, in the shapes of it that BERT, ELECTRA and RoBERTa are. Tensor
 * names are Hugging Face's. Query, key and value are one matrix, into which the query's scale is worked.
 */
record BertGraph(BertConfig config) implements SpanGraph {
    /** What is added to the attention to padding, as in BERT's own code. */
    private static final float BLOCKED = -1e4f;

    @Override
    public Logits build(Ops tf, Weights weights, Batch batch) {
        FloatOps f = new FloatOps(tf, weights.precision());
        TransformerOps ops = new TransformerOps(tf, weights, batch, config.epsilon());
        Operand<TFloating> mask = f.floats(batch.mask());
        Operand<TFloating> blocked = f.times(f.expand(f.expand(f.minus(f.constant(1), mask), 1), 1), BLOCKED);
        Operand<TFloating> x = embed(tf, weights, ops, batch);
        for (int layer = 0; layer < config.size().layers(); layer++) {
            x = encode(ops, new Layer(config, weights.checkpoint(), layer), x, blocked);
        }
        x = ops.linear(x, "qa_outputs", linear(weights.checkpoint(), "qa_outputs", config.size().width(), 2));
        List<? extends Operand<TFloating>> both = tf.unstack(ops.windows(x, 2), 2L, Unstack.axis(2L)).output();
        return new Logits(both.get(0), both.get(1));
    }

    /** [B * L, width]. */
    private Operand<TFloating> embed(Ops tf, Weights weights, TransformerOps ops, Batch batch) {
        BertConfig.Embeddings sizes = config.embeddings();
        FloatOps f = ops.floats();
        String name = config.prefix() + ".embeddings.";
        Operand<TFloating> x = f.look(weights.floats(name + "word_embeddings.weight", sizes.vocabulary(), sizes.width()),
                batch.ids());
        x = f.plus(x, positions(tf, weights.floats(name + "position_embeddings.weight", sizes.positions(), sizes.width()),
                ops, batch));
        Operand<TFloating> types = weights.floats(name + "token_type_embeddings.weight", sizes.types(), sizes.width());
        // With one type there is nothing to tell question and passage apart by; the one row is added everywhere.
        x = f.plus(x, sizes.types() == 1 ? types : f.look(types, batch.segments()));
        x = ops.layerNorm(tf.reshape(x, tf.array(-1, sizes.width())), name + "LayerNorm", sizes.width());
        String projection = config.prefix() + ".embeddings_project";
        return sizes.width() == config.size().width() ? x
                : ops.linear(x, projection, linear(weights.checkpoint(), projection, sizes.width(), config.size().width()));
    }

    /** [L, width] for BERT, [B, L, width] for RoBERTa, which counts real pieces from {@code firstPosition} on. */
    private Operand<TFloating> positions(Ops tf, Operand<TFloating> table, TransformerOps ops, Batch batch) {
        int first = config.embeddings().firstPosition();
        if (first == 0) {
            // A slice, unlike a range of indices, fails on every device when a row is longer than the table.
            return tf.slice(table, tf.array(0, 0), tf.stack(List.of(ops.length(), tf.constant(-1))));
        }
        Operand<TInt32> counted = tf.math.mul(tf.math.cumsum(batch.mask(), tf.constant(1)), batch.mask());
        return ops.floats().look(table, tf.math.add(counted, tf.constant(first - 1)));
    }

    private Operand<TFloating> encode(TransformerOps ops, Layer layer, Operand<TFloating> x, Operand<TFloating> blocked) {
        FloatOps f = ops.floats();
        BertConfig.Size size = config.size();
        int width = size.width();
        String block = layer.name();
        float scale = (float) Math.sqrt((double) size.heads() / width);
        Linear qkv = Linear.stacked(Stream.of("query", "key", "value")
                .map(part -> layer.linear("attention.self." + part, width, width)).toList());
        Operand<TFloating> mixed = ops.attend(ops.linear(x, block + "attention.self.qkv", qkv.times(scale, width)),
                size.heads(), width, List.of(blocked));
        Operand<TFloating> attended = ops.linear(mixed, block + "attention.output.dense",
                layer.linear("attention.output.dense", width, width));
        Operand<TFloating> y = ops.layerNorm(f.plus(x, attended), block + "attention.output.LayerNorm", width);
        Operand<TFloating> inner = config.activation().of(f, ops.linear(y, block + "intermediate.dense",
                layer.linear("intermediate.dense", width, size.inner())));
        Operand<TFloating> outer = ops.linear(inner, block + "output.dense",
                layer.linear("output.dense", size.inner(), width));
        return ops.layerNorm(f.plus(y, outer), block + "output.LayerNorm", width);
    }

    /** The tensors of one layer. */
    private record Layer(BertConfig config, Checkpoint checkpoint, int index) {
        String name() {
            return config.layer(index);
        }

        /** Some networks are trained without certain biases; but then in every layer, or else a tensor was lost. */
        Linear linear(String part, int from, int to) {
            return checkpoint.has(config.layer(0) + part + ".bias") ? Linear.of(checkpoint, name() + part, from, to)
                    : Linear.unbiased(checkpoint, name() + part, from, to);
        }
    }

    private static Linear linear(Checkpoint checkpoint, String name, int from, int to) {
        return checkpoint.has(name + ".bias") ? Linear.of(checkpoint, name, from, to)
                : Linear.unbiased(checkpoint, name, from, to);
    }
}
