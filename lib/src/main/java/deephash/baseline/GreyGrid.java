package deephash.baseline;

import deephash.data.pixel.Pixels;

/** An image made grey and small, as perceptual hashes look at it: the mean brightness of each cell of a grid. */
final class GreyGrid {

    private GreyGrid() {}

    /**
     * The mean brightness of each cell, row by row, in [0, 255]. A pixel that lies in two cells counts in both, by its
     * share of area.
     *
     * @param pixels channel by channel, row by row, of shape {@code shape}
     */
    static double[] of(byte[] pixels, Pixels shape, int columns, int rows) {
        double[] grey = grey(pixels, shape);
        double[] wide = new double[shape.height() * columns];
        for (int y = 0; y < shape.height(); y++) {
            shrink(grey, y * shape.width(), 1, shape.width(), wide, y * columns, 1, columns);
        }
        double[] small = new double[rows * columns];
        for (int x = 0; x < columns; x++) {
            shrink(wide, x, columns, shape.height(), small, x, columns, rows);
        }
        return small;
    }

    private static double[] grey(byte[] pixels, Pixels shape) {
        int plane = shape.height() * shape.width();
        double[] grey = new double[plane];
        for (int i = 0; i < plane; i++) {
            grey[i] = shape.channels() == 1
                    ? pixels[i] & 255
                    // Rec. 601 luma, as JPEG and most perceptual hashes use it
                    : 0.299 * (pixels[i] & 255)
                            + 0.587 * (pixels[plane + i] & 255)
                            + 0.114 * (pixels[2 * plane + i] & 255);
        }
        return grey;
    }

    /** Area means of a line of {@code n} values in {@code cells} cells of equal length. */
    private static void shrink(
            double[] from, int start, int step, int n, double[] to, int toStart, int toStep, int cells) {
        double length = (double) n / cells;
        for (int c = 0; c < cells; c++) {
            double low = c * length;
            double high = low + length;
            double sum = 0;
            for (int i = (int) low; i < Math.min(n, Math.ceil(high)); i++) {
                sum += from[start + i * step] * (Math.min(high, i + 1) - Math.max(low, i));
            }
            to[toStart + c * toStep] = sum / length;
        }
    }

    /** The number of rows of the grid of {@code cells} cells that is closest to a square, and not taller than wide. */
    static int rowsFor(int cells) {
        int rows = (int) Math.sqrt(cells);
        while (cells % rows != 0) {
            rows--;
        }
        return rows;
    }
}
