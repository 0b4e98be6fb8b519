package dev.mrc.model;

import java.nio.FloatBuffer;

import org.tensorflow.Operand;
import org.tensorflow.types.family.TFloating;

/**
 * What a piece brings to the input of an {@code mrc-match} network: its embedding, its canonical piece's and those of its
 * syllables, projected to the encoder's width. All of it depends on the id alone, so it is worked out at export and one table
 * is left of it.
 */
final class MatchEmbedding {
    /** Of a piece at most so many count. */
    private static final int SYLLABLES = 4;

    private MatchEmbedding() {
    }

    /** [pieces, width]. */
    static Operand<TFloating> table(Weights weights, MatchConfig config) {
        Checkpoint checkpoint = weights.checkpoint();
        int pieces = config.tables().vocabulary();
        int size = config.tables().embedding();
        int width = config.encoder().width();
        float[] projection = checkpoint.floats("embedding_to_hidden.weight", width, size);
        float[] table = Matrices.multiply(sums(checkpoint, config.tables()), Matrices.transpose(projection, width, size), size);
        float[] bias = checkpoint.floats("embedding_to_hidden.bias", width);
        for (int i = 0; i < table.length; i++) {
            table[i] += bias[i % width];
        }
        return weights.floats("embedding", table, pieces, width);
    }

    private static float[] sums(Checkpoint checkpoint, MatchConfig.Tables tables) {
        int pieces = tables.vocabulary();
        int size = tables.embedding();
        float[] token = checkpoint.floats("token.weight", pieces, size);
        float[] syllable = checkpoint.floats("syllable.weight", tables.syllables(), size);
        int[] canonical = checkpoint.ints("tables.canonical", pieces);
        int[] syllables = checkpoint.ints("tables.syllables", pieces, SYLLABLES);
        float[] sums = token.clone();
        for (int id = 0; id < pieces; id++) {
            addRow(slice(token, within(canonical[id], pieces, "tables.canonical"), size), sums, id);
            for (int i = id * SYLLABLES; i < (id + 1) * SYLLABLES; i++) {
                int row = within(syllables[i], tables.syllables(), "tables.syllables");
                if (row > 0) { // 0 is "none"
                    addRow(slice(syllable, row, size), sums, id);
                }
            }
        }
        return sums;
    }

    private static FloatBuffer slice(float[] table, int row, int size) {
        return FloatBuffer.wrap(table, row * size, size);
    }

    private static void addRow(FloatBuffer row, float[] sums, int id) {
        for (int to = id * row.remaining(); row.hasRemaining(); to++) {
            sums[to] += row.get();
        }
    }

    private static int within(int index, int rows, String table) {
        if (index < 0 || index >= rows) {
            throw new UnusableModelException("Tensor '%s' holds %d but must stay between 0 and %d.".formatted(table, index,
                    rows - 1));
        }
        return index;
    }
}
