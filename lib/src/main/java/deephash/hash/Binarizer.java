package deephash.hash;

import deephash.code.HashCodes;
import java.util.Arrays;
import java.util.Objects;

/**
 * Fitted thresholds: turns d real values into bits. Bit j is 1 where (x · projection) at j is above threshold j;
 * without a projection, where x at j is. A plain value that can be saved and read field by field.
 *
 * @param threshold how it was fitted, for tables: {@code "mean"}
 * @param thresholds shape (bits)
 * @param projection shape (d, bits), or of no rows where the values are taken as they are
 */
public record Binarizer(String threshold, float[] thresholds, float[][] projection) {

    /** Checks the shapes. */
    public Binarizer {
        if (thresholds.length == 0) {
            throw new IllegalArgumentException("A code has at least 1 bit, and so 1 threshold.");
        }
        for (int i = 0; i < projection.length; i++) {
            if (projection[i].length != thresholds.length) {
                throw new IllegalArgumentException("Row " + i + " of the projection has " + projection[i].length
                        + " values for " + thresholds.length + " bits.");
            }
        }
    }

    /** Thresholds for values taken as they are. */
    public Binarizer(String threshold, float... thresholds) {
        this(threshold, thresholds, new float[0][]);
    }

    /** The length of the codes. */
    public int bits() {
        return thresholds.length;
    }

    /** How many real values it takes. */
    public int features() {
        return projection.length == 0 ? thresholds.length : projection.length;
    }

    /**
     * The codes of features.
     *
     * @param features shape (items, d)
     * @return one code a row
     * @throws IllegalArgumentException if a row has another length, or a value that is not finite
     */
    public HashCodes codes(float[][] features) {
        int perCode = (bits() + 63) / 64;
        long[] words = new long[Math.multiplyExact(features.length, perCode)];
        for (int i = 0; i < features.length; i++) {
            Features.requireRow(features[i], i, features());
            float[] values = project(features[i]);
            for (int w = 0; w < perCode; w++) {
                words[i * perCode + w] = word(values, 64 * w);
            }
        }
        return HashCodes.of(bits(), words);
    }

    /**
     * Up to 64 bits of a code. Bits are close to random, so the processor would mispredict a branch for half of them.
     */
    private long word(float[] values, int from) {
        long word = 0;
        for (int j = Math.min(bits(), from + 64) - 1; j >= from; j--) {
            word = word << 1 | (values[j] > thresholds[j] ? 1 : 0);
        }
        return word;
    }

    /**
     * How far each value is above (positive) or below its threshold: what the bits are the signs of.
     *
     * @param features shape (items, d)
     * @return shape (items, bits)
     */
    public float[][] margins(float[][] features) {
        float[][] margins = new float[features.length][];
        for (int i = 0; i < features.length; i++) {
            Features.requireRow(features[i], i, features());
            margins[i] = project(features[i]).clone();
            for (int j = 0; j < margins[i].length; j++) {
                margins[i][j] -= thresholds[j];
            }
        }
        return margins;
    }

    private float[] project(float[] row) {
        return projection.length == 0 ? row : Features.project(row, projection);
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Binarizer other
                && threshold.equals(other.threshold)
                && Arrays.equals(thresholds, other.thresholds)
                && Arrays.deepEquals(projection, other.projection);
    }

    @Override
    public int hashCode() {
        return Objects.hash(threshold, Arrays.hashCode(thresholds), Arrays.deepHashCode(projection));
    }

    @Override
    public String toString() {
        return threshold + " thresholds, " + bits() + " bits"
                + (projection.length == 0 ? "" : " of " + features() + " values");
    }
}
