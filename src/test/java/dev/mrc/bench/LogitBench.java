package dev.mrc.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.ThreadMXBean;

import dev.mrc.serving.client.ReadLogits;
import dev.mrc.tokenize.Tokens;
import dev.mrc.window.Window;
import dev.mrc.window.WindowLogits;

/** Part of goal 3: reading a window's logits from TensorFlow Serving's JSON, against Jackson's tree. */
final class LogitBench {
    private static final int LENGTH = 384;
    private static final Window WINDOW = window();
    private static final ObjectMapper JSON = new ObjectMapper();
    /** The two arrays of the result and what holds them. */
    private static final int RESULT_BYTES = 2 * (16 + 4 * LENGTH) + 256;

    private LogitBench() {
    }

    static void run(Report report) {
        Window window = WINDOW;
        byte[] body = body();
        WindowLogits ours = ReadLogits.of(body, window);
        report.same("start logits", Arrays.toString(ours.start()), Arrays.toString(tree(body, "start_logits")));
        report.same("end logits", Arrays.toString(ours.end()), Arrays.toString(tree(body, "end_logits")));
        Pairs pairs = Pairs.of(() -> ReadLogits.of(body, window).start().length, () -> tree(body, "start_logits").length);
        report.note(body.length + " bytes: " + pairs);
        report.atMost("logits of a window read, \u00b5s", 10, pairs.ours() / 1e3);
        report.atMost("bytes allocated beyond the result", 0, Math.max(0, allocated(body, window) - RESULT_BYTES));
    }

    /** An answer for one window, as TensorFlow Serving lays it out. */
    static byte[] body() {
        Random random = new Random(3);
        return ("{\n    \"predictions\": [\n        {\n            \"start_logits\": [" + logits(random)
                + "],\n            \"end_logits\": [" + logits(random)
                + "],\n            \"unique_ids\": 0\n        }\n    ]\n}").getBytes(StandardCharsets.US_ASCII);
    }

    static WindowLogits read(byte[] body) {
        return ReadLogits.of(body, WINDOW);
    }

    static double allocated(byte[] body, Window window) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int times = 1000;
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < times; i++) {
            ReadLogits.of(body, window);
        }
        return (double) (threads.getCurrentThreadAllocatedBytes() - before) / times;
    }

    private static Window window() {
        int[] pieces = new int[LENGTH - 5];
        Window.Slice all = new Window.Slice(0, pieces.length);
        return new Window(0, 0, Tokens.of(new int[2], new int[2], new int[2]), Tokens.of(pieces, pieces, pieces), all, all);
    }

    /** As TensorFlow Serving prints floats: the shortest decimal of six digits that is exact, else nine digits. */
    private static String logits(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            text.append(i == 0 ? "" : ", ").append(String.format("%.9g", (float) random.nextGaussian() * 4));
        }
        return text.toString();
    }

    private static float[] tree(byte[] body, String name) {
        try {
            JsonNode list = JSON.readTree(body).at("/predictions/0/" + name);
            float[] values = new float[list.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = Float.parseFloat(list.get(i).asText());
            }
            return values;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
