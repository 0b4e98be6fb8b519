package dev.mrc.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.index.Indices;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Gather;
import org.tensorflow.op.nn.TopK;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;
import org.tensorflow.types.family.TType;

/**
 * Chooses spans inside the graph, so that a few of them leave the server instead of all logits. B windows, L positions of a
 * window, W pieces of the longest legal span.
 *
 * <p>
 * A span is legal if it ends at a position with a positive entry in {@code span_lengths}, takes at most so many pieces, and its
 * middle (the left one of two) lies between the bounds {@code span_owner}. Equal scores are ordered by end, then by start, as
 * the
 * service orders them: {@code TopK} promises the lower index, and spans are laid out in that order.
 */
final class SpanChoice {
    static final String SIGNATURE = "answer_spans";
    /** The best spans, and as many of the best that do not overlap: what the service's softmax takes. */
    static final int EACH = 20;

    private final Ops tf;
    private final Operand<TFloat32> start;
    private final Operand<TFloat32> end;
    private final Operand<TInt32> length;
    private final Operand<TInt32> width;
    /** First position of a span, [L, W], by its last position and its place among those that end there. */
    private final Operand<TInt32> first;
    private final Operand<TFloat32> none;

    private SpanChoice(Ops tf, Operand<TFloat32> start, Operand<TFloat32> end, Operand<TInt32> width) {
        this.tf = tf;
        this.start = tf.debugging.checkNumerics(start, "start_logits are not finite");
        this.end = tf.debugging.checkNumerics(end, "end_logits are not finite");
        this.width = width;
        this.length = at(tf.shape(start), 1);
        this.first = tf.math.add(tf.math.sub(expand(range(length), 1), tf.math.sub(width, tf.constant(1))), range(width));
        this.none = tf.constant(Float.NEGATIVE_INFINITY);
    }

    /**
     * Adds the choice to a graph.
     *
     * @param start logits, [B, L]
     * @param end logits, [B, L]
     * @param input says which spans are legal: {@code spanLengths}, the pieces of the longest by its last position, what is
     *        missing being 0; {@code spanOwner}, the first position where the middle may lie and the one behind the last
     * @return by name: {@code span_first}, {@code span_last} [B, 2 {@link #EACH}], input positions, first the best spans, then
     *         the best that do not overlap, each in falling order, -1 where there is none; their {@code span_start_logits} and
     *         {@code span_end_logits}; {@code null_logits} [B, 2], those of [CLS]
     */
    static Map<String, Operand<? extends TType>> of(Ops ops, Operand<TFloat32> start, Operand<TFloat32> end,
            ExampleInput input) {
        Ops tf = ops.withSubScope("span_choice");
        Operand<TInt32> longest = tf.max(
                tf.concat(List.of(tf.reshape(input.spanLengths(), tf.array(-1)), tf.array(1)), tf.constant(0)),
                tf.constant(0));
        SpanChoice choice = new SpanChoice(tf, start, end, longest);
        Operand<TFloat32> scores = choice.scores(input.spanLengths(), input.spanOwner());
        return choice.outputs(choice.best(scores), choice.apart(scores));
    }

    /** Ends and places, [B, EACH] each; the value is minus infinity where there is no span. */
    private record Chosen(Operand<TFloat32> score, Operand<TInt32> first, Operand<TInt32> last) {
    }

    /** [B, L, W], minus infinity where a span is not legal. */
    private Operand<TFloat32> scores(Operand<TInt32> lengths, Operand<TInt32> owner) {
        Operand<TInt32> missing = tf.math.sub(length, at(tf.shape(lengths), 1));
        Operand<TInt32> padding = tf.stack(List.of(tf.array(0, 0), tf.stack(List.of(tf.constant(0), missing))));
        Operand<TInt32> longest = expand(tf.pad(lengths, padding, tf.constant(0)), 2); // [B, L, 1]
        Operand<TInt32> pieces = tf.math.sub(width, range(width)); // [W]
        Operand<TInt32> sum = tf.math.add(first, expand(range(length), 1)); // [L, W]
        Operand<TInt32> from = doubled(owner, 0); // [B, 1, 1]
        Operand<TInt32> to = doubled(owner, 1);
        Operand<TBool> legal = tf.math.logicalAnd(
                tf.math.logicalAnd(tf.math.lessEqual(pieces, longest), tf.math.greaterEqual(first, tf.constant(0))),
                tf.math.logicalAnd(tf.math.greaterEqual(sum, from), tf.math.less(sum, to)));
        Operand<TInt32> inside = tf.math.maximum(first, tf.constant(0));
        Operand<TFloat32> both = tf.math.add(tf.gather(start, inside, tf.constant(1)), expand(end, 2)); // [B, L, W]
        return tf.select(legal, both, none);
    }

