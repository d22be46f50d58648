package deephash.baseline;

import deephash.hash.PictureHasher;
import deephash.picture.Picture;
import deephash.picture.Resize;
import java.util.Arrays;

/**
 * The hashes of the Python package {@code imagehash}, bit for bit: a grey picture resized by Pillow's {@code LANCZOS}.
 * Made by {@link AverageHash#imagehash}, {@link DifferenceHash#imagehash} and {@link PerceptualHash#imagehash}; stored
 * hashes of others are read by {@link deephash.code.HashCode#ofHex}. Pillow 13 resizes tall pictures in another order:
 * there 5 of 1,000 photos differ, in 1 to 11 bits.
 *
 * @param kind which of them
 * @param side the root of the number of bits
 */
record ImageHash(Kind kind, int side) implements PictureHasher {

    /** Pictures are four times as large as the square of frequencies that counts. */
    private static final int FACTOR = 4;

    enum Kind {
        AVERAGE("aHash"),
        DIFFERENCE("dHash"),
        PERCEPTUAL("pHash");

        private final String title;

        Kind(String title) {
            this.title = title;
        }
    }

    ImageHash {
        if (side < 2 || side > 64) {
            throw new IllegalArgumentException(
                    "imagehash takes a side of 2 to 64, 8 for codes of 64 bits, not " + side + ".");
        }
    }

    @Override
    public String name() {
        return kind.title + " (imagehash)";
    }

    @Override
    public int bits() {
        return side * side;
    }

    @Override
    public long[] code(Picture picture) {
        return switch (kind) {
            case AVERAGE -> average(resized(picture, side, side));
            case DIFFERENCE -> difference(resized(picture, side + 1, side));
            case PERCEPTUAL -> perceptual(resized(picture, FACTOR * side, FACTOR * side));
        };
    }

    private static int[] resized(Picture picture, int width, int height) {
        byte[] small = Resize.LANCZOS.plane(picture.luma(), picture.width(), picture.height(), width, height);
        int[] values = new int[small.length];
        Arrays.setAll(values, i -> small[i] & 255);
        return values;
    }

    private long[] average(int[] values) {
        double mean = (double) Arrays.stream(values).asLongStream().sum() / values.length;
        return Codes.of(bits(), j -> values[j] > mean);
    }

    private long[] difference(int[] values) {
        return Codes.of(bits(), j -> {
            int at = j / side * (side + 1) + j % side;
            return values[at + 1] > values[at];
        });
    }

    private long[] perceptual(int[] values) {
        int wide = FACTOR * side;
        double[] transform = Arrays.stream(values).asDoubleStream().toArray();
        Cosine.square(transform, wide);
        double[] low = new double[bits()];
        for (int j = 0; j < low.length; j++) {
            low[j] = transform[j / side * wide + j % side];
        }
        double[] sorted = low.clone();
        Arrays.sort(sorted);
        double median = (sorted[(low.length - 1) / 2] + sorted[low.length / 2]) / 2;
        return Codes.of(bits(), j -> low[j] > median);
    }

    @Override
    public String toString() {
        return name() + ", " + bits() + " bits";
    }
}
