package deephash.data.pixel;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The antialiased triangle filter along one direction, in fixed point, as Pillow's {@code Resample.c} has it. All sums
 * are of whole lines, number by number: the JIT compiler makes vector instructions of that.
 *
 * @param source how many positions there are
 * @param from for each target position the first source position that counts
 * @param weights for each target position the weights of the source positions from there on, with sum 2^15
 */
record Filter(int source, int[] from, int[][] weights) {

    private static final int BITS = 15;

    /** How many rows are turned into columns at a time, so that they stay in the nearest cache. */
    private static final int ROWS = 128;

    /** Most images of a set have the same few sizes. */
    private static final Map<Long, Filter> KNOWN = new ConcurrentHashMap<>();

    private static final int MOST_KNOWN = 1_000;

    /** The filter that brings a number of positions to another. */
    static Filter of(int source, int target) {
        long key = (long) source << 32 | target;
        Filter known = KNOWN.get(key);
        if (known == null) {
            known = compute(source, target);
            if (KNOWN.size() < MOST_KNOWN) {
                KNOWN.put(key, known);
            }
        }
        return known;
    }

    private static Filter compute(int source, int target) {
        double scale = (double) source / target;
        double support = Math.max(scale, 1);
        int[] from = new int[target];
        int[][] weights = new int[target][];
        for (int t = 0; t < target; t++) {
            double centre = (t + 0.5) * scale;
            int first = Math.max(0, (int) (centre - support + 0.5));
            int end = Math.min(source, (int) (centre + support + 0.5));
            double[] exact = new double[end - first];
            double sum = 0;
            for (int i = 0; i < exact.length; i++) {
                exact[i] = Math.max(0, 1 - Math.abs((first + i - centre + 0.5) / support));
                sum += exact[i];
            }
            from[t] = first;
            weights[t] = new int[exact.length];
            for (int i = 0; i < exact.length; i++) {
                weights[t][i] = (int) Math.round(exact[i] / sum * (1 << BITS));
            }
        }
        return new Filter(source, from, weights);
    }

    /**
     * Brings rows of bytes to the target's width.
     *
     * @param at where the first row starts
     * @param scratch in which the target's rows are afterwards
     */
    int[][] rows(byte[] bytes, int at, int height, Scratch scratch) {
        int target = from.length;
        int[][] columns = scratch.columns(source, ROWS);
        int[][] sums = scratch.sums(target, ROWS);
        int[][] to = scratch.rows(height, target);
        for (int y = 0; y < height; y += ROWS) {
            int rows = Math.min(ROWS, height - y);
            for (int x = 0; x < source; x++) {
                column(bytes, at + y * source + x, rows, columns[x]);
            }
            for (int t = 0; t < target; t++) {
                weigh(columns, t, sums[t], rows);
            }
            for (int row = 0; row < rows; row++) {
                int[] line = to[y + row];
                for (int t = 0; t < target; t++) {
                    line[t] = sums[t][row];
                }
            }
        }
        return to;
    }

    private void column(byte[] bytes, int at, int rows, int[] to) {
        for (int row = 0; row < rows; row++) {
            to[row] = bytes[at + row * source] & 255;
        }
    }

    /** Brings columns to the target's height. */
    void columns(int[][] rows, int width, byte[] to, int offset) {
        int[] sums = new int[width];
        for (int t = 0; t < from.length; t++) {
            weigh(rows, t, sums, width);
            int at = offset + t * width;
            for (int x = 0; x < width; x++) {
                to[at + x] = (byte) sums[x];
            }
        }
    }

    /** One line of the target, four lines of the source at a time. */
    private void weigh(int[][] lines, int t, int[] to, int count) {
        int[] w = weights[t];
        if (w.length > 4) {
            Arrays.fill(to, 0, count, 1 << (BITS - 1));
        }
        for (int i = 0; i < w.length; i += 4) {
            int last = w.length - 1;
            // weights of 0 where fewer than four lines are left
            int[] line0 = lines[from[t] + i];
            int[] line1 = lines[from[t] + Math.min(i + 1, last)];
            int[] line2 = lines[from[t] + Math.min(i + 2, last)];
            int[] line3 = lines[from[t] + Math.min(i + 3, last)];
            int w1 = i + 1 > last ? 0 : w[i + 1];
            int w2 = i + 2 > last ? 0 : w[i + 2];
            int w3 = i + 3 > last ? 0 : w[i + 3];
            if (w.length > 4) {
                add(line0, line1, line2, line3, w[i], w1, w2, w3, to, count);
            } else {
                sum(line0, line1, line2, line3, w[i], w1, w2, w3, to, count);
            }
        }
        if (w.length > 4) {
            scale(to, count);
        }
    }

    private static void add(int[] a, int[] b, int[] c, int[] d, int wa, int wb, int wc, int wd, int[] to, int count) {
        for (int i = 0; i < count; i++) {
            to[i] += wa * a[i] + wb * b[i] + wc * c[i] + wd * d[i];
        }
    }

    private static void scale(int[] to, int count) {
        for (int i = 0; i < count; i++) {
            int value = to[i] >> BITS;
            to[i] = (value | (255 - value) >> 31) & 255;
        }
    }

    /** All in one for the most frequent case. Rounded weights can sum to a little more than one. */
    private static void sum(int[] a, int[] b, int[] c, int[] d, int wa, int wb, int wc, int wd, int[] to, int count) {
        for (int i = 0; i < count; i++) {
            int value = ((1 << (BITS - 1)) + wa * a[i] + wb * b[i] + wc * c[i] + wd * d[i]) >> BITS;
            to[i] = (value | (255 - value) >> 31) & 255;
        }
    }
}
