package dev.mrc.answer;

/**
 * Where the largest of the last so many values stands, for every place, in one pass whatever the width (van Herk 1992, Gil and
 * Werman 1993): values are cut into blocks of the width, so that any run of it is the end of one block and the beginning of the
 * next. Reused from window to window within one request; not thread-safe.
 */
final class SlidingMax {
    private int[] blockEnds = new int[0];

    /**
     * For {@code size} values from {@code from} on: {@code places[i]} is where the largest of the values {@code i - width + 1}
     * to {@code i} stands, the first of equal ones, counted from {@code from}.
     */
    void find(float[] values, int from, int width, int[] places) {
        int size = places.length;
        int largest = 0;
        int left = 0;
        for (int i = 0; i < size; i++) {
            if (left == 0 || values[from + i] > values[from + largest]) {
                largest = i;
                left = left == 0 ? width : left;
            }
            places[i] = largest;
            left--;
        }
        if (size > width) {
            join(values, from, width, places);
        }
    }

    private void join(float[] values, int from, int width, int[] places) {
        int size = places.length;
        if (blockEnds.length < size) {
            blockEnds = new int[size];
        }
        int[] ends = blockEnds;
        for (int block = 0; block + width < size; block += width) {
            int largest = block + width - 1;
            for (int i = largest; i >= block; i--) {
                if (values[from + i] >= values[from + largest]) {
                    largest = i;
                }
                ends[i] = largest;
            }
        }
        for (int i = width; i < size; i++) {
            int before = ends[i - width + 1];
            if ((i + 1) % width != 0 && values[from + before] >= values[from + places[i]]) {
                places[i] = before;
            }
        }
    }
}
