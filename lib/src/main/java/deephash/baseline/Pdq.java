package deephash.baseline;

import deephash.hash.PictureHasher;
import deephash.picture.Picture;
import java.util.Arrays;

/**
 * PDQ (Facebook 2019, "The TMK+PDQF video-hashing algorithm and the PDQ image-hashing algorithm"), 256 bits: brightness
 * smoothed by four box filters, reduced to 64×64, the 16×16 lowest frequencies of its cosine transform without the
 * constant ones, each above their median or not. Bit for bit the codes of the Python package {@code pdqhash} on the
 * same pixels, in the order in which it gives them; {@code code.hex()} is the usual notation of PDQ. Programs that
 * shrink pictures to 512 pixels first, as the reference's own does, get codes a few bits off; so do drawings that are
 * flat or exactly symmetric, where bits depend on how zeros are rounded.
 */
public final class Pdq implements PictureHasher {

    private static final int BITS = 256;
    private static final int SIDE = 64;
    private static final int LOW = 16;
    private static final int LEAST = 5;
    private static final int PASSES = 2;
    private static final float[][] COSINE = cosine();

    private static final Pdq INSTANCE = new Pdq();

    private Pdq() {}

    /**
     * The hash.
     *
     * @return codes of 256 bits
     */
    public static Pdq of() {
        return INSTANCE;
    }

    @Override
    public String name() {
        return "PDQ";
    }

    @Override
    public int bits() {
        return BITS;
    }

    @Override
    public long[] code(Picture picture) {
        if (picture.width() < LEAST || picture.height() < LEAST) {
            return new long[BITS / 64];
        }
        float[] low = transform(small(picture));
        float[] sorted = low.clone();
        Arrays.sort(sorted);
        float median = sorted[BITS / 2 - 1];
        return Codes.of(BITS, j -> low[BITS - 1 - j] > median);
    }

    /**
     * How much there is to see: PDQ's authors advise to leave out pictures below 50.
     *
     * @param picture of any size
     * @return 0 (flat, or less than 5 pixels wide or high) to 100
     */
    public int quality(Picture picture) {
        if (picture.width() < LEAST || picture.height() < LEAST) {
            return 0;
        }
        float[] small = small(picture);
        int sum = 0;
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                int at = y * SIDE + x;
                if (y < SIDE - 1) {
                    sum += Math.abs((int) ((small[at] - small[at + SIDE]) * 100 / 255));
                }
                if (x < SIDE - 1) {
                    sum += Math.abs((int) ((small[at] - small[at + 1]) * 100 / 255));
                }
            }
        }
        return Math.min(100, sum / 90);
    }

    private static float[] small(Picture picture) {
        int width = picture.width();
        int height = picture.height();
        float[] luma = new float[width * height];
        for (int i = 0; i < luma.length; i++) {
            luma[i] = (float) ((picture.plane(0)[i] & 255) * 0.299
                    + (picture.plane(1)[i] & 255) * 0.587
                    + (picture.plane(2)[i] & 255) * 0.114);
        }
        float[] other = new float[luma.length];
        int across = window(width);
        int down = window(height);
        for (int pass = 0; pass < PASSES; pass++) {
            for (int y = 0; y < height; y++) {
                box(luma, other, y * width, width, 1, across);
            }
            for (int x = 0; x < width; x++) {
                box(other, luma, x, height, width, down);
            }
        }
        float[] small = new float[SIDE * SIDE];
        for (int y = 0; y < SIDE; y++) {
            int row = (int) ((y + 0.5) * height / SIDE);
            for (int x = 0; x < SIDE; x++) {
                small[y * SIDE + x] = luma[row * width + (int) ((x + 0.5) * width / SIDE)];
            }
        }
        return small;
    }

    private static int window(int size) {
        return (size + 2 * SIDE - 1) / (2 * SIDE);
    }

    /** Means over a window that is cut off at both ends of a line. Summed in the order of the reference. */
    private static void box(float[] from, float[] to, int start, int length, int step, int window) {
        int half = (window + 2) / 2;
        int right = start;
        int left = start;
        int out = start;
        float sum = 0;
        int count = 0;
        for (int i = 0; i < half - 1; i++, right += step) {
            sum += from[right];
            count++;
        }
        for (int i = 0; i < window - half + 1; i++, right += step, out += step) {
            sum += from[right];
            count++;
            to[out] = sum / count;
        }
        for (int i = 0; i < length - window; i++, right += step, left += step, out += step) {
            sum += from[right];
            sum -= from[left];
            to[out] = sum / count;
        }
        for (int i = 0; i < half - 1; i++, left += step, out += step) {
            sum -= from[left];
            count--;
            to[out] = sum / count;
        }
    }

    private static float[][] cosine() {
        float[][] cosine = new float[LOW][SIDE];
        double scale = Math.sqrt(2.0 / SIDE);
        for (int i = 0; i < LOW; i++) {
            for (int j = 0; j < SIDE; j++) {
                cosine[i][j] = (float) (scale * Math.cos(Math.PI / 2 / SIDE * (i + 1) * (2 * j + 1)));
            }
        }
        return cosine;
    }

    private static float[] transform(float[] small) {
        float[] half = new float[LOW * SIDE];
        for (int i = 0; i < LOW; i++) {
            for (int j = 0; j < SIDE; j++) {
                float sum = 0;
                for (int k = 0; k < SIDE; k++) {
                    sum += COSINE[i][k] * small[k * SIDE + j];
                }
                half[i * SIDE + j] = sum;
            }
        }
        float[] low = new float[BITS];
        for (int i = 0; i < LOW; i++) {
            for (int j = 0; j < LOW; j++) {
                float sum = 0;
                for (int k = 0; k < SIDE; k++) {
                    sum += half[i * SIDE + k] * COSINE[j][k];
                }
                low[i * LOW + j] = sum;
            }
        }
        return low;
    }

    @Override
    public String toString() {
        return "PDQ, 256 bits";
    }
}
