package dev.mrc.serving.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.tensorflow.proto.DataType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Held against the same rules written down over a tree, as TensorFlow Serving has them, in {@code FillTensorProto}. */
class DenseReaderTest {
    private final Random random = new Random(11);

    @Test
    void seesWhatTheTreeSees() throws IOException {
        int accepted = 0;
        for (int i = 0; i < 20_000; i++) {
            String json = value(3);
            String expected = byTree(new ObjectMapper().readTree(json));

            assertThat(byReader(json)).as(json).isEqualTo(expected);
            accepted += expected.startsWith("[") ? 1 : 0;
        }
        assertThat(accepted).isBetween(2_000, 18_000);
    }

    private String value(int depth) {
        if (depth == 0 || random.nextInt(8) == 0) {
            return random.nextInt(12) == 0 ? "true" : Integer.toString(random.nextInt(10));
        }
        List<String> values = new ArrayList<>();
        for (int size = random.nextInt(6) == 0 ? random.nextInt(4) : 2; size > 0; size--) {
            values.add(value(depth - 1));
        }
        return values.toString();
    }

    private static String byReader(String json) {
        DenseReader reader = new DenseReader(new JsonScanner(json.getBytes(StandardCharsets.UTF_8), 0));
        try {
            reader.read(Column.of(DataType.DT_INT32));
            return reader.shape().toString();
        } catch (StatusException e) {
            return e.getMessage();
        }
    }

    private static String byTree(JsonNode tree) {
        List<Integer> shape = new ArrayList<>();
        for (JsonNode node = tree; node != null && node.isArray(); node = node.get(0)) {
            shape.add(node.size());
        }
        String error = check(tree, 0, shape);
        return error == null ? shape.toString() : error;
    }

    private static String check(JsonNode node, int level, List<Integer> shape) {
        String value = node.isArray() ? "" : node.isInt() ? node.asText() : "<true>";
        if (!node.isArray() && level != shape.size()) {
            return "JSON Value: " + value + " found at incorrect level: " + level + " in the JSON DOM. Expected at level: "
                    + shape.size();
        }
        if (!node.isArray()) {
            return node.isInt() ? null : "JSON Value: " + value + " Type: True is not of expected type: int32";
        }
        if (level >= shape.size()) {
            return "Encountered list at unexpected level: " + level + " expected < " + shape.size();
        }
        if (node.size() != shape.get(level)) {
            return "Encountered list at unexpected size: " + node.size() + " at level: " + level + " expected size: "
                    + shape.get(level);
        }
        for (JsonNode child : node) {
            String error = check(child, level + 1, shape);
            if (error != null) {
                return error;
            }
        }
        return null;
    }
}
