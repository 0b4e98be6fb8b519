package dev.mrc.model;

import java.util.List;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Unstack;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;

/**
 * The network of {@code model/train/network.py} as TensorFlow ops. Whatever depends on weights alone is worked out here, once:
 * the three embeddings and their projection become one table, the query's scale goes into its weights.
 */
record MatchGraph(MatchConfig config) implements SpanGraph {
    /** The logit of what cannot be an answer, and the attention to padding, as in training. */
    private static final float BLOCKED = -1e4f;

    @Override
    public Logits build(Ops tf, Weights weights, Batch batch) {
        Operand<TInt32> length = tf.slice(tf.shape(batch.ids()), tf.array(1), tf.array(1));
        Batch even = new Batch(even(tf, batch.ids(), length), even(tf, batch.mask(), length),
                even(tf, batch.segments(), length));
        Logits logits = logits(tf, weights, even);
        Operand<TInt32> size = tf.shape(batch.ids());
        return new Logits(tf.slice(logits.start(), tf.array(0, 0), size), tf.slice(logits.end(), tf.array(0, 0), size));
    }

    /** Padded to a multiple of the stretch in which positions are copied; rows whose size is even are faster throughout. */
    private static Operand<TInt32> even(Ops tf, Operand<TInt32> x, Operand<TInt32> length) {
        Operand<TInt32> more = tf.math.floorMod(tf.math.neg(length), tf.constant(RelativePositions.STRETCH));
        return tf.pad(x, tf.reshape(tf.concat(List.of(tf.array(0, 0, 0), more), tf.constant(0)), tf.array(2, 2)),
                tf.constant(0));
    }

    private Logits logits(Ops tf, Weights weights, Batch batch) {
        FloatOps f = new FloatOps(tf, weights.precision());
        TransformerOps ops = new TransformerOps(tf, weights, batch, config.encoder().epsilon());
        MatchFeatures match = new MatchFeatures(tf, weights, config, batch);
        Checkpoint checkpoint = weights.checkpoint();
        int width = config.encoder().width();
        int featureWidth = MatchFeatures.COLUMNS + config.tables().flags();
        Operand<TFloating> features = f.floats(tf.reshape(match.columns(), tf.array(-1, featureWidth)));

        Operand<TFloating> x = tf.reshape(f.look(MatchEmbedding.table(weights, config), batch.ids()), tf.array(-1, width));
        x = f.plus(x, ops.linear(features, "features_to_hidden",
                Linear.of(checkpoint, "features_to_hidden", featureWidth, width)));
        x = encode(ops, weights, ops.layerNorm(x, "norm", width), context(tf, weights, ops, batch));
        x = tf.concat(List.of(ops.layerNorm(x, "final_norm", width), features), tf.constant(1));
        x = Activation.GELU.of(f,
                ops.linear(x, "head_hidden", Linear.of(checkpoint, "head_hidden", width + featureWidth, config.headSize())));
        x = ops.linear(x, "head_out", Linear.of(checkpoint, "head_out", config.headSize(), 2));

        Operand<TBool> start = tf.math.logicalAnd(tf.math.equal(batch.ids(), tf.constant(MatchConfig.CLS)),
                tf.math.greater(batch.mask(), tf.constant(0)));
        Operand<TBool> allowed = tf.math.logicalOr(start, tf.math.greater(f.floats(match.passage()), f.constant(0)));
        List<? extends Operand<TFloating>> both = tf.unstack(ops.windows(x, 2), 2L, Unstack.axis(2L)).output();
        return new Logits(tf.select(allowed, both.get(0), f.constant(BLOCKED)),
                tf.select(allowed, both.get(1), f.constant(BLOCKED)));
    }

    /**
     * What all layers share.
     *
     * @param real [B * L, 1] 1 on real pieces
     * @param blocked [B, 1, 1, L] what is added to the scores of padding
     * @param positions for each layer what distance adds to its scores, [heads, L, L]
     */
    private record Context(Operand<TFloating> real, Operand<TFloating> blocked, List<? extends Operand<TFloating>> positions) {
    }

    private Context context(Ops tf, Weights weights, TransformerOps ops, Batch batch) {
        FloatOps f = new FloatOps(tf, weights.precision());
        Operand<TFloating> mask = f.floats(batch.mask());
        Operand<TFloating> blocked = f.times(f.expand(f.expand(f.minus(f.constant(1), mask), 1), 1), BLOCKED);
        Operand<TFloating> positions = positions(weights.checkpoint()).build(tf, weights, ops.length());
        return new Context(tf.reshape(mask, tf.array(-1, 1)), blocked,
                tf.split(tf.constant(0), positions, (long) config.encoder().layers()).output());
    }

    private Operand<TFloating> encode(TransformerOps ops, Weights weights, Operand<TFloating> rows, Context context) {
        MatchConfig.Encoder encoder = config.encoder();
        FloatOps f = ops.floats();
        Checkpoint checkpoint = weights.checkpoint();
        int width = encoder.width();
        float scale = (float) Math.sqrt((double) encoder.heads() / width);
        Operand<TFloating> x = rows;
        for (int layer = 0; layer < encoder.layers(); layer++) {
            String block = "blocks." + layer + ".";
            Operand<TFloating> still = f.times(ops.layerNorm(x, block + "conv_norm", width), context.real());
            x = f.plus(x, ops.convolve(still, block + "conv", encoder.kernel(), width));
            Operand<TFloating> qkv = ops.linear(x, block + "attention_norm", block + "qkv",
                    Linear.of(checkpoint, block + "qkv", width, 3 * width).times(scale, width));
            Operand<TFloating> mixed = ops.attend(qkv, encoder.heads(), width,
                    List.of(context.positions().get(layer), context.blocked()));
            x = f.plus(x, ops.linear(mixed, block + "out", Linear.of(checkpoint, block + "out", width, width)));
            Operand<TFloating> inner = Activation.GELU.of(f, ops.linear(x, block + "feed_norm", block + "up",
                    Linear.of(checkpoint, block + "up", width, encoder.inner())));
            x = f.plus(x, ops.linear(inner, block + "down", Linear.of(checkpoint, block + "down", encoder.inner(), width)));
        }
        return x;
    }

    private RelativePositions positions(Checkpoint checkpoint) {
        MatchConfig.Encoder encoder = config.encoder();
        int rows = 2 * encoder.clip() + 1;
        float[][] tables = new float[encoder.layers()][];
        for (int layer = 0; layer < encoder.layers(); layer++) {
            tables[layer] = checkpoint.floats("blocks." + layer + ".position", rows, encoder.heads());
        }
        return new RelativePositions(encoder.clip(), encoder.layers() * encoder.heads(), Matrices.beside(rows, tables));
    }
}
