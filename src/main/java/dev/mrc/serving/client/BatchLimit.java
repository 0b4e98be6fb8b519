package dev.mrc.serving.client;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.ws.rs.WebApplicationException;

import org.jboss.logging.Logger;

/**
 * How many windows go into one call: what is configured, or less once the server has said that it takes less. A server's
 * {@code max_batch_size} is in a file of its own, and the two may drift apart.
 */
final class BatchLimit {
    private static final Logger LOG = Logger.getLogger(BatchLimit.class);
    /** TensorFlow Serving's words; the numbers are all that is taken from them. */
    private static final Pattern TOO_LARGE = Pattern
            .compile("Task size \\d+ is larger than maximum input batch size (\\d{1,9})");
    private static final int LONGEST_MESSAGE = 4096;

    private volatile int windows;

    BatchLimit(int configured) {
        this.windows = configured;
    }

    int windows() {
        return windows;
    }

    /**
     * Learns from a refused call.
     *
     * @param sent windows of the call
     * @return the windows to send instead, fewer than were sent; empty if the refusal had another reason
     */
    OptionalInt learn(Throwable refusal, int sent) {
        if (!(refusal instanceof WebApplicationException answer) || answer.getResponse().getStatus() != 400 || sent == 1) {
            return OptionalInt.empty();
        }
        String message = answer.getResponse().readEntity(String.class);
        Matcher words = TOO_LARGE.matcher(message == null || message.length() > LONGEST_MESSAGE ? "" : message);
        if (!words.find()) {
            return OptionalInt.empty();
        }
        int taken = Math.max(1, Math.min(Integer.parseInt(words.group(1)), sent - 1));
        if (taken < windows) {
            windows = taken;
            LOG.warnf("the model server takes %d windows a call: set mrc.serving.max-batch-size to that", taken);
        }
        return OptionalInt.of(taken);
    }
}
