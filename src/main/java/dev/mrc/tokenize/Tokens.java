package dev.mrc.tokenize;

import java.util.Arrays;

/**
 * The pieces of one text, in order: vocabulary id and place of each. Immutable.
 *
 * <p>
 * Three packed arrays instead of a list of records: a 50,000-character page has some 22,000 pieces, and a request must not
 * make an object for each. Offsets are UTF-16 units of the text as sent, half-open, and never cut a surrogate pair or a
 * sequence of conjoining jamo.
 */
public final class Tokens {
    private final int[] ids;
    private final int[] starts;
    private final int[] ends;

    /** Takes over the arrays; the caller keeps no reference. All three have the same length. */
    Tokens(int[] ids, int[] starts, int[] ends) {
        this.ids = ids;
        this.starts = starts;
        this.ends = ends;
    }

    /** For tests and tools: piece {@code i} has id {@code ids[i]} and covers {@code [starts[i], ends[i])}. Copies. */
    public static Tokens of(int[] ids, int[] starts, int[] ends) {
        if (ids.length != starts.length || ids.length != ends.length) {
            throw new IllegalArgumentException("ids, starts and ends differ in length");
        }
        return new Tokens(ids.clone(), starts.clone(), ends.clone());
    }

    public int size() {
        return ids.length;
    }

    public int id(int index) {
        return ids[index];
    }

    /** First UTF-16 unit of the piece in the text as sent. */
    public int start(int index) {
        return starts[index];
    }

    /** One past the last UTF-16 unit of the piece in the text as sent. */
    public int end(int index) {
        return ends[index];
    }

    /** From the start of piece {@code first} to the end of piece {@code last}, both included. */
    public CharSpan span(int first, int last) {
        return new CharSpan(starts[first], ends[last]);
    }

    /** A copy of the ids. */
    public int[] ids() {
        return ids.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tokens that && Arrays.equals(ids, that.ids) && Arrays.equals(starts, that.starts)
                && Arrays.equals(ends, that.ends);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(ids) * 31 + Arrays.hashCode(starts);
    }

    /** Ids and places, no text. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("Tokens[");
        for (int i = 0; i < ids.length; i++) {
            text.append(i == 0 ? "" : " ").append(ids[i]).append('@').append(starts[i]).append('-').append(ends[i]);
        }
        return text.append(']').toString();
    }
}
