package deephash.generated;

/** The fast Fourier transform (Cooley and Tukey, 1965) of squares whose side is a power of two, in place. */
final class Fourier {

    private final int size;
    private final double[] cosine;
    private final double[] sine;

    Fourier(int size) {
        this.size = size;
        cosine = new double[size / 2];
        sine = new double[size / 2];
        for (int i = 0; i < size / 2; i++) {
            cosine[i] = StrictMath.cos(2 * Math.PI * i / size);
            sine[i] = StrictMath.sin(2 * Math.PI * i / size);
        }
    }

    /**
     * Transforms rows, then columns.
     *
     * @param real shape (size, size), row by row
     * @param imaginary the same
     */
    void square(double[] real, double[] imaginary) {
        for (int i = 0; i < size; i++) {
            line(real, imaginary, i * size, 1);
        }
        for (int i = 0; i < size; i++) {
            line(real, imaginary, i, size);
        }
    }

    private void line(double[] re, double[] im, int start, int step) {
        for (int i = 1, j = 0; i < size; i++) {
            int bit = size >> 1;
            for (; (j & bit) != 0; bit >>= 1) {
                j ^= bit;
            }
            j ^= bit;
            if (i < j) {
                swap(re, start + i * step, start + j * step);
                swap(im, start + i * step, start + j * step);
            }
        }
        for (int length = 2; length <= size; length <<= 1) {
            int half = length / 2;
            for (int from = 0; from < size; from += length) {
                for (int k = 0; k < half; k++) {
                    double c = cosine[k * (size / length)];
                    double s = sine[k * (size / length)];
                    int a = start + (from + k) * step;
                    int b = a + half * step;
                    double x = re[b] * c - im[b] * s;
                    double y = re[b] * s + im[b] * c;
                    re[b] = re[a] - x;
                    im[b] = im[a] - y;
                    re[a] += x;
                    im[a] += y;
                }
            }
        }
    }

    private static void swap(double[] values, int i, int j) {
        double kept = values[i];
        values[i] = values[j];
        values[j] = kept;
    }
}
