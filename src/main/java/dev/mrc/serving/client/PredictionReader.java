package dev.mrc.serving.client;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import dev.mrc.error.ErrorCode;
import dev.mrc.error.MrcException;
import dev.mrc.window.Window;
import dev.mrc.window.WindowLogits;

/**
 * Reads {@code {"predictions":[{"start_logits":[...],"end_logits":[...],"unique_ids":0}, ...]}}. Keys may stand in any order,
 * unknown ones are passed over, {@code unique_ids} may be left out. Whatever does not fit the windows that were sent is a
 * MODEL_ERROR that says what is wrong and quotes nothing.
 */
final class PredictionReader {
    private static final byte[][] ROOT = { utf8("predictions") };
    private static final byte[][] OUTPUTS = { utf8("start_logits"), utf8("end_logits"), utf8("unique_ids") };

    private final JsonCursor json;
    private final List<Window> windows;
    private final int expected;

    private PredictionReader(byte[] body, List<Window> windows, int expected) {
        this.json = new JsonCursor(body);
        this.windows = windows;
        this.expected = expected;
    }

    /**
     * @param body null if the answer had none
     * @param windows those of the call, in its order
     * @param expected logits a list will probably have: the longest window's length, or what the model pads to
     * @return one entry a window, all logits finite
     */
    static List<WindowLogits> read(byte[] body, List<Window> windows, int expected) {
        if (body == null) {
            throw wrong("it is empty");
        }
        try {
            return new PredictionReader(body, windows, expected).root();
        } catch (JsonCursor.Malformed e) {
            throw new MrcException(ErrorCode.MODEL_ERROR, "The model server's answer cannot be read: " + e.getMessage()
                    + " of " + body.length);
        }
    }

    private List<WindowLogits> root() throws JsonCursor.Malformed {
        List<WindowLogits> predictions = null;
        json.expect('{');
        if (!json.take('}')) {
            do {
                if (json.name(ROOT) == 0 && predictions == null) {
                    predictions = predictions();
                } else {
                    json.skipValue();
                }
            } while (json.take(','));
            json.expect('}');
        }
        if (!json.atEnd()) {
            throw wrong("there is more text behind its end");
        }
        if (predictions == null) {
            throw wrong("it has no predictions");
        }
        return predictions;
    }

    private List<WindowLogits> predictions() throws JsonCursor.Malformed {
        List<WindowLogits> all = new ArrayList<>(windows.size());
        json.expect('[');
        if (!json.take(']')) {
            do {
                if (all.size() == windows.size()) {
                    throw wrong("it has more predictions than the %d windows sent".formatted(windows.size()));
                }
                all.add(prediction(all.size()));
            } while (json.take(','));
            json.expect(']');
        }
        if (all.size() != windows.size()) {
            throw wrong("it has %d predictions for %d windows".formatted(all.size(), windows.size()));
        }
        return all;
    }

    private WindowLogits prediction(int index) throws JsonCursor.Malformed {
        if (json.peek() != '{') {
            throw wrong("its predictions are not objects with start_logits and end_logits");
        }
        float[] start = null;
        float[] end = null;
        json.expect('{');
        if (!json.take('}')) {
            do {
                switch (json.name(OUTPUTS)) {
                    case 0 -> start = logits(index);
                    case 1 -> end = logits(index);
                    case 2 -> checkId(index, json.wholeNumber());
                    default -> json.skipValue();
                }
            } while (json.take(','));
            json.expect('}');
        }
        return checked(index, start, end);
    }

    private float[] logits(int index) throws JsonCursor.Malformed {
        if (json.peek() != '[') {
            throw wrong("logits of prediction %d are not a list".formatted(index));
        }
        float[] values = json.floats(expected);
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw wrong("prediction %d has logits that are not finite".formatted(index));
            }
        }
        return values;
    }

    private WindowLogits checked(int index, float[] start, float[] end) {
        if (start == null || end == null) {
            throw wrong("prediction %d lacks %s".formatted(index, start == null ? "start_logits" : "end_logits"));
        }
        if (start.length != end.length) {
            throw wrong("prediction %d has %d start logits and %d end logits".formatted(index, start.length, end.length));
        }
        int length = windows.get(index).length();
        if (start.length < length) {
            throw wrong("prediction %d has %d logits for a window of %d".formatted(index, start.length, length));
        }
        return new WindowLogits(start, end);
    }

    private void checkId(int index, Long id) {
        int sent = windows.get(index).uniqueId();
        if (id != null && id != sent) {
            throw wrong("prediction %d is of window %d instead of %d".formatted(index, id, sent));
        }
    }

    private static MrcException wrong(String what) {
        return new MrcException(ErrorCode.MODEL_ERROR, "The model server's answer is wrong: " + what);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
