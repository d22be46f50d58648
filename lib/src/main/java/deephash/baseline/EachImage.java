package deephash.baseline;

import deephash.code.HashCodes;
import deephash.data.image.Images;
import deephash.data.pixel.Pixels;
import deephash.progress.Parallel;

/** Hashes images one by one, on all cores. */
final class EachImage {

    private static final int IMAGES_A_CHUNK = 64;

    private EachImage() {}

    /** Sets the bits of one image's code. */
    @FunctionalInterface
    interface Bits {
        /** Writes the words of the code of {@code pixels} to {@code words}, which hold 0, from {@code offset} on. */
        void set(byte[] pixels, long[] words, int offset);
    }

    static HashCodes codes(String name, Images images, int bits, Bits each) {
        int perCode = (bits + 63) / 64;
        long[] words = new long[Math.multiplyExact(images.size(), perCode)];
        Parallel.chunks("Hashing with " + name, "images", images.size(), IMAGES_A_CHUNK, (from, to) -> {
            byte[] pixels = new byte[images.pixels().count()];
            for (int i = from; i < to; i++) {
                images.read(i, pixels, 0);
                each.set(pixels, words, i * perCode);
            }
        });
        return HashCodes.of(bits, words);
    }

    static void requireBits(int bits) {
        if (bits < 1) {
            throw new IllegalArgumentException("A code has at least 1 bit, not " + bits + ".");
        }
    }

    static void requireShape(String name, Pixels fitted, Images images) {
        if (!images.pixels().equals(fitted)) {
            throw new IllegalArgumentException(name + " was fitted to images of " + fitted + ", but these are "
                    + images.pixels() + "; load both at one size.");
        }
    }
}
