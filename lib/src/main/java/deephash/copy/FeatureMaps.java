package deephash.copy;

import deephash.copy.CopyNetwork.Layer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Square feature maps of several pictures, one long row for each channel, and convolutions of them. After each line of
 * a map lies a zero, and after each map a line of zeros, which serve as the zeros around the map; so a convolution is a
 * sum of shifted rows, and its inner loop runs over all pictures at once, in the form that the JVM turns into vector
 * instructions (all arrays read and written at one index).
 *
 * @param count how many pictures
 * @param side of each map
 * @param rows one for each channel, of length {@link #length}
 */
record FeatureMaps(int count, int side, float[][] rows) {

    private static final int TAPS = 9;

    /** Maps of zeros. */
    static FeatureMaps empty(int count, int side, int channels) {
        return new FeatureMaps(count, side, new float[channels][length(count, side)]);
    }

    private static int length(int count, int side) {
        // a line of zeros and one more before the first map; after the last one there is such a line anyway
        return (side + 2) + count * (side + 1) * (side + 1) + 1;
    }

    /** Where a value lies in its row. */
    int at(int picture, int y, int x) {
        return (side + 2) + (picture * (side + 1) + y) * (side + 1) + x;
    }

    /**
     * A convolution with a 3×3 or 1×1 kernel.
     *
     * @param stride 1 or 2; with 2, the result has half the side
     * @param added to the result, or nothing
     * @return rectified if {@code rectified}
     */
    FeatureMaps convolved(Layer layer, int stride, @Nullable FeatureMaps added, boolean rectified) {
        FeatureMaps to = empty(count, side / stride, layer.out());
        int length = to.rows[0].length;
        for (int o = 0; o < layer.out(); o++) {
            Arrays.fill(to.rows[o], layer.bias()[o]);
        }
        float[][] taps = new float[TAPS][];
        float[] weights = new float[TAPS];
        if (layer.kernel() == 3) {
            for (int k = 0; k < TAPS; k++) {
                taps[k] = new float[length];
            }
            for (int c = 0; c < layer.in(); c++) {
                for (int k = 0; k < TAPS; k++) {
                    shifted(rows[c], k / 3 - 1, k % 3 - 1, stride, taps[k], to);
                }
                for (int o = 0; o < layer.out(); o++) {
                    for (int k = 0; k < TAPS; k++) {
                        weights[k] = layer.weights()[(k * layer.in() + c) * layer.out() + o];
                    }
                    accumulate(to.rows[o], taps, weights);
                }
            }
        } else {
            for (int c = 0; c < layer.in(); c += TAPS) {
                for (int k = 0; k < TAPS; k++) {
                    taps[k] = rows[Math.min(c + k, layer.in() - 1)];
                }
                for (int o = 0; o < layer.out(); o++) {
                    for (int k = 0; k < TAPS; k++) {
                        weights[k] = c + k < layer.in() ? layer.weights()[(c + k) * layer.out() + o] : 0;
                    }
                    accumulate(to.rows[o], taps, weights);
                }
            }
        }
        to.finish(added, rectified);
        return to;
    }

    /** Row values as a place of the result sees them {@code down} lines and {@code right} values further. */
    private void shifted(float[] row, int down, int right, int stride, float[] tap, FeatureMaps to) {
        if (stride == 1) {
            int by = down * (side + 1) + right;
            int from = side + 2;
            System.arraycopy(row, from + by, tap, from, Math.min(row.length - from, row.length - from - by));
            return;
        }
        for (int p = 0; p < count; p++) {
            for (int y = 0; y < to.side; y++) {
                int source = at(p, 2 * y + down, right);
                int target = to.at(p, y, 0);
                for (int x = 0; x < to.side; x++) {
                    tap[target + x] = row[source + 2 * x];
                }
            }
        }
    }

    private static void accumulate(float[] sums, float[][] taps, float[] weights) {
        add(
                sums,
                taps[0],
                taps[1],
                taps[2],
                taps[3],
                taps[4],
                weights[0],
                weights[1],
                weights[2],
                weights[3],
                weights[4]);
        add(sums, taps[5], taps[6], taps[7], taps[8], weights[5], weights[6], weights[7], weights[8]);
    }

    private static void add(
            float[] sums,
            float[] a,
            float[] b,
            float[] c,
            float[] d,
            float[] e,
            float wa,
            float wb,
            float wc,
            float wd,
            float we) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += a[i] * wa + b[i] * wb + c[i] * wc + d[i] * wd + e[i] * we;
        }
    }

    private static void add(
            float[] sums, float[] a, float[] b, float[] c, float[] d, float wa, float wb, float wc, float wd) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += a[i] * wa + b[i] * wb + c[i] * wc + d[i] * wd;
        }
    }

    private void finish(@Nullable FeatureMaps added, boolean rectified) {
        for (int c = 0; c < rows.length; c++) {
            float[] row = rows[c];
            if (added != null) {
                float[] other = added.rows[c];
                for (int i = 0; i < row.length; i++) {
                    row[i] += other[i];
                }
            }
            if (rectified) {
                for (int i = 0; i < row.length; i++) {
                    row[i] = Math.max(0, row[i]);
                }
            }
            Arrays.fill(row, 0, side + 2, 0);
            for (int p = 0; p < count; p++) {
                for (int y = 0; y < side; y++) {
                    row[at(p, y, side)] = 0;
                }
                Arrays.fill(row, at(p, side, 0), at(p, side, side) + 1, 0);
            }
            row[row.length - 1] = 0;
        }
    }

    /** The values of one picture, channel by channel, row by row. */
    float[] values(int picture) {
        float[] values = new float[rows.length * side * side];
        for (int c = 0; c < rows.length; c++) {
            for (int y = 0; y < side; y++) {
                System.arraycopy(rows[c], at(picture, y, 0), values, (c * side + y) * side, side);
            }
        }
        return values;
    }

    /** Maps of more pictures: these, then others of the same shape. */
    FeatureMaps and(FeatureMaps others) {
        FeatureMaps all = empty(count + others.count, side, rows.length);
        int own = count * (side + 1) * (side + 1);
        for (int c = 0; c < rows.length; c++) {
            System.arraycopy(rows[c], 0, all.rows[c], 0, side + 2 + own);
            System.arraycopy(others.rows[c], side + 2, all.rows[c], side + 2 + own, others.rows[c].length - side - 2);
        }
        return all;
    }
}
