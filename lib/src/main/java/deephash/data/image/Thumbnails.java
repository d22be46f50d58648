package deephash.data.image;

import deephash.data.pixel.Bitmap;
import deephash.data.pixel.Fit;
import deephash.data.pixel.Pixels;
import deephash.data.pixel.Resampler;
import deephash.progress.Parallel;

/**
 * Small grey versions of images as unit vectors, so that their scalar product is the correlation of the thumbnails. The
 * vectors are in the basis of the discrete cosine transform, low frequencies first: that changes no distance, and most
 * pairs are told apart after a few numbers.
 */
public final class Thumbnails {

    private static final int SIDE = 16;
    private static final int LENGTH = SIDE * SIDE;

    /** Numbers that are compared before asking whether the rest matters. */
    private static final int STEP = 8;

    /** In grey levels; what varies less is flat. */
    private static final double FLAT = 2;

    private static final double[][] COSINE = cosines();
    private static final int[] ZIGZAG = zigzag();

    /** Image after image; all zeros for a flat one. */
    private final float[][] vectors;

    private Thumbnails(float[][] vectors) {
        this.vectors = vectors;
    }

    /**
     * Makes the thumbnails of images.
     *
     * @param images any
     * @return one thumbnail an image
     */
    public static Thumbnails of(Images images) {
        float[][] vectors = new float[images.size()][];
        Parallel.chunks("Making thumbnails", "images", images.size(), 64, (from, to) -> {
            Pixels shape = images.pixels();
            byte[] values = new byte[shape.count()];
            byte[] small = new byte[LENGTH];
            for (int i = from; i < to; i++) {
                images.read(i, values, 0);
                Bitmap image = new Bitmap(shape.channels(), shape.height(), shape.width(), values);
                Resampler.write(image, Pixels.grey(SIDE), Fit.STRETCH, small, 0);
                vectors[i] = vector(small);
            }
        });
        return new Thumbnails(vectors);
    }

    /**
     * The most alike of these to image {@code index} of others; -1 if none but {@code except} correlates as much.
     *
     * @param others with the image looked for
     * @param index of that image
     * @param correlation the least that counts, −1 to 1
     * @param except a place passed over
     * @return a place in these, or −1
     */
    public int nearest(Thumbnails others, int index, double correlation, int except) {
        float[] one = others.vectors[index];
        if (isFlat(one)) {
            return -1;
        }
        // |a - b|² = 2 - 2 a·b for unit vectors; a little more, because floats are rounded
        float limit = (float) (2 - 2 * correlation + 1e-6);
        int nearest = -1;
        for (int i = 0; i < vectors.length; i++) {
            float distance = distance(one, vectors[i], limit);
            if (distance < limit && i != except) {
                nearest = i;
                limit = distance;
            }
        }
        return nearest;
    }

    /**
     * How much two thumbnails are alike.
     *
     * @param index of a thumbnail of these
     * @param others to compare with
     * @param other of a thumbnail of the others
     * @return −1 to 1, 1 for equal ones
     */
    public double correlation(int index, Thumbnails others, int other) {
        double sum = 0;
        for (int d = 0; d < LENGTH; d++) {
            sum += (double) vectors[index][d] * others.vectors[other][d];
        }
        return Math.min(1, sum);
    }

    /** The square of the distance, or, once it is beyond the limit, any number beyond the limit. */
    private static float distance(float[] a, float[] b, float limit) {
        float sum = 0;
        for (int d = 0; d < LENGTH && sum <= limit; d += STEP) {
            float even = 0;
            float odd = 0;
            for (int k = d; k < d + STEP; k += 2) {
                float x = a[k] - b[k];
                float y = a[k + 1] - b[k + 1];
                even += x * x;
                odd += y * y;
            }
            sum += even + odd;
        }
        return sum;
    }

    private static boolean isFlat(float[] vector) {
        for (float value : vector) {
            if (value != 0) {
                return false;
            }
        }
        return true;
    }

    private static float[] vector(byte[] small) {
        double[] rows = new double[LENGTH];
        for (int y = 0; y < SIDE; y++) {
            for (int u = 0; u < SIDE; u++) {
                double sum = 0;
                for (int x = 0; x < SIDE; x++) {
                    sum += (small[y * SIDE + x] & 255) * COSINE[u][x];
                }
                rows[y * SIDE + u] = sum;
            }
        }
        double[] all = new double[LENGTH];
        double energy = 0;
        for (int at = 0; at < LENGTH; at++) {
            int v = ZIGZAG[at] / SIDE;
            int u = ZIGZAG[at] % SIDE;
            double sum = 0;
            for (int y = 0; y < SIDE; y++) {
                sum += rows[y * SIDE + u] * COSINE[v][y];
            }
            // the first is the mean, which correlation leaves out
            all[at] = at == 0 ? 0 : sum;
            energy += all[at] * all[at];
        }
        float[] vector = new float[LENGTH];
        double length = Math.sqrt(energy);
        if (length >= FLAT * SIDE) {
            for (int d = 0; d < LENGTH; d++) {
                vector[d] = (float) (all[d] / length);
            }
        }
        return vector;
    }

    /** The orthonormal basis of the DCT-II. */
    private static double[][] cosines() {
        double[][] cosine = new double[SIDE][SIDE];
        for (int u = 0; u < SIDE; u++) {
            for (int x = 0; x < SIDE; x++) {
                cosine[u][x] =
                        Math.sqrt((u == 0 ? 1.0 : 2.0) / SIDE) * Math.cos((2 * x + 1) * u * Math.PI / (2 * SIDE));
            }
        }
        return cosine;
    }

    private static int[] zigzag() {
        return java.util.stream.IntStream.range(0, LENGTH)
                .boxed()
                .sorted(java.util.Comparator.comparingInt((Integer i) -> i / SIDE + i % SIDE)
                        .thenComparing(i -> i))
                .mapToInt(i -> i)
                .toArray();
    }
}
