package deephash.baseline;

import deephash.hash.PictureHasher;
import deephash.picture.Picture;
import java.util.Arrays;

/**
 * blockhash (Yang, Gu and Niu 2006; blockhash.io): which of side · side blocks of the picture are brighter than the
 * median of their quarter of the picture. Bit for bit the codes of the reference implementation ({@code blockhash} of
 * the Python package {@code phash-blockhashio}) for opaque pictures; partly transparent ones are laid over white here.
 */
public final class BlockHash implements PictureHasher {

    private static final int BANDS = 4;

    private final int side;

    private BlockHash(int side) {
        if (side < 4 || side > 64 || side % 4 != 0) {
            throw new IllegalArgumentException(
                    "blockhash takes a side of 4 to 64 blocks that 4 divides, 16 for codes of 256 bits, not " + side
                            + ".");
        }
        this.side = side;
    }

    /**
     * The hash with this many blocks a side.
     *
     * @param side 4 to 64, divisible by 4
     * @return codes of side · side bits
     * @throws IllegalArgumentException if there is no such hash
     */
    public static BlockHash of(int side) {
        return new BlockHash(side);
    }

    /**
     * The hash of 16 · 16 blocks.
     *
     * @return codes of 256 bits
     */
    public static BlockHash of() {
        return new BlockHash(16);
    }

    @Override
    public String name() {
        return "blockhash";
    }

    @Override
    public int bits() {
        return side * side;
    }

    @Override
    public long[] code(Picture picture) {
        int width = picture.width();
        int height = picture.height();
        boolean whole = width % side == 0 && height % side == 0;
        Lines across = whole ? Lines.equal(width, side) : Lines.of(width, side);
        Lines down = whole ? Lines.equal(height, side) : Lines.of(height, side);
        double[] blocks = new double[side * side];
        for (int y = 0; y < height; y++) {
            double upper = down.weight[y];
            double lower = down.rest[y];
            for (int x = 0; x < width; x++) {
                double value = picture.value(0, x, y) + picture.value(1, x, y) + picture.value(2, x, y);
                int first = down.first[y] * side;
                int second = down.second[y] * side;
                blocks[first + across.first[x]] += value * upper * across.weight[x];
                blocks[first + across.second[x]] += value * upper * across.rest[x];
                blocks[second + across.first[x]] += value * lower * across.weight[x];
                blocks[second + across.second[x]] += value * lower * across.rest[x];
            }
        }
        double pixels =
                whole ? (double) (width / side) * (height / side) : (double) width / side * ((double) height / side);
        return bits(blocks, pixels * 256 * 3 / 2);
    }

    private long[] bits(double[] blocks, double half) {
        int band = blocks.length / BANDS;
        double[] medians = new double[BANDS];
        for (int b = 0; b < BANDS; b++) {
            double[] sorted = Arrays.copyOfRange(blocks, b * band, (b + 1) * band);
            Arrays.sort(sorted);
            medians[b] = (sorted[band / 2 - 1] + sorted[band / 2]) / 2;
        }
        return Codes.of(bits(), j -> {
            double median = medians[j / band];
            return blocks[j] > median || (Math.abs(blocks[j] - median) < 1 && median > half);
        });
    }

    /**
     * Which two blocks a row or column of pixels lies in, and how much of it in each.
     *
     * @param first block
     * @param second block, the same where the pixel lies in one only
     * @param weight of the first
     * @param rest of the second
     */
    private record Lines(int[] first, int[] second, double[] weight, double[] rest) {

        static Lines equal(int size, int side) {
            int[] block = new int[size];
            Arrays.setAll(block, i -> i / (size / side));
            double[] one = new double[size];
            Arrays.fill(one, 1);
            return new Lines(block, block, one, new double[size]);
        }

        static Lines of(int size, int side) {
            double length = (double) size / side;
            Lines lines = new Lines(new int[size], new int[size], new double[size], new double[size]);
            for (int i = 0; i < size; i++) {
                lines.first[i] = (int) floorDivision(i, length);
                lines.second[i] = lines.first[i];
                lines.weight[i] = 1;
                if (size % side != 0) {
                    double end = (i + 1) % length;
                    double fraction = end - Math.floor(end);
                    lines.weight[i] = 1 - fraction;
                    lines.rest[i] = fraction;
                    if (end < 1 && i + 1 != size) {
                        lines.second[i] = (int) -floorDivision(-i, length);
                    }
                }
            }
            return lines;
        }

        /** The quotient of real numbers, rounded down as by Python's {@code //}. */
        private static double floorDivision(double a, double b) {
            double rest = a % b;
            double quotient = (a - rest) / b;
            if (rest != 0 && rest < 0) {
                quotient -= 1;
            }
            double whole = Math.floor(quotient);
            return quotient - whole > 0.5 ? whole + 1 : whole;
        }
    }

    @Override
    public String toString() {
        return "blockhash, " + bits() + " bits";
    }
}
