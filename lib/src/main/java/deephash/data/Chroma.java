package deephash.data;

/**
 * Chroma that was stored at half the width, or half the width and height, brought back to the size of the picture: the
 * triangle filter of libjpeg ({@code jdsample.c}), bit for bit. A sample counts three quarters, its neighbour one.
 */
final class Chroma {

    /** Narrower planes are repeated, not filtered, as libjpeg does. */
    private static final int NARROW = 2;

    private Chroma() {}

    /**
     * Brings a plane to the size of the picture.
     *
     * @param stored row by row, as unsigned bytes
     * @param start of the plane
     * @param stride from one row of it to the next
     * @param across how many columns of the picture a column stands for, 1 or 2
     * @param down how many rows, 1 or {@code across}
     * @return {@code height · width} values
     */
    static byte[] widened(byte[] stored, int start, int stride, int across, int down, int height, int width) {
        byte[] plane = new byte[height * width];
        int columns = (width + across - 1) / across;
        int rows = (height + down - 1) / down;
        int[] sums = new int[columns];
        for (int y = 0; y < height; y++) {
            int row = start + y / down * stride;
            int at = y * width;
            if (across == 1) {
                System.arraycopy(stored, row, plane, at, width);
            } else if (columns <= NARROW) {
                for (int x = 0; x < width; x++) {
                    plane[at + x] = stored[row + x / 2];
                }
            } else if (down == 1) {
                for (int x = 0; x < columns; x++) {
                    sums[x] = stored[row + x] & 255;
                }
                spread(sums, 2, 1, 2, plane, at, width);
            } else {
                int beside = Math.max(0, Math.min(rows - 1, y / 2 + 2 * (y % 2) - 1)) * stride + start;
                for (int x = 0; x < columns; x++) {
                    sums[x] = 3 * (stored[row + x] & 255) + (stored[beside + x] & 255);
                }
                spread(sums, 4, 8, 7, plane, at, width);
            }
        }
        return plane;
    }

    /**
     * Two pixels for each sum: three parts of it and one of its neighbour on that side; the outermost have none, and stay.
     *
     * @param shift by how many bits four sums are larger than a sample
     * @param even what rounds the left pixel of a pair
     * @param odd what rounds the right one
     */
    private static void spread(int[] sums, int shift, int even, int odd, byte[] to, int at, int width) {
        int last = sums.length - 1;
        for (int x = 0; x < width; x++) {
            int here = sums[x / 2];
            int neighbour = x % 2 == 0 ? sums[Math.max(0, x / 2 - 1)] : sums[Math.min(last, x / 2 + 1)];
            to[at + x] = (byte) ((3 * here + neighbour + (x % 2 == 0 ? even : odd)) >> shift);
        }
    }
}
