package deephash.model.engine;

/**
 * Random numbers that are the same on every machine and in every version: SplitMix64 (Steele, Lea and Flood, 2014).
 * Each use has its own stream, found from the seed of the run and what it is for, so that nothing depends on how many
 * numbers something else has drawn, and a resumed run needs no saved state.
 */
public final class SeededDraws {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private long state;

    /**
     * The stream of one purpose.
     *
     * @param seed of the run
     * @param purpose what the numbers are for: any numbers that tell streams apart, such as the epoch and the step
     */
    public SeededDraws(long seed, long... purpose) {
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

    private long next() {
        state += GOLDEN;
        return mix(state);
    }

    /** 64 random bits. */
    public long bits() {
        return next();
    }

    /** Uniform on [0, 1), in steps of 2^-24. */
    public float uniform() {
        return (next() >>> 40) * 0x1p-24f;
    }

    /** Uniform over 0 to {@code bound} - 1. */
    public int below(int bound) {
        return (int) Math.multiplyHigh(next() >>> 1, (long) bound << 1);
    }

    /** Standard normal values (Box and Muller, 1958). */
    public float[] gaussian(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i += 2) {
            double radius = StrictMath.sqrt(-2 * StrictMath.log(((next() >>> 11) + 1) * 0x1p-53));
            double angle = 2 * Math.PI * (next() >>> 11) * 0x1p-53;
            values[i] = (float) (radius * StrictMath.cos(angle));
            if (i + 1 < count) {
                values[i + 1] = (float) (radius * StrictMath.sin(angle));
            }
        }
        return values;
    }

    /** The numbers 0 to {@code size} - 1 in random order, every order equally likely (Fisher and Yates). */
    public int[] permutation(int size) {
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            int j = below(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
