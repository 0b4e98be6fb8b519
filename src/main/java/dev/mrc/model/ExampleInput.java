package dev.mrc.model;

import java.util.List;
import java.util.OptionalInt;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.io.ParseExample;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;
import org.tensorflow.types.family.TType;

/**
 * The receiving end of a servable: serialized {@code tf.Example}s in, a padded batch out. Rows may differ in length; each is
 * padded with 0 up to the longest of its batch, unless the servable is to take one length only.
 *
 * @param examples the signature's input, DT_STRING [batch]
 * @param uniqueIds one number a row, [batch]
 * @param spanLengths for {@link SpanChoice}, [batch, at most length]; a call of the other signature sends none
 * @param spanOwner for {@link SpanChoice}, [batch, 2]
 */
record ExampleInput(Placeholder<TString> examples, Operand<TInt64> uniqueIds, SpanGraph.Batch batch,
        Operand<TInt32> spanLengths, Operand<TInt32> spanOwner) {
    static final String PLACEHOLDER = "input_example_tensor";

    private static final Shape ONE = Shape.scalar();
    private static final Shape FREE = Shape.of(Shape.UNKNOWN_SIZE);
    private static final Shape BOUNDS = Shape.of(2);

    /** @param fixedLength the one length that every row must have; empty for any */
    static ExampleInput parse(Ops tf, OptionalInt fixedLength) {
        Placeholder<TString> examples = tf.withName(PLACEHOLDER).placeholder(TString.class, Placeholder.shape(FREE));
        // "Fill" because TensorFlow-Java makes no empty constants.
        Operand<TString> none = tf.fill(tf.array(0), tf.constant(""));
        // An empty default makes a feature required; of a free-length feature the default is the padding.
        Operand<TInt64> required = tf.fill(tf.array(0), tf.constant(0L));
        Shape row = fixedLength.isPresent() ? Shape.of(fixedLength.getAsInt()) : FREE;
        Operand<TInt64> padding = fixedLength.isPresent() ? required : tf.constant(0L);
        Operand<TInt64> free = tf.constant(0L);
        Operand<TInt64> nowhere = tf.array(0L, 0L);
        ParseExample parsed = tf.withName("ParseExample").io.parseExample(examples, none, none,
                tf.array("unique_ids", "input_ids", "input_mask", "segment_ids", "span_lengths", "span_owner"), none,
                List.of(required, padding, padding, padding, free, nowhere), 0L, List.of(), List.of(), List.of(),
                List.of(ONE, row, row, row, FREE, BOUNDS));
        return new ExampleInput(examples, feature(parsed, 0),
                new SpanGraph.Batch(small(tf, parsed, 1), small(tf, parsed, 2), small(tf, parsed, 3)),
                small(tf, parsed, 4), small(tf, parsed, 5));
    }

    private static Operand<TInt32> small(Ops tf, ParseExample parsed, int index) {
        return tf.dtypes.cast(feature(parsed, index), TInt32.class);
    }

    @SuppressWarnings("unchecked")
    private static Operand<TInt64> feature(ParseExample parsed, int index) {
        return (Operand<TInt64>) (Operand<? extends TType>) parsed.denseValues().get(index);
    }
}
