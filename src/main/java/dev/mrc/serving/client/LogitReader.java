package dev.mrc.serving.client;

import static dev.mrc.serving.client.PredictionReader.utf8;
import static dev.mrc.serving.client.PredictionReader.wrong;

import dev.mrc.window.Window;
import dev.mrc.window.WindowLogits;

/**
 * Reads {@code {"start_logits":[...],"end_logits":[...],"unique_ids":0}}.
 *
 * @param expected logits a list will probably have: the longest window's length, or what the model pads to
 */
record LogitReader(int expected) implements PredictionReader.Entry<WindowLogits> {
    private static final byte[][] OUTPUTS = { utf8("start_logits"), utf8("end_logits"), utf8("unique_ids") };

    @Override
    public WindowLogits read(JsonCursor json, int index, Window window) throws JsonCursor.Malformed {
        float[] start = null;
        float[] end = null;
        json.expect('{');
        if (!json.take('}')) {
            do {
                switch (json.name(OUTPUTS)) {
                    case 0 -> start = PredictionReader.floats(json, index, "logits", expected);
                    case 1 -> end = PredictionReader.floats(json, index, "logits", expected);
                    case 2 -> PredictionReader.checkId(index, json.wholeNumber(), window);
                    default -> json.skipValue();
                }
            } while (json.take(','));
            json.expect('}');
        }
        return checked(index, start, end, window.length());
    }

    private static WindowLogits checked(int index, float[] start, float[] end, int length) {
        if (start == null || end == null) {
            throw wrong("prediction %d lacks %s".formatted(index, start == null ? "start_logits" : "end_logits"));
        }
        if (start.length != end.length) {
            throw wrong("prediction %d has %d start logits and %d end logits".formatted(index, start.length, end.length));
        }
        if (start.length < length) {
            throw wrong("prediction %d has %d logits for a window of %d".formatted(index, start.length, length));
        }
        return new WindowLogits(start, end);
    }
}
