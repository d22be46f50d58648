package deephash.baseline;

import deephash.code.HashCodes;
import deephash.data.image.Images;
import deephash.hash.Hasher;

/**
 * One code for all: what a collapsed model gives. Its optimistic mAP is 1, which shows why a result must say how it
 * breaks ties.
 */
public final class ConstantCode implements Hasher {

    private final int bits;

    private ConstantCode(int bits) {
        EachImage.requireBits(bits);
        this.bits = bits;
    }

    /**
     * Learns nothing from {@code train}, and uses no {@code seed}.
     *
     * @param train not looked at
     * @param bits the length of codes
     * @param seed not used
     * @return the hasher
     */
    public static ConstantCode fit(Images train, int bits, long seed) {
        return new ConstantCode(bits);
    }

    @Override
    public String name() {
        return "constant";
    }

    @Override
    public int bits() {
        return bits;
    }

    @Override
    public HashCodes hash(Images images) {
        return HashCodes.of(bits, new long[Math.multiplyExact(images.size(), (bits + 63) / 64)]);
    }

    @Override
    public String toString() {
        return "one code of " + bits + " bits for all";
    }
}
