package dev.mrc.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.io.ParseExample;
import org.tensorflow.proto.Example;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;

import com.google.protobuf.InvalidProtocolBufferException;

import dev.mrc.tokenize.Tokens;

class ExampleEncoderTest {
    private static final String[] FEATURES = { "input_ids", "input_mask", "segment_ids", "unique_ids" };

    private final ExampleEncoder encoder = new ExampleEncoder(2, 3, 0);
    private final Window window = new Window(300, 0, ids(31_999, 7), ids(100, 128, 16_384, 5), new Window.Slice(1, 4),
            new Window.Slice(1, 4));

    @Test
    void freeLengthHoldsTheWindowAndNothingElse() throws InvalidProtocolBufferException {
        Example example = Example.parseFrom(encoder.encode(window));

        assertThat(example.getFeatures().getFeatureMap()).containsOnlyKeys(FEATURES);
        assertThat(feature(example, "input_ids")).containsExactly(2L, 31_999L, 7L, 3L, 128L, 16_384L, 5L, 3L);
        assertThat(feature(example, "input_mask")).containsExactly(1L, 1L, 1L, 1L, 1L, 1L, 1L, 1L);
        assertThat(feature(example, "segment_ids")).containsExactly(0L, 0L, 0L, 0L, 1L, 1L, 1L, 1L);
        assertThat(feature(example, "unique_ids")).containsExactly(300L);
    }

    @Test
    void fixedLengthIsPaddedWithMaskAndSegmentZero() throws InvalidProtocolBufferException {
        Example example = Example.parseFrom(new ExampleEncoder(2, 3, 200).encode(window, 10));

        assertThat(feature(example, "input_ids")).containsExactly(2L, 31_999L, 7L, 3L, 128L, 16_384L, 5L, 3L, 200L, 200L);
        assertThat(feature(example, "input_mask")).containsExactly(1L, 1L, 1L, 1L, 1L, 1L, 1L, 1L, 0L, 0L);
        assertThat(feature(example, "segment_ids")).containsExactly(0L, 0L, 0L, 0L, 1L, 1L, 1L, 1L, 0L, 0L);
    }

    @Test
    void nothingIsCutToFitAFixedLength() {
        assertThatIllegalArgumentException().isThrownBy(() -> encoder.encode(window, 7))
                .withMessage("The window has 8 tokens, the model takes 7; split into shorter windows");
    }

    @Test
    void anyWindowSurvivesTheWayThroughProtobufAndBack() throws InvalidProtocolBufferException {
        Random random = new Random(11);
        for (int round = 0; round < 500; round++) {
            int[] context = random.ints(random.nextInt(500), 0, 1 << (1 + random.nextInt(30))).toArray();
            int[] question = random.ints(random.nextInt(60), 0, 32_000).toArray();
            Window any = new Window(random.nextInt(1 << random.nextInt(31)), 0, ids(question), ids(context),
                    new Window.Slice(0, context.length), new Window.Slice(0, context.length));
            int length = any.length() + random.nextInt(100);

            byte[] bytes = encoder.encode(any, length);

            Example example = Example.parseFrom(bytes);
            assertThat(feature(example, "unique_ids")).containsExactly((long) any.uniqueId());
            assertThat(feature(example, "input_ids")).hasSize(length).startsWith(2L).containsSequence(
                    LongStream.concat(Arrays.stream(context).asLongStream(), LongStream.of(3)).boxed().toList());
            assertThat(feature(example, "input_mask").stream().mapToLong(Long::longValue).sum()).isEqualTo(any.length());
            assertThat(feature(example, "segment_ids").stream().mapToLong(Long::longValue).sum()).isEqualTo(context.length + 1);
            assertThat(bytes).isEqualTo(encoder.encode(any, length)).hasSize(example.getSerializedSize());
        }
    }

    @Test
    void tensorFlowParsesFreeLength() {
        Window shorter = new Window(301, 0, ids(9), ids(8), new Window.Slice(0, 1), new Window.Slice(0, 1));
        Ops tf = Ops.create();

        ParseExample parsed = tf.io.parseExample(serialized(tf, encoder.encode(window), encoder.encode(shorter)),
                names(tf), names(tf), names(tf), names(tf, FEATURES),
                List.of(), 0L, List.of(), List.of(TInt64.class, TInt64.class, TInt64.class, TInt64.class),
                List.of(TInt64.class, TInt64.class, TInt64.class, TInt64.class), List.of());

        assertThat(values(parsed.raggedValues().get(0))).containsExactly(2L, 31_999L, 7L, 3L, 128L, 16_384L, 5L, 3L, 2L, 9L, 3L,
                8L, 3L);
        assertThat(values(parsed.raggedRowSplits().get(0))).containsExactly(0L, 8L, 13L);
        assertThat(values(parsed.raggedValues().get(3))).containsExactly(300L, 301L);
    }

    @Test
    void tensorFlowParsesFixedLength() {
        Ops tf = Ops.create();
        Operand<TInt64> none = tf.constant(new long[0]);

        ParseExample parsed = tf.io.parseExample(serialized(tf, encoder.encode(window, 384), encoder.encode(window, 384)),
                names(tf), names(tf), names(tf, FEATURES), names(tf),
                List.of(none, none, none, none), 0L, List.of(), List.of(), List.of(),
                List.of(Shape.of(384), Shape.of(384), Shape.of(384), Shape.of()));

        assertThat(parsed.denseValues().get(0).shape()).isEqualTo(Shape.of(2, 384));
        assertThat(values(parsed.denseValues().get(0))).startsWith(2L, 31_999L, 7L, 3L, 128L, 16_384L, 5L, 3L, 0L);
        assertThat(values(parsed.denseValues().get(1)).stream().mapToLong(Long::longValue).sum()).isEqualTo(16);
        assertThat(values(parsed.denseValues().get(3))).containsExactly(300L, 300L);
    }

    private static Operand<TString> serialized(Ops tf, byte[]... examples) {
        NdArray<byte[]> array = NdArrays.vectorOfObjects(examples);
        return tf.constantOf(TString.tensorOfBytes(array));
    }

    private static Operand<TString> names(Ops tf, String... names) {
        NdArray<String> array = NdArrays.ofObjects(String.class, Shape.of(names.length));
        for (int i = 0; i < names.length; i++) {
            array.setObject(names[i], i);
        }
        return tf.constantOf(TString.tensorOf(array));
    }

    private static List<Long> values(Operand<?> operand) {
        List<Long> values = new ArrayList<>();
        ((TInt64) operand.asTensor()).scalars().forEach(value -> values.add(value.getLong()));
        return values;
    }

    private static List<Long> feature(Example example, String name) {
        return example.getFeatures().getFeatureOrThrow(name).getInt64List().getValueList();
    }

    private static Tokens ids(int... ids) {
        return Tokens.of(ids, new int[ids.length], new int[ids.length]);
    }
}
