package dev.mrc.serving.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.io.ParseExample;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TType;

/**
 * The SavedModel that {@link ServingContract} asks for: half plus two, which TensorFlow Serving's own tests use, and beside it
 * a signature for everything a request or a reply can be made of. Without variables, so one file is all of it.
 */
final class ContractModel {
    static final String NAME = "half_plus_two";
    static final String VERSION = "123";

    private static final Map<String, Class<? extends TType>> TYPES = Map.of("float", TFloat32.class, "double", TFloat64.class,
            "int32", TInt32.class, "int64", TInt64.class, "uint8", TUint8.class, "bool", TBool.class, "string", TString.class,
            "half", TFloat16.class);

    private static final Map<String, DataType> NARROW = Map.of("int8", DataType.DT_INT8, "int16", DataType.DT_INT16, "uint32",
            DataType.DT_UINT32, "uint64", DataType.DT_UINT64);

    private final Ops tf;
    private final Map<String, SignatureDef> signatures = new TreeMap<>();

    private ContractModel(Ops tf) {
        this.tf = tf;
    }

    /** Writes the version's directory below {@code base}, over what is there. */
    static void write(Path base) {
        SavedModels.write(base.resolve(VERSION), tf -> new ContractModel(tf).build());
    }

    private Map<String, SignatureDef> build() {
        Placeholder<TFloat32> x = tf.withName("x").placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1)));
        add("serving_default", Map.of("x", x), Map.of("y", tf.withName("y").math.add(half(x), tf.constant(2f))));
        TYPES.forEach((name, type) -> {
            Operand<?> input = tf.placeholder(type);
            add("same_" + name, Map.of("default", input), Map.of("same", tf.identity(input)));
        });
        NARROW.forEach(this::addNarrow);
        addNamed();
        addOddShapes();
        addExamples();
        return signatures;
    }

    private Operand<TFloat32> half(Operand<TFloat32> value) {
        return tf.math.mul(value, tf.constant(0.5f));
    }

    /** TensorFlow-Java has no class for these, so the operations are built by name. */
    private void addNarrow(String name, DataType type) {
        Output<TInt32> input = tf.scope().env().opBuilder("Placeholder", "in_" + name, tf.scope()).setAttr("dtype", type)
                .build()
                .output(0);
        Output<TInt32> output = tf.scope().env().opBuilder("Identity", "out_" + name, tf.scope()).addInput(input).build()
                .output(0);
        add("same_" + name, Map.of("default", input), Map.of("same", output));
    }

    private void addNamed() {
        Operand<?> ints = tf.placeholder(TInt32.class);
        Operand<?> texts = tf.placeholder(TString.class);
        Operand<?> more = tf.placeholder(TString.class);
        add("named", Map.of("int_tensor", ints, "str_tensor", texts, "str2_tensor", more),
                Map.of("int_tensor", tf.identity(ints), "str_tensor", tf.identity(texts), "str2_tensor", tf.identity(more)));
        add("two_inputs", Map.of("int_tensor", ints, "str_tensor", texts), Map.of("ints", tf.identity(ints)));
        add("image", Map.of("image", texts), Map.of("image_bytes", tf.identity(texts)));
        add("images", Map.of("image", texts), Map.of("image_bytes", tf.identity(texts), "Image_BYTES", tf.identity(texts)));
    }

    private void addOddShapes() {
        Placeholder<TInt32> x = tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(-1)));
        Operand<TFloat32> floats = tf.placeholder(TFloat32.class);
        Operand<TInt32> total = tf.reduceSum(x, tf.constant(0));
        Operand<TInt32> doubled = tf.concat(List.of(x, x), tf.constant(0));
        Operand<TFloat32> none = tf.zeros(tf.array(0, 2), TFloat32.class);
        Operand<TFloat32> one = tf.zeros(tf.array(1, 2), TFloat32.class);
        Map<String, Operand<?>> inputs = Map.of("x", x);
        add("total", inputs, Map.of("total", total));
        add("total_and_same", inputs, Map.of("total", total, "same", tf.identity(x)));
        add("doubled_and_same", inputs, Map.of("doubled", doubled, "same", tf.identity(x)));
        add("no_rows", inputs, Map.of("rows", none));
        add("no_rows_twice", inputs, Map.of("rows", none, "more", tf.identity(none)));
        add("no_rows_and_one", inputs, Map.of("none", none, "one", one));
        add("no_columns", inputs, Map.of("rows", tf.zeros(tf.array(2, 0), TFloat32.class)));
        add("to_half", Map.of("x", floats), Map.of("half", tf.dtypes.cast(floats, TFloat16.class)));
        Output<?> complex = tf.scope().env().opBuilder("Cast", "to_complex", tf.scope()).addInput(floats.asOutput())
                .setAttr("DstT", DataType.DT_COMPLEX64).build().output(0);
        add("to_complex", Map.of("x", floats), Map.of("complex", complex));
        add("no_outputs", inputs, Map.of());
        add("no_inputs", Map.of(), Map.of("one", one));
    }

    private void addExamples() {
        Placeholder<TString> examples = tf.withName("tf_example").placeholder(TString.class, Placeholder.shape(Shape.of(-1)));
        Map<String, Operand<?>> inputs = Map.of("inputs", examples);
        Operand<TFloat32> y = tf.math.add(half(feature(examples, "x", 0f)), tf.constant(2f));
        Operand<TFloat32> y3 = tf.math.add(half(feature(examples, "x2", 0f)), tf.constant(3f));
        Operand<TInt64> number = feature(examples, "n", -1L);
        Operand<TString> text = feature(examples, "s", "");
        Operand<TInt32> rows = tf.shape(examples);
        Operand<TInt32> wide = tf.concat(List.of(rows, tf.array(3)), tf.constant(0));
        Operand<TString> classes = tf.broadcastTo(tf.array("차", "자전거", "버스"), wide);
        Operand<TFloat32> scores = tf.math.mul(y, tf.array(0.5f, 1f, 2f));
        add("regress_x_to_y", inputs, Map.of("outputs", y));
        add("regress_flat", inputs, Map.of("outputs", tf.reshape(y, tf.array(-1))));
        add("classify_x_to_y", inputs, Map.of("scores", y));
        add("classify_x2_to_y3", inputs, Map.of("scores", y3));
        add("classify_labels", inputs, Map.of("classes", classes, "scores", scores));
        add("classify_names", inputs, Map.of("classes", text));
        add("regress_integer", inputs, Map.of("outputs", tf.dtypes.cast(number, TFloat32.class)));
        add("regress_wide", inputs, Map.of("outputs", scores));
        add("regress_string", inputs, Map.of("outputs", text));
        add("classify_flat", inputs, Map.of("scores", tf.reshape(y, tf.array(-1))));
        add("classify_three", inputs, Map.of("classes", classes, "scores", scores, "more", y));
        add("echo", inputs, Map.of("x", y, "n", number, "s", text));
    }

    /** One value an example, as a column. */
    private <T extends TType> Operand<T> feature(Operand<TString> examples, String name, Object missing) {
        Operand<TString> none = tf.fill(tf.array(0), tf.constant(""));
        Operand<?> otherwise = missing instanceof Float number ? tf.array(number)
                : missing instanceof Long number ? tf.array(number) : tf.array((String) missing);
        ParseExample parsed = tf.io.parseExample(examples, none, none, tf.array(name), none, List.of(otherwise), 0L, List.of(),
                List.of(), List.of(), List.of(Shape.of(1)));
        @SuppressWarnings("unchecked")
        Operand<T> values = (Operand<T>) parsed.denseValues().get(0);
        return values;
    }

    private void add(String name, Map<String, Operand<?>> inputs, Map<String, Operand<?>> outputs) {
        signatures.put(name, SavedModels.signature(inputs, outputs));
    }
}
