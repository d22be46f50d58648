package deephash.baseline;

/**
 * The discrete cosine transform (DCT-II) of lines and squares, without scaling, as {@code scipy.fftpack.dct} has it.
 */
final class Cosine {

    private Cosine() {}

    /**
     * The transform of a square, in place, first downwards, then across.
     *
     * @param values side · side numbers, row by row
     */
    static void square(double[] values, int side) {
        double[] line = new double[side];
        for (int x = 0; x < side; x++) {
            for (int y = 0; y < side; y++) {
                line[y] = values[y * side + x];
            }
            double[] transformed = line(line);
            for (int y = 0; y < side; y++) {
                values[y * side + x] = transformed[y];
            }
        }
        for (int y = 0; y < side; y++) {
            System.arraycopy(values, y * side, line, 0, side);
            System.arraycopy(line(line), 0, values, y * side, side);
        }
    }

    /**
     * 2 · Σ x[n] cos(π k (2n + 1) / 2N) for each k. Sums and differences of opposite values are taken first, so that
     * flat and symmetric lines give exact zeros, and bits that compare with them do not depend on rounding.
     */
    static double[] line(double[] x) {
        int n = x.length;
        if (n == 1) {
            return new double[] {2 * x[0]};
        }
        double[] result = new double[n];
        if (n % 2 == 1) {
            for (int k = 0; k < n; k++) {
                for (int i = 0; i < n; i++) {
                    result[k] += 2 * x[i] * Math.cos(Math.PI * k * (2 * i + 1) / (2.0 * n));
                }
            }
            return result;
        }
        double[] sums = new double[n / 2];
        double[] differences = new double[n / 2];
        for (int i = 0; i < n / 2; i++) {
            sums[i] = x[i] + x[n - 1 - i];
            differences[i] = x[i] - x[n - 1 - i];
        }
        double[] even = line(sums);
        for (int k = 0; k < n / 2; k++) {
            result[2 * k] = even[k];
            double sum = 0;
            for (int i = 0; i < n / 2; i++) {
                // reduced to one period, so that equal angles have equal cosines
                int angle = (2 * k + 1) * (2 * i + 1) % (4 * n);
                sum += differences[i] * Math.cos(Math.PI * angle / (2.0 * n));
            }
            result[2 * k + 1] = 2 * sum;
        }
        return result;
    }
}