    private Operand<TInt32> doubled(Operand<TInt32> owner, int bound) {
        Operand<TInt32> column = tf.gather(owner, tf.array(bound), tf.constant(1)); // [B, 1]
        return expand(tf.math.mul(column, tf.constant(2)), 2);
    }

    private Chosen best(Operand<TFloat32> scores) {
        Operand<TInt32> rows = at(tf.shape(scores), 0);
        Operand<TFloat32> rest = tf.fill(tf.stack(List.of(rows, tf.constant(EACH))), none);
        return chosen(tf.nn.topK(tf.concat(List.of(flat(scores), rest), tf.constant(1)), tf.constant(EACH), TInt32.class));
    }

    /** The best span, then the best of those that touch none taken before, and so on. */
    private Chosen apart(Operand<TFloat32> scores) {
        Operand<TFloat32> left = scores;
        List<Operand<TFloat32>> score = new ArrayList<>();
        List<Operand<TInt32>> firsts = new ArrayList<>();
        List<Operand<TInt32>> lasts = new ArrayList<>();
        for (int i = 0; i < EACH; i++) {
            Chosen top = chosen(tf.nn.topK(flat(left), tf.constant(1), TInt32.class)); // [B, 1]
            score.add(top.score);
            firsts.add(top.first);
            lasts.add(top.last);
            Operand<TBool> before = tf.math.less(expand(range(length), 1), expand(top.first, 2)); // [B, L, 1]
            Operand<TBool> behind = tf.math.greater(first, expand(top.last, 2)); // [B, L, W]
            left = tf.select(tf.math.logicalOr(before, behind), left, none);
        }
        return new Chosen(tf.concat(score, tf.constant(1)), tf.concat(firsts, tf.constant(1)),
                tf.concat(lasts, tf.constant(1)));
    }

    private Chosen chosen(TopK<TFloat32, TInt32> top) {
        Operand<TInt32> last = tf.math.floorDiv(top.indices(), width);
        Operand<TInt32> place = tf.math.floorMod(top.indices(), width);
        return new Chosen(top.values(), tf.math.add(tf.math.sub(last, tf.math.sub(width, tf.constant(1))), place), last);
    }

    private Map<String, Operand<? extends TType>> outputs(Chosen best, Chosen apart) {
        Operand<TBool> there = tf.math.greater(tf.concat(List.of(best.score, apart.score), tf.constant(1)), none);
        Operand<TInt32> from = tf.select(there, tf.concat(List.of(best.first, apart.first), tf.constant(1)), tf.constant(-1));
        Operand<TInt32> to = tf.select(there, tf.concat(List.of(best.last, apart.last), tf.constant(1)), tf.constant(-1));
        Operand<TInt32> cls = tf.array(0);
        return Map.of("span_first", from, "span_last", to,
                "span_start_logits", logits(start, from), "span_end_logits", logits(end, to),
                "null_logits", tf.concat(List.<Operand<TFloat32>> of(tf.gather(start, cls, tf.constant(1)),
                        tf.gather(end, cls, tf.constant(1))), tf.constant(1)));
    }

    /** Each row's own logits at its positions; those of [CLS] where there is no span. */
    private Operand<TFloat32> logits(Operand<TFloat32> all, Operand<TInt32> positions) {
        return tf.gather(all, tf.math.maximum(positions, tf.constant(0)), tf.constant(1), Gather.batchDims(1L));
    }

    private Operand<TFloat32> flat(Operand<TFloat32> scores) {
        return tf.reshape(scores, tf.stack(List.of(at(tf.shape(scores), 0), tf.math.mul(length, width))));
    }

    private Operand<TInt32> range(Operand<TInt32> size) {
        return tf.range(tf.constant(0), size, tf.constant(1));
    }

    private <T extends TNumber> Operand<T> expand(Operand<T> x, int axis) {
        return tf.expandDims(x, tf.constant(axis));
    }

    private Operand<TInt32> at(Operand<TInt32> shape, int axis) {
        return tf.stridedSlice(shape, Indices.at(axis));
    }
}
