/**
 * The use case and its wiring: {@link dev.mrc.reading.Reader} takes a question through tokenize, window, the model and answer.
 * Knows neither HTTP nor JSON of the API. Thread-safe; nothing of a request outlives it.
 */
package dev.mrc.reading;
