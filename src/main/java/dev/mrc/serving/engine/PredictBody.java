package dev.mrc.serving.engine;

import java.nio.charset.StandardCharsets;

/**
 * A predict request's JSON, checked but with its tensors not yet read: which inputs it must hold is known only once the
 * signature is found.
 *
 * @param json the whole body
 * @param signature the signature's name; empty if not given
 * @param instances where the value of {@code instances} begins, or -1
 * @param inputs where the value of {@code inputs} begins, or -1
 */
record PredictBody(byte[] json, String signature, int instances, int inputs) {

    /** @throws StatusException if this is no JSON object or {@code signature_name} no string */
    static PredictBody parse(byte[] json) {
        JsonScanner scanner = new JsonScanner(json, bomLength(json));
        byte first = scanner.peek();
        if (first == 0 && scanner.position() == json.length) {
            throw StatusException.invalid("JSON Parse error: The document is empty");
        }
        if (first != '{') {
            scanner.skipValue();
            throw StatusException.invalid("JSON Value of the request body Is not object");
        }
        scanner.take('{');
        return members(json, scanner);
    }

    private static PredictBody members(byte[] json, JsonScanner scanner) {
        int signature = -1;
        int instances = -1;
        int inputs = -1;
        for (boolean more = !scanner.take('}'); more; more = scanner.take(',')) {
            int start = scanner.position();
            scanner.skipName();
            String name = new String(new JsonScanner(json, start).readName(), StandardCharsets.UTF_8);
            scanner.peek();
            // Of equal keys the first counts.
            switch (name) {
                case "signature_name" -> signature = signature < 0 ? scanner.position() : signature;
                case "instances" -> instances = instances < 0 ? scanner.position() : instances;
                case "inputs" -> inputs = inputs < 0 ? scanner.position() : inputs;
                default -> {
                    // Ignored, but it must be JSON.
                }
            }
            scanner.skipValue();
            scanner.checkEndOfMember();
        }
        return new PredictBody(json, signatureName(json, signature), instances, inputs);
    }

    private static String signatureName(byte[] json, int at) {
        if (at < 0) {
            return "";
        }
        JsonScanner scanner = new JsonScanner(json, at);
        if (scanner.peek() != '"') {
            throw StatusException.invalid("'signature_name' key must be a string value.");
        }
        return new String(scanner.readString(), StandardCharsets.UTF_8);
    }

    private static int bomLength(byte[] json) {
        return json.length > 2 && json[0] == (byte) 0xEF && json[1] == (byte) 0xBB && json[2] == (byte) 0xBF ? 3 : 0;
    }
}
