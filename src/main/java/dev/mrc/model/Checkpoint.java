package dev.mrc.model;

/**
 * Trained tensors by the names Hugging Face gives them, whatever file they lie in. Values are row-major and already widened:
 * half floats to {@code float},
 * 64-bit integers to {@code int}.
 */
sealed interface Checkpoint extends AutoCloseable permits Safetensors, TfCheckpoint {
    /** Whether there is a tensor of this name. */
    boolean has(String name);

    /**
     * A tensor of floats.
     *
     * @param shape what the graph expects
     * @throws UnusableModelException if there is none of that name, shape and kind
     */
    float[] floats(String name, long... shape);

    /**
     * A tensor of integers.
     *
     * @param shape what the graph expects
     * @throws UnusableModelException if there is none of that name, shape and kind, or a value does not fit
     */
    int[] ints(String name, long... shape);

    @Override
    void close();
}
