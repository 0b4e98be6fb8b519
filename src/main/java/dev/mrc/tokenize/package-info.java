/**
 * Text to vocabulary ids with places, as BERT does it: normalise, split, look pieces up. {@code Tokenizer} is
 * the only door. Plain Java, thread-safe; knows no other package. Offsets are UTF-16 units of the text as sent.
 */
package dev.mrc.tokenize;
