package dev.mrc.serving.client;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import dev.mrc.error.ErrorCode;
import dev.mrc.error.MrcException;
import dev.mrc.window.Window;

/**
 * Reads {@code {"predictions":[{...}, ...]}}, an object a window. Keys may stand in any order, unknown ones are passed over.
 * Whatever does not fit the windows that were sent is a MODEL_ERROR that says what is wrong and quotes nothing.
 */
final class PredictionReader {
    private static final byte[][] ROOT = { utf8("predictions") };

    private final List<Window> windows;

    /** @param windows those of the call, in its order */
    PredictionReader(List<Window> windows) {
        this.windows = windows;
    }

    /**
     * What an object in {@code predictions} says.
     *
     * @param <T> of one window
     */
    interface Entry<T> {
        /** Takes one object; {@code index} counts the windows of the call. */
        T read(JsonCursor json, int index, Window window) throws JsonCursor.Malformed;
    }

    /**
     * @param body null if the answer had none
     * @return one entry a window
     */
    <T> List<T> read(byte[] body, Entry<T> entry) {
        if (body == null) {
            throw wrong("it is empty");
        }
        try {
            return root(new JsonCursor(body), entry);
        } catch (JsonCursor.Malformed e) {
            throw new MrcException(ErrorCode.MODEL_ERROR, "The model server's answer cannot be read: " + e.getMessage()
                    + " of " + body.length);
        }
    }

    private <T> List<T> root(JsonCursor json, Entry<T> entry) throws JsonCursor.Malformed {
        List<T> predictions = null;
        json.expect('{');
        if (!json.take('}')) {
            do {
                if (json.name(ROOT) == 0 && predictions == null) {
                    predictions = predictions(json, entry);
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

    private <T> List<T> predictions(JsonCursor json, Entry<T> entry) throws JsonCursor.Malformed {
        List<T> all = new ArrayList<>(windows.size());
        json.expect('[');
        if (!json.take(']')) {
            do {
                if (all.size() == windows.size()) {
                    throw wrong("it has more predictions than the %d windows sent".formatted(windows.size()));
                }
                if (json.peek() != '{') {
                    throw wrong("its predictions are not objects with named outputs");
                }
                all.add(entry.read(json, all.size(), windows.get(all.size())));
            } while (json.take(','));
            json.expect(']');
        }
        if (all.size() != windows.size()) {
            throw wrong("it has %d predictions for %d windows".formatted(all.size(), windows.size()));
        }
        return all;
    }

    /** The numbers of output {@code name}, all finite. */
    static float[] floats(JsonCursor json, int index, String name, int expected) throws JsonCursor.Malformed {
        if (json.peek() != '[') {
            throw wrong("%s of prediction %d are not a list".formatted(name, index));
        }
        float[] values = json.floats(expected);
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw wrong("prediction %d has %s that are not finite".formatted(index, name));
            }
        }
        return values;
    }

    /** {@code unique_ids} may be left out, but must not be another window's. */
    static void checkId(int index, Long id, Window window) {
        if (id != null && id != window.uniqueId()) {
            throw wrong("prediction %d is of window %d instead of %d".formatted(index, id, window.uniqueId()));
        }
    }

    static MrcException wrong(String what) {
        return new MrcException(ErrorCode.MODEL_ERROR, "The model server's answer is wrong: " + what);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
