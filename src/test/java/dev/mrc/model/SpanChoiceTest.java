package dev.mrc.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/** The graph against an oracle that scores every pair of positions. */
class SpanChoiceTest {
    private record Span(int first, int last, float score) {
    }

    private record Batch(float[][] start, float[][] end, int[][] lengths, int[][] owner) {
    }

    @Test
    void theSpansOfRandomWindowsEqualTheOracle() {
        Random random = new Random(20261127);
        for (int round = 0; round < 60; round++) {
            Batch batch = batch(random, 1 + random.nextInt(4), 5 + random.nextInt(90), round % 2 == 0);
            Map<String, Object> chosen = run(batch);
            for (int row = 0; row < batch.start.length; row++) {
                List<Span> all = oracle(batch, row);
                assertThat(half(chosen, batch, row, 0)).isEqualTo(all.subList(0, Math.min(SpanChoice.EACH, all.size())));
                assertThat(half(chosen, batch, row, SpanChoice.EACH)).isEqualTo(apart(all));
                assertThat(((float[][]) chosen.get("null_logits"))[row]).containsExactly(batch.start[row][0],
                        batch.end[row][0]);
            }
        }
    }

    @Test
    void aWindowWithoutALegalSpanHasNone() {
        Batch batch = batch(new Random(1), 1, 30, false);

        assertThat(half(run(new Batch(batch.start, batch.end, new int[1][0], batch.owner)), batch, 0, 0)).isEmpty();
    }

    @Test
    void logitsThatAreNotFiniteAreRefused() {
        Batch batch = batch(new Random(1), 1, 30, false);
        batch.end[0][29] = Float.NaN;

        assertThatThrownBy(() -> run(batch)).isInstanceOf(TFInvalidArgumentException.class)
                .hasMessageContaining("end_logits are not finite");
    }

    /** Lengths come shorter than the logits where the batch is padded; coarse logits tie often. */
    private static Batch batch(Random random, int rows, int length, boolean coarse) {
        float[][] start = new float[rows][length];
        float[][] end = new float[rows][length];
        int[][] lengths = new int[rows][length - random.nextInt(3)];
        int[][] owner = new int[rows][];
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < length; i++) {
                start[row][i] = (float) (coarse ? random.nextInt(5) : random.nextGaussian() * 4);
                end[row][i] = (float) (coarse ? random.nextInt(5) : random.nextGaussian() * 4);
            }
            int first = 3;
            for (int i = first; i < lengths[row].length; i++) {
                lengths[row][i] = random.nextInt(Math.min(12, i - first + 1) + 1);
            }
            int from = random.nextInt(length);
            owner[row] = new int[] { from, from + random.nextInt(length) };
        }
        return new Batch(start, end, lengths, owner);
    }

    private static List<Span> oracle(Batch batch, int row) {
        List<Span> all = new ArrayList<>();
        for (int last = 0; last < batch.lengths[row].length; last++) {
            for (int first = last - batch.lengths[row][last] + 1; first <= last; first++) {
                int middle = (first + last) / 2;
                if (middle >= batch.owner[row][0] && middle < batch.owner[row][1]) {
                    all.add(new Span(first, last, batch.start[row][first] + batch.end[row][last]));
                }
            }
        }
        all.sort(Comparator.comparing(Span::score).reversed());
        return all;
    }

    private static List<Span> apart(List<Span> all) {
        List<Span> taken = new ArrayList<>();
        for (Span span : all) {
            if (taken.size() < SpanChoice.EACH
                    && taken.stream().allMatch(other -> span.last < other.first || span.first > other.last)) {
                taken.add(span);
            }
        }
        return taken;
    }

    private static List<Span> half(Map<String, Object> chosen, Batch batch, int row, int from) {
        List<Span> spans = new ArrayList<>();
        for (int i = from; i < from + SpanChoice.EACH; i++) {
            int first = ((int[][]) chosen.get("span_first"))[row][i];
            int last = ((int[][]) chosen.get("span_last"))[row][i];
            if (first >= 0) {
                float start = ((float[][]) chosen.get("span_start_logits"))[row][i];
                float end = ((float[][]) chosen.get("span_end_logits"))[row][i];
                assertThat(start).isEqualTo(batch.start[row][first]);
                assertThat(end).isEqualTo(batch.end[row][last]);
                spans.add(new Span(first, last, start + end));
            }
        }
        return spans;
    }

    private static Map<String, Object> run(Batch batch) {
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Placeholder<TFloat32> start = tf.placeholder(TFloat32.class);
            Placeholder<TFloat32> end = tf.placeholder(TFloat32.class);
            Placeholder<TInt32> lengths = tf.placeholder(TInt32.class);
            Placeholder<TInt32> owner = tf.placeholder(TInt32.class);
            Map<String, Operand<? extends TType>> outputs = SpanChoice.of(tf, start, end,
                    new ExampleInput(null, null, null, lengths, owner));
            try (Session session = new Session(graph); TFloat32 starts = TFloat32.tensorOf(StdArrays.ndCopyOf(batch.start))) {
                Session.Runner runner = session.runner().feed(start, starts).feed(end, TFloat32.tensorOf(
                        StdArrays.ndCopyOf(batch.end))).feed(lengths, TInt32.tensorOf(StdArrays.ndCopyOf(batch.lengths)))
                        .feed(owner, TInt32.tensorOf(StdArrays.ndCopyOf(batch.owner)));
                List<String> names = List.copyOf(outputs.keySet());
                names.forEach(name -> runner.fetch(outputs.get(name)));
                try (Result result = runner.run()) {
                    Map<String, Object> values = new HashMap<>();
                    for (int i = 0; i < names.size(); i++) {
                        values.put(names.get(i), array(result.get(i)));
                    }
                    return values;
                }
            }
        }
    }

    private static Object array(Tensor tensor) {
        return tensor instanceof TInt32 numbers ? StdArrays.array2dCopyOf(numbers)
                : StdArrays.array2dCopyOf((TFloat32) tensor);
    }
}
