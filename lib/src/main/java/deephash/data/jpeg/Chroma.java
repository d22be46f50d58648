package deephash.data.jpeg;

/**
 * The rows of a component at the size of the picture. Chroma that was stored at half the width, or half the width and
 * height, goes through the triangle filter of libjpeg ({@code jdsample.c}), bit for bit: a sample counts three
 * quarters, its neighbour one. Even and odd columns are kept apart, so that all sums are of whole lines, of which the
 * JIT compiler makes vector instructions.
 */
final class Chroma {

    /** Narrower planes are repeated, not filtered, as libjpeg does. */
    private static final int NARROW = 2;

    private final byte[] stored;
    private final int start;
    private final int stride;
    private final int across;
    private final int down;
    private final int rows;
    private final int columns;
    private final int[] sums;
    private final int[] left;
    private final int[] right;

    /**
     * A component.
     *
     * @param stored row by row, as unsigned bytes
     * @param start of the component in them
     * @param stride from one row of it to the next; even
     * @param across how many columns of the picture a column stands for, 1 or 2
     * @param down how many rows, 1 or {@code across}
     * @param height of the picture
     * @param width of the picture
     */
    Chroma(byte[] stored, int start, int stride, int across, int down, int height, int width) {
        this.stored = stored;
        this.start = start;
        this.stride = stride;
        this.across = across;
        this.down = down;
        rows = (height + down - 1) / down;
        columns = (width + across - 1) / across;
        sums = new int[columns];
        left = new int[columns];
        right = new int[columns];
    }

    /** The values of a row of the picture: of its even columns, and of its odd ones. */
    void row(int y, int[] even, int[] odd) {
        int row = start + y / down * stride;
        if (across == 1) {
            separate(stored, row, even, odd);
        } else if (columns <= NARROW) {
            widen(stored, row, even);
            widen(stored, row, odd);
        } else if (down == 1) {
            widen(stored, row, sums);
            spread(2, 1, 2, even, odd);
        } else {
            int beside = start + Math.max(0, Math.min(rows - 1, y / 2 + 2 * (y % 2) - 1)) * stride;
            add(stored, row, beside, sums);
            spread(4, 8, 7, even, odd);
        }
    }

    private static void separate(byte[] from, int at, int[] even, int[] odd) {
        for (int x = 0; x < even.length; x++) {
            even[x] = from[at + 2 * x] & 255;
            odd[x] = from[at + 2 * x + 1] & 255;
        }
    }

    private static void widen(byte[] from, int at, int[] to) {
        for (int x = 0; x < to.length; x++) {
            to[x] = from[at + x] & 255;
        }
    }

    private static void add(byte[] from, int at, int beside, int[] to) {
        for (int x = 0; x < to.length; x++) {
            to[x] = 3 * (from[at + x] & 255) + (from[beside + x] & 255);
        }
    }

    /**
     * Two pixels for each sum: three parts of it and one of its neighbour on that side; the outermost are their own.
     *
     * @param shift by how many bits four sums are larger than a sample
     * @param first what rounds the left pixel of a pair
     * @param second what rounds the right one
     */
    private void spread(int shift, int first, int second, int[] even, int[] odd) {
        int last = columns - 1;
        System.arraycopy(sums, 0, left, 1, last);
        System.arraycopy(sums, 1, right, 0, last);
        left[0] = sums[0];
        right[last] = sums[last];
        weigh(sums, left, first, shift, even);
        weigh(sums, right, second, shift, odd);
    }

    private static void weigh(int[] sums, int[] neighbours, int rounding, int shift, int[] to) {
        for (int x = 0; x < to.length; x++) {
            to[x] = (3 * sums[x] + neighbours[x] + rounding) >> shift;
        }
    }
}
