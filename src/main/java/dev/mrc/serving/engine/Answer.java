package dev.mrc.serving.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;

import io.vertx.core.buffer.Buffer;

/**
 * What goes back over HTTP.
 *
 * @param type the exact {@code Content-Type}
 */
record Answer(int status, String type, Buffer body) {
    static final String JSON = "application/json";
    static final String HTML = "text/html";

    /** What libevent says of an answer that nobody gave a type. */
    static final String DEFAULT = "text/html; charset=ISO-8859-1";

    private static final int ROOM = 32;

    /** Status and metadata come to people with curl, one space a level, as protobuf prints them. */
    private static final ObjectWriter WRITER = new ObjectMapper().writer(protobufStyle());

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
        Buffer body = new JsonOutput(message.length() + ROOM).raw("{\n    \"error\": ").string(message).raw("\n}").toBuffer();
        return new Answer(status, JSON, body);
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

    private static PrettyPrinter protobufStyle() {
        DefaultIndenter indenter = new DefaultIndenter(" ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER).withObjectEmptySeparator("")
                .withArrayEmptySeparator(""));
        printer.indentObjectsWith(indenter);
        printer.indentArraysWith(indenter);
        return printer;
    }

    private static Buffer write(Object json) {
        try {
            return Buffer.buffer(WRITER.writeValueAsBytes(json)).appendString("\n");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A record of the contract cannot be written. This is a bug.", e);
        }
    }
}
