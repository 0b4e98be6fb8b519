package dev.mrc.model;

import java.util.List;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Stack;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;

/**
 * What can be said of each position from the ids alone, by counting exact matches between passage and question; nothing here
 * is learnt. The counterpart of {@code Features} in {@code model/train/network.py}, whose names and order it keeps.
 *
 * <p>
 * Shapes: [B] rows, [L] positions, [Q] leading positions up to the last question piece of the batch, [S] sentences.
 * All floats are float32, whatever the encoder computes in.
 */
final class MatchFeatures {
    /** Features besides the flags of each piece. */
    static final int COLUMNS = 17;

    private static final int FLAG_DIGIT = 1;
    private static final int FLAG_LATIN = 3;
    private static final int FLAG_SENTENCE_END = 5;
    private static final int NEAR = 6;
    private static final int FAR = 15;

    private final Ops tf;
    private final FloatOps f;
    private final MatchConfig config;
    private final Operand<TInt32> shape;

    private final Operand<TFloating> mask;
    private final Operand<TFloating> idf;
    private final Operand<TFloating> flags;
    private final Operand<TFloating> passage;
    private final Operand<TFloating> question;

    private final Operand<TInt32> canonical;
    private final Operand<TInt32> questionEnd;

    /** What is known once and for all of each piece, looked up for a batch. */
    MatchFeatures(Ops tf, Weights weights, MatchConfig config, SpanGraph.Batch batch) {
        this.tf = tf;
        this.f = new FloatOps(tf, Precision.FP32);
        this.config = config;
        this.shape = tf.shape(batch.ids());
        int pieces = config.tables().vocabulary();
        int flagCount = config.tables().flags();
        this.mask = f.floats(batch.mask());
        Operand<TFloating> special = f.ones(tf.math.logicalOr(tf.math.equal(batch.ids(), tf.constant(MatchConfig.CLS)),
                tf.math.equal(batch.ids(), tf.constant(MatchConfig.SEP))));
        Operand<TFloating> word = f.times(mask, f.minus(f.constant(1), special));
        this.passage = f.times(word, f.ones(tf.math.equal(batch.segments(), tf.constant(1))));
        this.question = f.times(word, f.ones(tf.math.equal(batch.segments(), tf.constant(0))));
        this.canonical = f.look(weights.ints("tables.canonical", pieces), batch.ids());
        this.idf = f.times(f.look(weights.exact("tables.idf", pieces), batch.ids()), word);
        this.flags = f.times(f.look(weights.exact("tables.flags", pieces, flagCount), batch.ids()), f.expand(word, 2));
        this.questionEnd = questionEnd();
    }

    /** [B, L] 1 on passage pieces. */
    Operand<TFloating> passage() {
        return passage;
    }

    /** [B, L, {@link #COLUMNS} + flags]. */
    Operand<TFloating> columns() {
        Operand<TFloating> asked = first(question);
        Operand<TFloating> equal = equal(asked);
        Operand<TFloating> pair = f.times(equal, f.shift(equal, 1));
        Operand<TFloating> triple = f.times(pair, f.shift(equal, 2));

        Operand<TFloating> match = f.largest(equal, 2);
        Operand<TFloating> pairs = f.largest(pair, 2);
        Operand<TFloating> bigram = f.larger(pairs, f.shift(pairs, -1));
        Operand<TFloating> triples = f.largest(triple, 2);
        Operand<TFloating> trigram = f.larger(f.larger(triples, f.shift(triples, -1)), f.shift(triples, -2));

        Operand<TFloating> raw = f.times(first(idf), asked);
        Operand<TFloating> weight = f.expand(
                tf.math.div(raw, f.plus(f.expand(f.sum(raw, 1), 1), f.constant(1e-6f))), 2); // [B, Q, 1], sums to one

        Operand<TFloating> member = member();
        Operand<TFloating> covered = covered(member, equal, weight);
        Operand<TFloating> sentence = spread(member, covered);
        Operand<TFloating> best = f.expand(f.largest(covered, 1), 1);
        Operand<TFloating> behind = f.times(f.minus(sentence, best), passage);
        Operand<TFloating> leads = f.times(f.ones(tf.math.greater(behind, f.constant(-1e-5f))), passage);

        return tf.concat(List.of(tf.stack(List.of(
                match, f.times(match, idf), bigram, trigram,
                sentence, spread(member, covered(member, pair, weight)), behind, leads,
                spread(member, f.shift(covered, -1)), spread(member, f.shift(covered, 1)),
                around(equal, weight, NEAR), around(equal, weight, FAR),
                answered(equal), idf, f.times(mask, best), passage, question), Stack.axis(2L)), flags), tf.constant(2));
    }

