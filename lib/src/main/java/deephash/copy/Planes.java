package deephash.copy;

import deephash.data.image.Images;
import deephash.data.pixel.Pixels;

/** Red, green and blue of a picture as numbers in [0, 1], plane by plane, and how they are made small. */
final class Planes {

    /** Rec. 601 luma, as JPEG has it. */
    private static final float[] LUMA = {0.299f, 0.587f, 0.114f};

    private Planes() {}

    /** Shape (3, height, width) of bytes; a grey picture has three equal planes. */
    static float[] of(byte[] bytes, Pixels pixels) {
        int area = pixels.height() * pixels.width();
        float[] planes = new float[3 * area];
        for (int i = 0; i < planes.length; i++) {
            planes[i] = (bytes[pixels.channels() == 1 ? i % area : i] & 255) * (1 / 255f);
        }
        return planes;
    }

    /**
     * A part of a picture, as a square of {@code side} pixels: means over areas where it becomes smaller, straight
     * lines between pixels where it becomes larger.
     *
     * @param from shape (3, height, width)
     * @param left of the part, from 0 to 1 of the width; so {@code right}, and {@code top} and {@code bottom} of the
     *     height
     * @return shape (3, side, side)
     */
    static float[] part(
            float[] from, int height, int width, float left, float top, float right, float bottom, int side) {
        Weights across = new Weights(width, left * width, right * width, side);
        Weights down = new Weights(height, top * height, bottom * height, side);
        float[] wide = new float[height * side];
        float[] to = new float[3 * side * side];
        for (int c = 0; c < 3; c++) {
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < side; x++) {
                    wide[y * side + x] = across.at(x, from, (c * height + y) * width, 1);
                }
            }
            for (int y = 0; y < side; y++) {
                for (int x = 0; x < side; x++) {
                    to[(c * side + y) * side + x] = down.at(y, wide, x, side);
                }
            }
        }
        return to;
    }

    /** What each cell of a line takes from which pixels. */
    private static final class Weights {
        private final int[] first;
        private final float[][] weights;

        Weights(int size, float from, float to, int cells) {
            first = new int[cells];
            weights = new float[cells][];
            float length = (to - from) / cells;
            for (int k = 0; k < cells; k++) {
                float low = from + k * length;
                weights[k] = length >= 1 ? area(k, low, low + length, size) : line(k, low + length / 2, size);
            }
        }

        private float[] area(int cell, float low, float high, int size) {
            int start = Math.max(0, Math.min(size - 1, (int) Math.floor(low + 1e-4f)));
            int end = Math.max(start + 1, Math.min(size, (int) Math.ceil(high - 1e-4f)));
            first[cell] = start;
            float[] shares = new float[end - start];
            float sum = 0;
            for (int i = 0; i < shares.length; i++) {
                shares[i] = Math.min(high, start + i + 1) - Math.max(low, start + i);
                sum += shares[i];
            }
            for (int i = 0; i < shares.length; i++) {
                shares[i] /= sum;
            }
            return shares;
        }

        private float[] line(int cell, float centre, int size) {
            float at = Math.max(0, Math.min(size - 1, centre - 0.5f));
            int low = Math.min((int) at, Math.max(0, size - 2));
            first[cell] = low;
            return size == 1 ? new float[] {1} : new float[] {1 - (at - low), at - low};
        }

        float at(int cell, float[] values, int start, int step) {
            float[] shares = weights[cell];
            float sum = 0;
            for (int i = 0; i < shares.length; i++) {
                sum += shares[i] * values[start + (first[cell] + i) * step];
            }
            return sum;
        }
    }

    /** A picture of any shape as (3, 32, 32) numbers, by way of 64×64 pixels, as in training; not yet standardised. */
    static float[] small(Images images, int item) {
        return part(ViewPairs.square(images, item), ViewPairs.FROM, ViewPairs.FROM, 0, 0, 1, 1, CopyNetwork.SIDE);
    }

    /** The mirror image: left becomes right. */
    static float[] mirrored(float[] planes, int side) {
        float[] mirror = new float[planes.length];
        for (int i = 0; i < planes.length; i++) {
            mirror[i / side * side + side - 1 - i % side] = planes[i];
        }
        return mirror;
    }

    /** Subtracts the mean brightness and divides by its spread, so that only colour and shape are left; in place. */
    static void standardise(float[] planes, int offset, int area) {
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < area; i++) {
            float y = LUMA[0] * planes[offset + i]
                    + LUMA[1] * planes[offset + area + i]
                    + LUMA[2] * planes[offset + 2 * area + i];
            sum += y;
            squares += (double) y * y;
        }
        double mean = sum / area;
        double spread = Math.sqrt(Math.max(0, squares / area - mean * mean)) + 0.02;
        for (int i = offset; i < offset + 3 * area; i++) {
            planes[i] = (float) ((planes[i] - mean) / spread);
        }
    }
}
