package dev.mrc.model;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

import org.tensorflow.EagerSession;
import org.tensorflow.Operand;
import org.tensorflow.Tensor;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/**
 * A TensorFlow 1 checkpoint as google-research/bert's {@code run_squad.py} writes it, read by TensorFlow's own restore op.
 *
 * @see <a href="https://github.com/google-research/bert/blob/master/modeling.py">the names of its tensors</a>
 */
final class TfCheckpoint implements Checkpoint {
    /** From Hugging Face's names to google-research/bert's, applied one after the other. */
    private static final List<Map.Entry<String, String>> RENAMES = List.of(
            Map.entry("qa_outputs.weight", "cls/squad/output_weights"), Map.entry("qa_outputs.bias", "cls/squad/output_bias"),
            Map.entry("LayerNorm.weight", "LayerNorm/gamma"), Map.entry("LayerNorm.bias", "LayerNorm/beta"),
            Map.entry("embeddings.weight", "embeddings"), Map.entry(".layer.", ".layer_"), Map.entry(".weight", ".kernel"),
            Map.entry(".", "/"));

    private final Path prefix;
    private final EagerSession session = EagerSession.create();
    private final Ops tf = Ops.create(session);

    private final LongConsumer onRead;

    /**
     * @param prefix the path that {@code .index} and {@code .data-00000-of-00001} are appended to
     * @param onRead told how many bytes each tensor took that is asked for
     */
    TfCheckpoint(Path prefix, LongConsumer onRead) {
        this.prefix = prefix;
        this.onRead = onRead;
    }

    @Override
    public boolean has(String name) {
        try {
            restore(name);
            return true;
        } catch (UnusableModelException e) {
            if (e.getMessage().contains("not found in checkpoint")) {
                return false;
            }
            throw e; // it may be there; what cannot be read is no tensor left out on purpose
        }
    }

    @Override
    public float[] floats(String name, long... shape) {
        String own = nameOf(name);
        boolean turned = own.endsWith("/kernel");
        long[] expected = turned ? new long[] { shape[1], shape[0] } : shape;
        TFloat32 tensor = restore(name);
        if (!tensor.shape().equals(Shape.of(expected))) {
            throw new UnusableModelException("%s: tensor '%s' has shape %s but %s is expected.".formatted(prefix, own,
                    Arrays.toString(tensor.shape().asArray()), Arrays.toString(expected)));
        }
        float[] values = new float[(int) tensor.size()];
        onRead.accept(tensor.numBytes());
        tensor.copyTo(DataBuffers.of(FloatBuffer.wrap(values)));
        return turned ? Matrices.transpose(values, (int) expected[0], (int) expected[1]) : values;
    }

    @Override
    public int[] ints(String name, long... shape) {
        throw new UnusableModelException(prefix + ": a BERT checkpoint holds no table of integers such as '" + name + "'.");
    }

    private TFloat32 restore(String name) {
        String own = nameOf(name);
        List<Class<? extends TType>> types = List.of(TFloat32.class);
        try {
            Operand<?> value = tf.train.restore(tf.constant(prefix.toString()), tf.array(own), tf.array(""), types).tensors()
                    .get(0);
            Tensor tensor = value.asTensor();
            return (TFloat32) tensor;
        } catch (TensorFlowException e) {
            throw new UnusableModelException("%s: tensor '%s' cannot be read: %s".formatted(prefix, own, firstLine(e)), e);
        }
    }

    private static String firstLine(TensorFlowException e) {
        return e.getMessage().lines().findFirst().orElse("TensorFlow does not say why.");
    }

    private static String nameOf(String name) {
        String own = name;
        for (Map.Entry<String, String> rename : RENAMES) {
            own = own.replace(rename.getKey(), rename.getValue());
        }
        return own;
    }

    @Override
    public void close() {
        session.close();
    }
}
