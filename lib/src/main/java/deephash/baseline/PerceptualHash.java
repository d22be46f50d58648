package deephash.baseline;

import deephash.code.HashCodes;
import deephash.data.image.Images;
import deephash.data.pixel.Pixels;
import deephash.hash.Hasher;
import deephash.hash.PictureHasher;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * pHash (Zauner 2010): the discrete cosine transform of a 32×32 grey image; which of its lowest frequencies are above
 * their median. Frequencies are taken in the order of the sum of v (down) and u (across), those of equal sum by v; the
 * constant one is left out, so that any number of bits up to 1023 is possible.
 */
public final class PerceptualHash implements Hasher {

    private final int bits;
    private final int[][] frequencies;

    private static final int SIZE = 32;
    private static final double[][] COSINE = cosines();

    private PerceptualHash(int bits) {
        EachImage.requireBits(bits);
        this.bits = bits;
        if (bits >= SIZE * SIZE) {
            throw new IllegalArgumentException("pHash has at most " + (SIZE * SIZE - 1) + " bits, not " + bits + ".");
        }
        frequencies = IntStream.range(1, SIZE * SIZE)
                .mapToObj(i -> new int[] {i / SIZE, i % SIZE})
                .sorted(Comparator.comparingInt(f -> f[0] + f[1]))
                .limit(bits)
                .toArray(int[][]::new);
    }

    /**
     * The hash of this length; images of any shape will do.
     *
     * @param bits 1 to 1023
     * @return the hash
     * @throws IllegalArgumentException if it is less or more
     */
    public static PerceptualHash of(int bits) {
        return new PerceptualHash(bits);
    }

    /**
     * The hash that the Python package imagehash calls {@code phash}, of 64 bits and of whole pictures: to compare with
     * codes that others have stored.
     *
     * @return its codes, bit for bit
     */
    public static PictureHasher imagehash() {
        return imagehash(8);
    }

    /**
     * The hash that the Python package imagehash calls {@code phash(image, hash_size=side)}.
     *
     * @param side 2 to 64
     * @return codes of side · side bits
     * @throws IllegalArgumentException if the side is out of range
     */
    public static PictureHasher imagehash(int side) {
        return new ImageHash(ImageHash.Kind.PERCEPTUAL, side);
    }

    @Override
    public String name() {
        return "pHash";
    }

    @Override
    public int bits() {
        return bits;
    }

    @Override
    public HashCodes hash(Images images) {
        Pixels shape = images.pixels();
        return EachImage.codes(name(), images, bits, (pixels, words, offset) -> {
            double[] cells = GreyGrid.of(pixels, shape, SIZE, SIZE);
            double[] chosen = new double[bits];
            for (int j = 0; j < bits; j++) {
                chosen[j] = coefficient(cells, frequencies[j][0], frequencies[j][1]);
            }
            double[] sorted = chosen.clone();
            Arrays.sort(sorted);
            double median = (sorted[(bits - 1) / 2] + sorted[bits / 2]) / 2;
            for (int j = 0; j < bits; j++) {
                if (chosen[j] > median) {
                    words[offset + j / 64] |= 1L << (j % 64);
                }
            }
        });
    }

    @Override
    public String toString() {
        return "pHash, " + bits + " bits";
    }

    private static double[][] cosines() {
        double[][] cosine = new double[SIZE][SIZE];
        for (int u = 0; u < SIZE; u++) {
            for (int x = 0; x < SIZE; x++) {
                cosine[u][x] = Math.cos((2 * x + 1) * u * Math.PI / (2 * SIZE));
            }
        }
        return cosine;
    }

    /** The DCT-II coefficient of the frequencies v (down) and u (across), up to a scale common to all. */
    private static double coefficient(double[] cells, int v, int u) {
        double sum = 0;
        for (int y = 0; y < SIZE; y++) {
            double row = 0;
            for (int x = 0; x < SIZE; x++) {
                row += cells[y * SIZE + x] * COSINE[u][x];
            }
            sum += row * COSINE[v][y];
        }
        return sum * (u == 0 ? Math.sqrt(0.5) : 1) * (v == 0 ? Math.sqrt(0.5) : 1);
    }
}
