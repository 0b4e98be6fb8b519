package dev.mrc.model;

import java.util.ArrayList;
import java.util.List;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Unstack;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;

/**
 * The network of {@code model/train/network.py} as TensorFlow ops. Whatever depends on weights alone is worked out here, once:
 * the three embeddings and their projection become one table, the query's scale goes into its weights.
 */
record MatchGraph(MatchConfig config) implements SpanGraph {
    /** The logit of what cannot be an answer, and the attention to padding, as in training. */
    private static final float BLOCKED = -1e4f;

    @Override
    public Logits build(Ops tf, Weights weights, Batch batch) {
        FloatOps f = new FloatOps(tf);
        MatchConfig.Encoder encoder = config.encoder();
        TransformerOps ops = new TransformerOps(tf, weights, batch, encoder.epsilon());
        MatchFeatures match = new MatchFeatures(tf, weights, config, batch);
        int width = encoder.width();
        int featureWidth = MatchFeatures.COLUMNS + config.tables().flags();
        Operand<TFloat32> features = tf.reshape(match.columns(), tf.array(-1, featureWidth));

        Operand<TFloat32> pieces = tf.reshape(f.look(MatchEmbedding.table(weights, config), batch.ids()), tf.array(-1, width));
        Operand<TFloat32> x = ops.layerNorm(f.plus(pieces, ops.linear(features, "features_to_hidden", featureWidth, width)),
                "norm", width);
        x = encode(tf, weights, ops, new Encoded(x, f.floats(batch.mask())));
        x = tf.concat(List.of(ops.layerNorm(x, "final_norm", width), features), tf.constant(1));
        x = ops.gelu(ops.linear(x, "head_hidden", width + featureWidth, config.headSize()));
        Operand<TFloat32> logits = ops.windows(ops.linear(x, "head_out", config.headSize(), 2), 2);

        Operand<TBool> start = tf.math.logicalAnd(tf.math.equal(batch.ids(), tf.constant(MatchConfig.CLS)),
                tf.math.greater(batch.mask(), tf.constant(0)));
        Operand<TBool> allowed = tf.math.logicalOr(start, tf.math.greater(match.passage(), f.constant(0)));
        List<? extends Operand<TFloat32>> both = tf.unstack(logits, 2L, Unstack.axis(2L)).output();
        return new Logits(tf.select(allowed, both.get(0), f.constant(BLOCKED)),
                tf.select(allowed, both.get(1), f.constant(BLOCKED)));
    }

    /** Rows on their way through the encoder, and [B, L] 1 on real pieces. */
    private record Encoded(Operand<TFloat32> rows, Operand<TFloat32> mask) {
    }

    private Operand<TFloat32> encode(Ops tf, Weights weights, TransformerOps ops, Encoded input) {
        FloatOps f = new FloatOps(tf);
        MatchConfig.Encoder encoder = config.encoder();
        int width = encoder.width();
        Operand<TFloat32> real = tf.reshape(input.mask(), tf.array(-1, 1));
        Operand<TFloat32> blocked = f.times(f.expand(f.expand(f.minus(f.constant(1), input.mask()), 1), 1), BLOCKED);
        List<? extends Operand<TFloat32>> positions = positions(tf, weights, ops);
        Operand<TFloat32> x = input.rows();
        for (int layer = 0; layer < encoder.layers(); layer++) {
            String name = "blocks." + layer + ".";
            Operand<TFloat32> still = f.times(ops.layerNorm(x, name + "conv_norm", width), real);
            x = f.plus(x, ops.convolve(still, name + "conv", encoder.kernel(), width));
            Operand<TFloat32> mixed = ops.attend(queries(weights, ops, ops.layerNorm(x, name + "attention_norm", width), name),
                    encoder.heads(), width, List.of(positions.get(layer), blocked));
            x = f.plus(x, ops.linear(mixed, name + "out", width, width));
            Operand<TFloat32> inner = ops.gelu(
                    ops.linear(ops.layerNorm(x, name + "feed_norm", width), name + "up", width, encoder.inner()));
            x = f.plus(x, ops.linear(inner, name + "down", encoder.inner(), width));
        }
        return x;
    }

    /** Queries, keys and values of one block in one product; the queries come out scaled. */
    private Operand<TFloat32> queries(Weights weights, TransformerOps ops, Operand<TFloat32> rows, String block) {
        int width = config.encoder().width();
        float scale = (float) (1 / Math.sqrt((double) width / config.encoder().heads()));
        float[] weight = weights.checkpoint().floats(block + "qkv.weight", 3 * width, width);
        float[] bias = weights.checkpoint().floats(block + "qkv.bias", 3 * width);
        for (int i = 0; i < width * width; i++) {
            weight[i] *= scale;
        }
        for (int i = 0; i < width; i++) {
            bias[i] *= scale;
        }
        return ops.linear(rows, block + "qkv", weight, bias);
    }

    /** For each layer what distance adds to attention, [heads, L, L]; one look-up serves all layers. */
    private List<? extends Operand<TFloat32>> positions(Ops tf, Weights weights, TransformerOps ops) {
        MatchConfig.Encoder encoder = config.encoder();
        int rows = 2 * encoder.clip() + 1;
        List<float[]> tables = new ArrayList<>();
        for (int layer = 0; layer < encoder.layers(); layer++) {
            tables.add(weights.checkpoint().floats("blocks." + layer + ".position", rows, encoder.heads()));
        }
        int columns = encoder.layers() * encoder.heads();
        Operand<TFloat32> table = weights.floats("position", Matrices.beside(rows, tables.toArray(float[][]::new)), rows,
                columns);
        Operand<TFloat32> all = tf.linalg.transpose(new FloatOps(tf).look(table, ops.distances(encoder.clip())),
                tf.array(2, 0, 1));
        return tf.split(tf.constant(0), all, (long) encoder.layers()).output();
    }
}
