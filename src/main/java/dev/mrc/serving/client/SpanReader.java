package dev.mrc.serving.client;

import static dev.mrc.serving.client.PredictionReader.utf8;
import static dev.mrc.serving.client.PredictionReader.wrong;

import java.util.ArrayList;
import java.util.List;

import dev.mrc.window.Window;
import dev.mrc.window.WindowSpans;

/**
 * Reads {@code {"span_first":[...],"span_last":[...],"span_start_logits":[...],"span_end_logits":[...],"null_logits":[0,0]}}:
 * lists of one even length, the best spans in the first half, the best apart in the second, a position of -1 where a half ends
 * early.
 */
record SpanReader() implements PredictionReader.Entry<WindowSpans> {
    static final List<String> NAMES = List.of("span_first", "span_last", "span_start_logits", "span_end_logits",
            "null_logits");
    private static final byte[][] OUTPUTS = { utf8("span_first"), utf8("span_last"), utf8("span_start_logits"),
            utf8("span_end_logits"), utf8("null_logits"), utf8("unique_ids") };
    private static final int USUAL = 40;

    @Override
    public WindowSpans read(JsonCursor json, int index, Window window) throws JsonCursor.Malformed {
        float[][] lists = new float[NAMES.size()][];
        json.expect('{');
        if (!json.take('}')) {
            do {
                int output = json.name(OUTPUTS);
                if (output >= 0 && output < lists.length) {
                    lists[output] = PredictionReader.floats(json, index, NAMES.get(output), USUAL);
                } else if (output == lists.length) {
                    PredictionReader.checkId(index, json.wholeNumber(), window);
                } else {
                    json.skipValue();
                }
            } while (json.take(','));
            json.expect('}');
        }
        return spans(index, lists, window);
    }

    private static WindowSpans spans(int index, float[][] lists, Window window) {
        for (int i = 0; i < lists.length; i++) {
            if (lists[i] == null) {
                throw wrong("prediction %d lacks %s".formatted(index, NAMES.get(i)));
            }
            if (lists[i].length != (i == 4 ? 2 : lists[0].length) || lists[0].length % 2 != 0) {
                throw wrong("prediction %d has %d %s, which does not fit".formatted(index, lists[i].length, NAMES.get(i)));
            }
        }
        int half = lists[0].length / 2;
        return new WindowSpans(half(lists, 0, half, window), half(lists, half, 2 * half, window),
                lists[4][0] + lists[4][1]);
    }

    private static List<WindowSpans.Span> half(float[][] lists, int from, int to, Window window) {
        int shift = window.contextOffset() - window.slice().first();
        List<WindowSpans.Span> spans = new ArrayList<>(to - from);
        for (int i = from; i < to && lists[0][i] >= 0; i++) {
            int first = (int) lists[0][i] - shift;
            int last = (int) lists[1][i] - shift;
            if (first < window.slice().first() || last < first || last >= window.slice().end()) {
                throw wrong("window %d has a span that lies outside it".formatted(window.uniqueId()));
            }
            spans.add(new WindowSpans.Span(first, last, lists[2][i], lists[3][i]));
        }
        return spans;
    }
}
