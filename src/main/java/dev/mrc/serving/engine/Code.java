package dev.mrc.serving.engine;

/**
 * The canonical status codes and the HTTP status each becomes.
 *
 * @see <a href="https://github.com/tensorflow/serving/blob/master/tensorflow_serving/model_servers/http_server.cc">the
 *      table</a>
 */
enum Code {
    CANCELLED(499),
    UNKNOWN(500),
    INVALID_ARGUMENT(400),
    DEADLINE_EXCEEDED(504),
    NOT_FOUND(404),
    ALREADY_EXISTS(409),
    PERMISSION_DENIED(403),
    UNAUTHENTICATED(401),
    RESOURCE_EXHAUSTED(429),
    FAILED_PRECONDITION(400),
    ABORTED(409),
    OUT_OF_RANGE(400),
    UNIMPLEMENTED(501),
    INTERNAL(500),
    UNAVAILABLE(503),
    DATA_LOSS(500);

    final int http;

    Code(int http) {
        this.http = http;
    }
}
