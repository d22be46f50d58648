package deephash.baseline;

import deephash.code.HashCodes;
import deephash.data.image.Images;
import deephash.hash.Hasher;
import java.util.SplittableRandom;

/**
 * Codes that say nothing of the image: the floor below every result. Drawn anew for every different image, so that
 * equal images have equal codes, as they have with any hasher.
 */
public final class RandomCodes implements Hasher {

    private final int bits;
    private final long seed;

    private RandomCodes(int bits, long seed) {
        EachImage.requireBits(bits);
        this.bits = bits;
        this.seed = seed;
    }

    /**
     * Learns nothing from {@code train}.
     *
     * @param train not looked at
     * @param bits the length of codes
     * @param seed of the codes
     * @return the hasher
     */
    public static RandomCodes fit(Images train, int bits, long seed) {
        return new RandomCodes(bits, seed);
    }

    @Override
    public String name() {
        return "random";
    }

    @Override
    public int bits() {
        return bits;
    }

    @Override
    public HashCodes hash(Images images) {
        return EachImage.codes(name(), images, bits, (pixels, words, offset) -> {
            // FNV-1a, 64 bits: different images of a data set get different seeds
            long hash = 0xcbf29ce484222325L ^ seed * 0x9e3779b97f4a7c15L;
            for (byte b : pixels) {
                hash = (hash ^ (b & 255)) * 0x100000001b3L;
            }
            SplittableRandom random = new SplittableRandom(hash);
            for (int w = 0; w < (bits + 63) / 64; w++) {
                words[offset + w] = random.nextLong();
            }
            if (bits % 64 != 0) {
                words[offset + bits / 64] &= (1L << (bits % 64)) - 1;
            }
        });
    }

    @Override
    public String toString() {
        return "random codes of " + bits + " bits";
    }
}
