package dev.mrc.answer;

/**
 * The largest of any run of values in constant time, after one pass a power of two (a sparse table). Reused from window to
 * window within one request; not thread-safe.
 */
final class RangeMax {
    /** {@code levels[k][i]} is the largest of {@code 2^k} values from {@code i} on. */
    private float[][] levels = new float[0][];

    /** Takes {@code size} values from {@code from} on; runs asked for later are {@code longest} long at most. */
    void take(float[] values, int from, int size, int longest) {
        int depth = 32 - Integer.numberOfLeadingZeros(Math.min(size, longest));
        if (levels.length < depth || levels[0].length < size) {
            levels = new float[depth][size];
        }
        System.arraycopy(values, from, levels[0], 0, size);
        for (int level = 1; level < depth; level++) {
            widen(levels[level - 1], levels[level], 1 << (level - 1), size);
        }
    }

    private static void widen(float[] narrow, float[] wide, int step, int size) {
        for (int i = 0; i + step < size; i++) {
            wide[i] = Math.max(narrow[i], narrow[i + step]);
        }
    }

    /** The largest of the values {@code first} to {@code last}, both included. */
    float of(int first, int last) {
        int level = 31 - Integer.numberOfLeadingZeros(last - first + 1);
        return Math.max(levels[level][first], levels[level][last + 1 - (1 << level)]);
    }
}
