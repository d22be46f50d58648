package deephash.baseline;

import deephash.code.HashCodes;
import deephash.data.image.Images;
import deephash.data.pixel.Pixels;
import deephash.hash.Hasher;
import deephash.hash.PictureHasher;

/**
 * dHash (Krawetz 2013): where a small grey image grows brighter from left to right. The grid has one column more than
 * bits in a row: 9×8 for 64 bits.
 */
public final class DifferenceHash implements Hasher {

    private final int bits;

    private DifferenceHash(int bits) {
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
    public static DifferenceHash of(int bits) {
        return new DifferenceHash(bits);
    }

    /**
     * The hash that the Python package imagehash calls {@code dhash}, of 64 bits and of whole pictures: to compare with
     * codes that others have stored.
     *
     * @return its codes, bit for bit
     */
    public static PictureHasher imagehash() {
        return imagehash(8);
    }

    /**
     * The hash that the Python package imagehash calls {@code dhash(image, hash_size=side)}.
     *
     * @param side 2 to 64
     * @return codes of side · side bits
     * @throws IllegalArgumentException if the side is out of range
     */
    public static PictureHasher imagehash(int side) {
        return new ImageHash(ImageHash.Kind.DIFFERENCE, side);
    }

    @Override
    public String name() {
        return "dHash";
    }

    @Override
    public int bits() {
        return bits;
    }

    @Override
    public HashCodes hash(Images images) {
        Pixels shape = images.pixels();
        int rows = GreyGrid.rowsFor(bits);
        int columns = bits / rows;
        return EachImage.codes(name(), images, bits, (pixels, words, offset) -> {
            double[] cells = GreyGrid.of(pixels, shape, columns + 1, rows);
            for (int j = 0; j < bits; j++) {
                int cell = j / columns * (columns + 1) + j % columns;
                if (cells[cell + 1] > cells[cell]) {
                    words[offset + j / 64] |= 1L << (j % 64);
                }
            }
        });
    }

    @Override
    public String toString() {
        return "dHash, " + bits + " bits";
    }
}
