package deephash.data;

/**
 * Chroma of half the width, or half of both sides, brought to the picture's size by the triangle filter of libjpeg
 * ({@code jdsample.c}, "fancy upsampling"): a sample has three parts of the nearer and one of the farther neighbour.
 */
final class Chroma {

    private final byte[] samples;
    private final int stride;
    private final int columns;
    private final int rows;
    private final int across;
    private final int down;
    private final byte[] row;
    private final int[] sums;

    /**
     * One chroma component.
     *
     * @param samples as stored
     * @param stride from one row of them to the next
     * @param width of the picture
     * @param height of the picture
     * @param across 1, or 2 for half the width
     * @param down 1, or 2 for half the height
     */
    Chroma(byte[] samples, int stride, int width, int height, int across, int down) {
        this.samples = samples;
        this.stride = stride;
        this.columns = (width + across - 1) / across;
        this.rows = (height + down - 1) / down;
        this.across = across;
        this.down = down;
        this.row = new byte[across * columns];
        this.sums = new int[columns];
    }

    /** The samples of one row of the picture; valid until the next is asked for. */
    byte[] row(int y) {
        if (across == 1) {
            System.arraycopy(samples, y * stride, row, 0, columns);
            return row;
        }
        int near = y / down;
        if (columns <= 2) {
            for (int x = 0; x < columns; x++) {
                row[2 * x] = samples[near * stride + x];
                row[2 * x + 1] = row[2 * x];
            }
            return row;
        }
        if (down == 1) {
            for (int x = 0; x < columns; x++) {
                sums[x] = samples[near * stride + x] & 255;
            }
            spread(2, 1, 2);
        } else {
            int far = Math.max(0, Math.min(rows - 1, y % 2 == 0 ? near - 1 : near + 1));
            for (int x = 0; x < columns; x++) {
                sums[x] = 3 * (samples[near * stride + x] & 255) + (samples[far * stride + x] & 255);
            }
            spread(4, 8, 7);
        }
        return row;
    }

    private void spread(int shift, int left, int right) {
        int last = columns - 1;
        // at the edges libjpeg keeps the sample of one row as it is
        row[0] = (byte) ((4 * sums[0] + (shift == 2 ? 0 : left)) >> shift);
        row[2 * last + 1] = (byte) ((4 * sums[last] + (shift == 2 ? 0 : right)) >> shift);
        for (int x = 0; x < last; x++) {
            row[2 * x + 1] = (byte) ((3 * sums[x] + sums[x + 1] + right) >> shift);
            row[2 * x + 2] = (byte) ((3 * sums[x + 1] + sums[x] + left) >> shift);
        }
    }
}
