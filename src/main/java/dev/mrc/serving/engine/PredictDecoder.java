package dev.mrc.serving.engine;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TType;

/** Reads the tensors of one predict request for one signature. */
final class PredictDecoder {
    private final PredictBody body;
    private final Signature signature;
    private final JsonScanner json;
    private final List<Input> inputs = new ArrayList<>();

    /** An input while it is read. */
    private static final class Input {
        final Signature.Port port;
        final byte[] name;
        final Column column;
        Shape shape;
        int elementSize;
        int rows;

        Input(Signature.Port port) {
            this.port = port;
            this.name = port.alias().getBytes(StandardCharsets.UTF_8);
            this.column = Column.of(port.type());
        }
    }

    PredictDecoder(PredictBody body, Signature signature) {
        this.body = body;
        this.signature = signature;
        this.json = new JsonScanner(body.json(), Math.max(body.instances(), body.inputs()));
        signature.inputs().forEach(port -> inputs.add(new Input(port)));
    }

    /** The tensors in the order of the signature's inputs; the caller closes them. */
    List<TType> read() {
        if (body.instances() >= 0 && body.inputs() >= 0) {
            throw StatusException
                    .invalid("Not formatted correctly expecting only one of 'inputs' or 'instances' keys to exist");
        }
        if (body.instances() < 0 && body.inputs() < 0) {
            throw StatusException.invalid("Missing 'inputs' or 'instances' key");
        }
        if (body.instances() >= 0) {
            readRows();
        } else {
            readColumns();
        }
        List<TType> tensors = new ArrayList<>(inputs.size());
        for (Input input : inputs) {
            tensors.add(input.column.tensor(input.shape));
        }
        return tensors;
    }

    private void readRows() {
        if (json.peek() != '[') {
            throw StatusException.invalid("Expecting 'instances' to be an list/array");
        }
        json.take('[');
        byte first = json.peek();
        if (first == ']') {
            throw StatusException.invalid("No values in 'instances' array");
        }
        boolean named = first == '{' && !json.atBase64();
        if (!named && inputs.size() > 1) {
            throw StatusException.invalid("instances is a plain list, but expecting list of objects as multiple input tensors "
                    + "required as per tensorinfo_map");
        }
        DenseReader reader = new DenseReader(json);
        int row = 0;
        do {
            if (named) {
                readNamedRow(reader, row);
            } else if (json.peek() == '{' && !json.atBase64()) {
                throw StatusException.invalid("Expecting value/list but got object at item %d of input list".formatted(row));
            } else {
                readElement(reader, inputs.get(0), row, "");
            }
            row++;
        } while (json.take(','));
        for (Input input : inputs) {
            input.shape = input.shape.prepend(row);
        }
    }

    private void readNamedRow(DenseReader reader, int row) {
        if (json.peek() != '{') {
            throw StatusException.invalid("Expecting object but got list at item %d of input list".formatted(row));
        }
        json.take('{');
        int found = 0;
        for (boolean more = !json.take('}'); more; more = json.take(',')) {
            byte[] name = json.readName();
            Input input = input(name);
            if (input == null) {
                throw inElement(row, " key: " + text(name), "JSON object: does not have named input: " + text(name));
            }
            if (input.rows > row) {
                // TensorFlow Serving lets this pass and shifts all later values.
                throw inElement(row, " key: " + text(name), "JSON object: has duplicate named input: " + text(name));
            }
            readElement(reader, input, row, " key: " + input.port.alias());
            found++;
        }
        if (found > 0) {
            json.take('}');
        }
        if (found < inputs.size()) {
            throw StatusException
                    .invalid("Failed to process element: %d of 'instances' list. JSON object: keys must be equal to: %s"
                            .formatted(row, signature.inputNames()));
        }
    }

    /** @param key names the input in messages; empty for the only one */
    private void readElement(DenseReader reader, Input input, int row, String key) {
        int before = input.column.size;
        try {
            reader.read(input.column);
            agree(input, input.column.size - before, reader.shape());
        } catch (StatusException e) {
            throw inElement(row, key, e.code(), e.getMessage());
        }
        input.rows = row + 1;
    }

    private static StatusException inElement(int row, String key, String message) {
        return inElement(row, key, Code.INVALID_ARGUMENT, message);
    }

    private static StatusException inElement(int row, String key, Code code, String message) {
        return StatusException.invalid("Failed to process element: %d%s of 'instances' list. Error: %s: %s".formatted(row, key,
                code, message));
    }

    private static void agree(Input input, int size, Shape shape) {
        if (input.shape == null) {
            input.elementSize = size;
            input.shape = shape;
        } else if (input.elementSize != size) {
            throw StatusException.invalid("Expecting tensor size: %d but got: %d".formatted(input.elementSize, size));
        } else if (!input.shape.equals(shape)) {
            throw StatusException.invalid(
                    "Expecting shape %s but got: %s".formatted(PredictCodec.text(input.shape), PredictCodec.text(shape)));
        }
    }

    private void readColumns() {
        DenseReader reader = new DenseReader(json);
        if (json.peek() != '{' || json.atBase64()) {
            if (inputs.size() > 1) {
                throw StatusException.invalid("inputs is a plain value/list, but expecting an object as multiple input tensors "
                        + "required as per tensorinfo_map");
            }
            readColumn(reader, inputs.get(0));
            return;
        }
        json.take('{');
        for (boolean more = !json.take('}'); more; more = json.take(',')) {
            Input input = input(json.readName());
            if (input == null || input.rows > 0) {
                json.skipValue(); // not declared, or given again: the first counts
            } else {
                readColumn(reader, input);
            }
        }
        for (Input input : inputs) {
            if (input.rows == 0) {
                throw StatusException.invalid("Missing named input: %s in 'inputs' object.".formatted(input.port.alias()));
            }
        }
    }

    private static void readColumn(DenseReader reader, Input input) {
        reader.read(input.column);
        input.shape = reader.shape();
        input.rows = 1;
    }

    private Input input(byte[] name) {
        for (Input input : inputs) {
            if (Arrays.equals(input.name, name)) {
                return input;
            }
        }
        return null;
    }

    private static String text(byte[] name) {
        return new String(name, StandardCharsets.UTF_8);
    }
}
