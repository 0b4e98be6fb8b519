package dev.mrc.model;

/** Row-major matrices at export time, where a second more does not matter. */
final class Matrices {
    private Matrices() {
    }

    /** [rows, columns] to [columns, rows]. */
    static float[] transpose(float[] matrix, int rows, int columns) {
        float[] turned = new float[matrix.length];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                turned[column * rows + row] = matrix[row * columns + column];
            }
        }
        return turned;
    }

    /** [rows, inner] times [inner, columns]. */
    static float[] multiply(float[] left, float[] right, int inner) {
        int rows = left.length / inner;
        int columns = right.length / inner;
        float[] product = new float[rows * columns];
        for (int row = 0; row < rows; row++) {
            for (int k = 0; k < inner; k++) {
                float factor = left[row * inner + k];
                for (int column = 0; column < columns; column++) {
                    product[row * columns + column] += factor * right[k * columns + column];
                }
            }
        }
        return product;
    }

    /** Puts matrices of as many rows side by side. */
    static float[] beside(int rows, float[]... parts) {
        int width = 0;
        for (float[] part : parts) {
            width += part.length / rows;
        }
        float[] joined = new float[rows * width];
        int offset = 0;
        for (float[] part : parts) {
            int columns = part.length / rows;
            for (int row = 0; row < rows; row++) {
                System.arraycopy(part, row * columns, joined, row * width + offset, columns);
            }
            offset += columns;
        }
        return joined;
    }
}
