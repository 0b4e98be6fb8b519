/**
 * From the model's logits to answers: best spans of all windows, one softmax, boundaries that fit Korean, snippets and offset
 * units. Plain Java, pure functions, thread-safe; knows {@code window} and {@code tokenize} only.
 */
package dev.mrc.answer;
