package deephash.metric;

import java.util.Arrays;

/**
 * Euclidean distances between real-valued features. Every different distance of a query is a level, so that only items
 * that are exactly as far are tied.
 */
final class EuclideanLevels implements Levels {

    /** Items whose sums are built up together: the sums stay in the first-level cache while the features pass. */
    private static final int BLOCK = 512;

    private final float[][] queries;
    private final int items;
    private final int width;
    /**
     * Blocks of items turned on their side, so that the inner loop runs over items: [block][feature · BLOCK + item].
     */
    private final float[][] blocks;

    EuclideanLevels(float[][] queries, float[][] database) {
        this.queries = queries;
        items = database.length;
        width = database[0].length;
        requireWidth("database", database);
        requireWidth("queries", queries);
        blocks = new float[(items + BLOCK - 1) / BLOCK][width * BLOCK];
        for (int i = 0; i < items; i++) {
            float[] block = blocks[i / BLOCK];
            for (int j = 0; j < width; j++) {
                block[j * BLOCK + i % BLOCK] = database[i][j];
            }
        }
    }

    private void requireWidth(String what, float[][] rows) {
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length != width) {
                throw new IllegalArgumentException("Row " + i + " of the " + what + " has " + rows[i].length
                        + " features, but the first of the database has " + width + ".");
            }
        }
    }

    @Override
    public int queries() {
        return queries.length;
    }

    @Override
    public int items() {
        return items;
    }

    @Override
    public int count() {
        return items;
    }

    @Override
    public boolean areRadii() {
        return false;
    }

    @Override
    public Reader reader(int from, int to) {
        float[][] distances = new float[to - from][blocks.length * BLOCK];
        float[] sums = new float[BLOCK];
        for (int b = 0; b < blocks.length; b++) {
            for (int q = from; q < to; q++) {
                Arrays.fill(sums, 0);
                for (int j = 0; j < width; j++) {
                    addSquares(sums, blocks[b], j * BLOCK, queries[q][j]);
                }
                System.arraycopy(sums, 0, distances[q - from], b * BLOCK, BLOCK);
            }
        }
        long[] order = new long[items];
        return (query, levels) -> toLevels(distances[query - from], order, levels);
    }

    private static void addSquares(float[] sums, float[] features, int offset, float query) {
        for (int i = 0; i < BLOCK; i++) {
            float difference = features[offset + i] - query;
            sums[i] += difference * difference;
        }
    }

    /** Squares are not negative, so their bits sort as the numbers do. */
    private static void toLevels(float[] distances, long[] order, int[] levels) {
        for (int i = 0; i < order.length; i++) {
            order[i] = (long) Float.floatToIntBits(distances[i]) << 32 | i;
        }
        Arrays.sort(order);
        int level = 0;
        for (int r = 0; r < order.length; r++) {
            if (r > 0 && order[r] >>> 32 != order[r - 1] >>> 32) {
                level++;
            }
            levels[(int) order[r]] = level;
        }
    }
}
