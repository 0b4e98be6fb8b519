package dev.mrc.serving.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;

import dev.mrc.serving.ServingError;
import io.vertx.core.buffer.Buffer;

/**
 * What goes back over HTTP.
 *
 * @param type the exact {@code Content-Type}
 */
record Answer(int status, String type, Buffer body) {
    static final String JSON = "application/json";
    static final String HTML = "text/html; charset=ISO-8859-1";

    /** 4 spaces, as TensorFlow Serving prints: for people with curl; predictions are not printed by this. */
    private static final ObjectWriter WRITER = new ObjectMapper().writerWithDefaultPrettyPrinter();

    static Answer ok(Buffer json) {
        return new Answer(200, JSON, json);
    }

    /** A record of the contract. */
    static Answer ok(Object json) {
        return new Answer(200, JSON, write(json));
    }

    static Answer error(StatusException e) {
        return error(e.code().http, e.getMessage());
    }

    static Answer error(int status, String message) {
        return new Answer(status, JSON, write(new ServingError(message)));
    }

    static Answer empty(int status, String type) {
        return new Answer(status, type, Buffer.buffer());
    }

    /** For what does not reach the REST surface. */
    static Answer html(int status, String reason) {
        return new Answer(status, HTML, Buffer.buffer("""
                <html><head><title>%1$d %2$s</title></head><body><h1>%2$s</h1></body></html>
                """.formatted(status, reason)));
    }

    private static Buffer write(Object json) {
        try {
            return Buffer.buffer(WRITER.writeValueAsBytes(json)).appendString("\n");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A record of the contract cannot be written. This is a bug.", e);
        }
    }
}
