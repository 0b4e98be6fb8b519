/**
 * TensorFlow Serving's REST contract as records; client and engine share them and nothing else. Immutable.
 *
 * @see <a href="https://www.tensorflow.org/tfx/serving/api_rest">the REST API's documentation</a>
 */
package dev.mrc.serving;
