package dev.mrc.serving.engine;

import java.util.Arrays;

import org.tensorflow.ndarray.Shape;

/**
 * Reads one JSON value, nested lists or a scalar, and learns its shape: the first list at each level gives the size that all
 * others there must have. No padding, nothing ragged.
 */
final class DenseReader {
    /** TensorFlow's own limit. */
    private static final int MAX_RANK = 254;
    private static final int UNKNOWN = -1;

    private final JsonScanner json;
    private long[] sizes = new long[4];
    private int rank;

    DenseReader(JsonScanner json) {
        this.json = json;
    }

    /** Reads the value under the cursor into {@code column}. */
    void read(Column column) {
        Arrays.fill(sizes, UNKNOWN);
        rank = UNKNOWN;
        value(column, 0);
    }

    /** The shape of the value read last. */
    Shape shape() {
        return Shape.of(Arrays.copyOf(sizes, rank));
    }

    private void value(Column column, int level) {
        if (json.peek() == '[') {
            list(column, level);
            return;
        }
        if (rank == UNKNOWN) {
            rank = level;
        } else if (level != rank) {
            throw StatusException.invalid("JSON Value: %s found at incorrect level: %d in the JSON DOM. Expected at level: %d"
                    .formatted(Column.echo(json), level, rank));
        }
        column.add(json);
    }

    private void list(Column column, int level) {
        if (rank != UNKNOWN && level >= rank) {
            throw StatusException.invalid("Encountered list at unexpected level: %d expected < %d".formatted(level, rank));
        }
        if (level == MAX_RANK) {
            throw StatusException.invalid("Lists are nested deeper than %d levels, the highest rank".formatted(MAX_RANK));
        }
        if (level == sizes.length) {
            sizes = Arrays.copyOf(sizes, level * 2);
            Arrays.fill(sizes, level, sizes.length, UNKNOWN);
        }
        json.take('[');
        long count = 0;
        for (boolean more = !json.take(']'); more; more = json.take(',')) {
            value(column, level + 1);
            count++;
        }
        if (count > 0) {
            json.take(']');
        }
        if (sizes[level] == UNKNOWN) {
            sizes[level] = count;
            rank = rank == UNKNOWN ? level + 1 : rank;
        } else if (sizes[level] != count) {
            throw StatusException.invalid("Encountered list at unexpected size: %d at level: %d expected size: %d"
                    .formatted(count, level, sizes[level]));
        }
    }
}
