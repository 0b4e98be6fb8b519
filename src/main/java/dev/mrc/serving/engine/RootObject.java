package dev.mrc.serving.engine;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A request's JSON object, checked to its end but not read: only where the values of its members begin is known. What follows
 * the object is nobody's concern, as in TensorFlow Serving. Of equal keys the first counts.
 */
final class RootObject {
    private static final String SIGNATURE = "signature_name";
    private static final int MISSING = -1;

    private final byte[] json;
    private final List<String> names;
    private final int[] starts;

    private RootObject(byte[] json, List<String> names) {
        this.json = json;
        this.names = names;
        this.starts = new int[names.size()];
        Arrays.fill(starts, MISSING);
    }

    /**
     * @param first a member that is looked for, as is {@code second}; of others nothing is kept
     * @throws StatusException if this is no JSON object, or {@code signature_name} no string
     */
    static RootObject parse(byte[] json, String first, String second) {
        RootObject root = new RootObject(json, List.of(SIGNATURE, first, second));
        root.check();
        root.signature();
        return root;
    }

    private void check() {
        JsonScanner scanner = new JsonScanner(json, bomLength(json));
        byte first = scanner.peek();
        // RapidJSON's words: also for what cannot begin a value.
        if (first == 0 || "]},:".indexOf(first) >= 0) {
            throw StatusException.invalid("JSON Parse error: The document is empty"
                    + (json.length == 0 ? "" : ". at offset: " + scanner.position()));
        }
        if (first != '{') {
            scanner.skipValue();
            throw StatusException.invalid("JSON Value of the request body Is not object");
        }
        scanner.take('{');
        for (boolean more = !scanner.take('}'); more; more = scanner.take(',')) {
            int start = scanner.position();
            scanner.skipName();
            String name = new String(new JsonScanner(json, start).readName(), StandardCharsets.UTF_8);
            scanner.peek();
            int index = names.indexOf(name);
            if (index >= 0 && starts[index] == MISSING) {
                starts[index] = scanner.position();
            }
            scanner.skipValue();
            scanner.checkEndOfMember();
        }
    }

    /** Where a member's value begins, or -1. */
    int at(String name) {
        return starts[names.indexOf(name)];
    }

    /** The signature's name; empty if not given. */
    String signature() {
        if (at(SIGNATURE) < 0) {
            return "";
        }
        JsonScanner scanner = new JsonScanner(json, at(SIGNATURE));
        if (scanner.peek() != '"') {
            throw StatusException.invalid("'signature_name' key must be a string value.");
        }
        return new String(scanner.readString(), StandardCharsets.UTF_8);
    }

    private static int bomLength(byte[] json) {
        return json.length > 2 && json[0] == (byte) 0xEF && json[1] == (byte) 0xBB && json[2] == (byte) 0xBF ? 3 : 0;
    }
}
