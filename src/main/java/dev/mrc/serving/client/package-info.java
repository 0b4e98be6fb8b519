/**
 * HTTP out to a predict server: {@link dev.mrc.window.SpanModel} over TensorFlow Serving's REST surface. Meets the embedded
 * engine over HTTP only. Nothing here blocks; beans are thread-safe.
 */
package dev.mrc.serving.client;
