package deephash.baseline;

import deephash.code.HashCodes;
import deephash.data.Images;
import deephash.data.Pixels;
import deephash.hash.Hasher;
import java.util.Arrays;

/**
 * aHash (Krawetz 2011): which cells of a small grey image are brighter than the mean. The grid has one cell a bit, and is
 * as square as that allows: 8×8 for 64 bits.
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
     * @throws IllegalArgumentException if it is less
     */
    public static AverageHash of(int bits) {
        return new AverageHash(bits);
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