    /**
     * How many leading positions to look at. The network's definition always takes the limit; beyond the last question piece
     * all it multiplies is zeros.
     */
    private Operand<TInt32> questionEnd() {
        Operand<TInt32> places = tf.range(tf.constant(1), tf.math.add(length(), tf.constant(1)), tf.constant(1));
        Operand<TInt32> last = tf.max(tf.math.mul(tf.dtypes.cast(question, TInt32.class), places), tf.array(0, 1));
        return tf.clipByValue(last, tf.constant(1), tf.constant(config.features().question()));
    }

    private Operand<TInt32> length() {
        return tf.squeeze(tf.slice(shape, tf.array(1), tf.array(1)));
    }

    /** [B, L] to [B, Q]. */
    private Operand<TFloating> first(Operand<TFloating> x) {
        return tf.slice(x, tf.array(0, 0), tf.stack(List.of(tf.constant(-1), questionEnd)));
    }

    /** [B, L, Q] 1 where passage piece i is, but for case and "##", question piece j. */
    private Operand<TFloating> equal(Operand<TFloating> asked) {
        Operand<TInt32> ours = tf.expandDims(canonical, tf.constant(2));
        Operand<TInt32> theirs = tf.expandDims(
                tf.slice(canonical, tf.array(0, 0), tf.stack(List.of(tf.constant(-1), questionEnd))), tf.constant(1));
        return f.times(f.times(f.ones(tf.math.equal(ours, theirs)), f.expand(passage, 2)), f.expand(asked, 1));
    }

    /** [B, L, S] 1 where position i lies in sentence s. One ends at .?! unless a digit or Latin letter comes right before. */
    private Operand<TFloating> member() {
        Operand<TFloating> before = f.larger(f.shift(flag(FLAG_DIGIT), -1), f.shift(flag(FLAG_LATIN), -1));
        Operand<TFloating> end = f.times(f.times(flag(FLAG_SENTENCE_END), passage), f.minus(f.constant(1), before));
        Operand<TFloating> number = f.minus(tf.math.cumsum(end, tf.constant(1)), end);
        int sentences = config.features().sentences();
        Operand<TFloating> capped = tf.math.minimum(number, f.constant(sentences - 1));
        float[] names = new float[sentences];
        for (int i = 0; i < sentences; i++) {
            names[i] = i;
        }
        return f.times(f.ones(tf.math.equal(f.expand(capped, 2), f.floats(tf.constant(names)))), f.expand(passage, 2));
    }

    private Operand<TFloating> flag(int index) {
        return f.squeeze(tf.slice(flags, tf.array(0, 0, index), tf.array(-1, -1, 1)), 2);
    }

    /** [B, S] how much of the question, by weight, each sentence's hits [B, L, Q] cover. */
    private Operand<TFloating> covered(Operand<TFloating> member, Operand<TFloating> hits, Operand<TFloating> weight) {
        Operand<TFloating> found = f.product(member, hits, FloatOps.Turned.LEFT);
        return f.squeeze(f.product(tf.math.minimum(found, f.constant(1)), weight), 2);
    }

    /** [B, S] to [B, L]: to each position its sentence's number. */
    private Operand<TFloating> spread(Operand<TFloating> member, Operand<TFloating> bySentence) {
        return f.squeeze(f.product(member, f.expand(bySentence, 2)), 2);
    }

    /**
     * [B, L] how much of the question is found within {@code reach} positions on both sides. A maximum over the neighbourhood
     * says the same as the definition's difference of running sums, cut at 1.
     */
    private Operand<TFloating> around(Operand<TFloating> equal, Operand<TFloating> weight, int reach) {
        Operand<TFloating> near = f.squeeze(tf.nn.maxPool(f.expand(equal, 2), tf.array(1, 2 * reach + 1, 1, 1),
                tf.array(1, 1, 1, 1), "SAME"), 2);
        return f.times(f.squeeze(f.product(near, weight), 2), passage);
    }

    /** [B, L] 1 on question pieces that the passage has too. */
    private Operand<TFloating> answered(Operand<TFloating> equal) {
        Operand<TInt32> rest = tf.math.sub(length(), questionEnd);
        Operand<TInt32> padding = tf.reshape(tf.stack(List.of(tf.constant(0), tf.constant(0), tf.constant(0), rest)),
                tf.array(2, 2));
        return tf.pad(f.largest(equal, 1), padding, f.constant(0));
    }
}
