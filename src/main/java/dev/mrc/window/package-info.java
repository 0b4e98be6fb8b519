/**
 * From pieces to the model's input: question and passage slices, encoded as {@code tf.Example}, and the seam
 * {@link dev.mrc.window.SpanModel}. Plain Java, immutable, thread-safe; knows {@code tokenize} only.
 */
package dev.mrc.window;
