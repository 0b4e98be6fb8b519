package dev.mrc.serving.engine;

import java.util.Arrays;

import org.tensorflow.ndarray.Shape;

/**
 * Reads one JSON value, nested lists or a scalar, and learns its shape: the first list at each level gives the size that all
 * others there must have. No padding, nothing ragged. Of several errors the one counts that TensorFlow Serving, which knows a
 * list's size before it looks into it, sees first.
 */
final class DenseReader {
    /** TensorFlow's own limit. */
    private static final int MAX_RANK = 254;
    private static final int UNKNOWN = -1;

    private final JsonScanner json;
    private long[] sizes = new long[4];
    private int rank;

    /** Lists around the value being read, how many values each has had before, and where that value begins. */
    private int open;
    private long[] counts = new long[4];
    private int start;

    DenseReader(JsonScanner json) {
        this.json = json;
    }

    /** Reads the value under the cursor into {@code column}. */
    void read(Column column) {
        Arrays.fill(sizes, UNKNOWN);
        rank = UNKNOWN;
        open = 0;
        try {
            value(column);
        } catch (StatusException e) {
            throw firstOf(e);
        }
    }

    /** The shape of the value read last. */
    Shape shape() {
        return Shape.of(Arrays.copyOf(sizes, rank));
    }

    private void value(Column column) {
        byte first = json.peek();
        start = json.position();
        if (first == '[') {
            list(column);
            return;
        }
        if (rank == UNKNOWN) {
            rank = open;
        } else if (open != rank) {
            throw StatusException.invalid("JSON Value: %s found at incorrect level: %d in the JSON DOM. Expected at level: %d"
                    .formatted(Column.echo(json), open, rank));
        }
        column.add(json);
    }

    private void list(Column column) {
        int level = open;
        int begin = start;
        if (rank != UNKNOWN && level >= rank) {
            throw StatusException.invalid("Encountered list at unexpected level: %d expected < %d".formatted(level, rank));
        }
        if (level == MAX_RANK) {
            throw StatusException.invalid("Lists are nested deeper than %d levels, the highest rank".formatted(MAX_RANK));
        }
        reserve(level);
        json.take('[');
        open++;
        counts[level] = 0;
        for (boolean more = !json.take(']'); more; more = json.take(',')) {
            value(column);
            counts[level]++;
        }
        if (counts[level] > 0) {
            json.take(']');
        }
        open--;
        start = begin;
        if (sizes[level] == UNKNOWN) {
            sizes[level] = counts[level];
            rank = rank == UNKNOWN ? level + 1 : rank;
        } else if (sizes[level] != counts[level]) {
            throw wrongSize(counts[level], level);
        }
    }

    private void reserve(int level) {
        if (level == sizes.length) {
            sizes = Arrays.copyOf(sizes, level * 2);
            Arrays.fill(sizes, level, sizes.length, UNKNOWN);
            counts = Arrays.copyOf(counts, level * 2);
        }
    }

    /** Of the lists around the value at fault, the outermost of a wrong size. One pass over the rest of the outermost. */
    private StatusException firstOf(StatusException found) {
        StatusException first = found;
        JsonScanner rest = new JsonScanner(json.text, start);
        rest.skipValue();
        for (int level = open - 1; level >= 0; level--) {
            long count = counts[level] + 1;
            while (rest.take(',')) {
                rest.skipValue();
                count++;
            }
            rest.take(']');
            if (sizes[level] != UNKNOWN && sizes[level] != count) {
                first = wrongSize(count, level);
            }
        }
        return first;
    }

    private StatusException wrongSize(long count, int level) {
        return StatusException.invalid("Encountered list at unexpected size: %d at level: %d expected size: %d"
                .formatted(count, level, sizes[level]));
    }
}
