package deephash.generated;

/**
 * Random numbers that are the same on every machine and in every version of Java: SplitMix64 (Steele, Lea and Flood,
 * 2014), and functions that are computed from them without the machine's own sine.
 */
final class Dice {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private long state;
    private double spare;
    private boolean hasSpare;

    /**
     * The stream of one purpose.
     *
     * @param seed of the whole
     * @param purpose tells streams apart: the kind of thing and its number
     */
    Dice(long seed, long... purpose) {
        state = mix(seed + GOLDEN);
        for (long part : purpose) {
            state = mix(state ^ mix(part + GOLDEN));
        }
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    private long bits() {
        state += GOLDEN;
        return mix(state);
    }

    /** Uniform on [0, 1). */
    float uniform() {
        return (bits() >>> 40) * 0x1p-24f;
    }

    /** Uniform on [low, high). */
    float uniform(float low, float high) {
        return low + uniform() * (high - low);
    }

    /** True with this probability. */
    boolean chance(float probability) {
        return uniform() < probability;
    }

    /** Uniform over 0 to {@code bound} - 1. */
    int below(int bound) {
        return (int) Math.multiplyHigh(bits() >>> 1, (long) bound << 1);
    }

    /** Uniform over {@code low} to {@code high}, both included. */
    int between(int low, int high) {
        return low + below(high - low + 1);
    }

    /** Standard normal (Marsaglia's polar method, 1964). */
    float normal() {
        if (hasSpare) {
            hasSpare = false;
            return (float) spare;
        }
        double x;
        double y;
        double square;
        do {
            x = 2 * ((bits() >>> 11) * 0x1p-53) - 1;
            y = 2 * ((bits() >>> 11) * 0x1p-53) - 1;
            square = x * x + y * y;
        } while (square >= 1 || square == 0);
        double scale = Math.sqrt(-2 * StrictMath.log(square) / square);
        spare = y * scale;
        hasSpare = true;
        return (float) (x * scale);
    }

    /** e to the power of a uniform number between the logarithms: small and large are equally likely. */
    float logUniform(float low, float high) {
        return (float) StrictMath.exp(uniform((float) StrictMath.log(low), (float) StrictMath.log(high)));
    }

    /** An angle in radians, as its cosine and sine. */
    float[] direction() {
        double angle = 2 * Math.PI * uniform();
        return new float[] {(float) StrictMath.cos(angle), (float) StrictMath.sin(angle)};
    }
}
