package deephash.baseline;

import deephash.code.HashCodes;
import deephash.data.image.Images;
import deephash.data.pixel.Pixels;
import deephash.hash.Hasher;
import deephash.hash.PictureHasher;
import java.util.Arrays;

/**
 * aHash (Krawetz 2011): which cells of a small grey image are brighter than the mean. The grid has one cell a bit, and
 * is as square as that allows: 8×8 for 64 bits.
 */
public final class AverageHash implements Hasher {

    private final int bits;

    private AverageHash(int bits) {
        EachImage.requireBits(bits);
        this.bits = bits;
    }

    /**
     * The hash of this length; images of any shape will do.
     *
     * @param bits at least 1
     * @return the hash
     * @throws IllegalArgumentException if it is less
     */
    public static AverageHash of(int bits) {
        return new AverageHash(bits);
    }

    /**
     * The hash that the Python package imagehash calls {@code average_hash}, of 64 bits and of whole pictures: to
     * compare with codes that others have stored.
     *
     * @return its codes, bit for bit
     */
    public static PictureHasher imagehash() {
        return imagehash(8);
    }

    /**
     * The hash that the Python package imagehash calls {@code average_hash(image, hash_size=side)}.
     *
     * @param side 2 to 64
     * @return codes of side · side bits
     * @throws IllegalArgumentException if the side is out of range
     */
    public static PictureHasher imagehash(int side) {
        return new ImageHash(ImageHash.Kind.AVERAGE, side);
    }

    @Override
    public String name() {
        return "aHash";
    }

    @Override
    public int bits() {
        return bits;
    }

    @Override
    public HashCodes hash(Images images) {
        Pixels shape = images.pixels();
        int rows = GreyGrid.rowsFor(bits);
        return EachImage.codes(name(), images, bits, (pixels, words, offset) -> {
            double[] cells = GreyGrid.of(pixels, shape, bits / rows, rows);
            double mean = Arrays.stream(cells).average().orElse(0);
            for (int j = 0; j < bits; j++) {
                if (cells[j] > mean) {
                    words[offset + j / 64] |= 1L << (j % 64);
                }
            }
        });
    }

    @Override
    public String toString() {
        return "aHash, " + bits + " bits";
    }
}
