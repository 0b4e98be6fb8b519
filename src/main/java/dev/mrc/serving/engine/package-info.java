/**
 * TensorFlow Serving's REST surface, answered by TensorFlow-Java: its own HTTP server on its own port, any SavedModel. Meets
 * {@code serving.client} over HTTP alone. HTTP runs on Vert.x' event loops; reading of tensors, the model and writing of
 * tensors run on a pool of as many threads as cores.
 *
 * @see <a href="https://www.tensorflow.org/tfx/serving/api_rest">the REST API's documentation</a>
 */
package dev.mrc.serving.engine;
