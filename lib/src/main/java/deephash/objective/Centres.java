package deephash.objective;

import deephash.code.Labels;
import deephash.model.engine.SeededDraws;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;

/** How a code is chosen for every class, as a target for its images. */
public enum Centres {
    /**
     * Random rows of a Hadamard matrix of Sylvester, with random signs, and then their negatives, so that two centres
     * differ in half of their bits or in all (Yuan et al., CVPR 2020, section 3.1). The first rows would do worse: of
     * 10 rows of order 64 they make only 16 different bits, 4 of them constant. Where bits are no power of 2, or too
     * few for the classes, {@link #FAR}.
     */
    HADAMARD,
    /** Half of the bits of every centre are −1, at random (Fan et al., IJCAI 2020, section 3.2). */
    BALANCED,
    /** Balanced at random, each the one of some candidates that is farthest from the centres before it. */
    FAR;

    private static final long PURPOSE = 0xCE47E5;
    private static final int CANDIDATES = 200;
    private static final int MANY_BITS = 62;

    /**
     * Centres.
     *
     * @param classes how many
     * @param bits d
     * @param seed the same seed gives the same
     * @return (classes, d) of ±1; no two are equal
     * @throws IllegalArgumentException if there are more classes than codes
     */
    public float[][] of(int classes, int bits, long seed) {
        if (bits < MANY_BITS && classes > 1L << bits) {
            throw new IllegalArgumentException("There are " + classes + " classes, but only " + (1L << bits)
                    + " codes of " + bits + " bits, so not every class can have its own. Take bits("
                    + (Integer.SIZE - Integer.numberOfLeadingZeros(classes - 1)) + ") or more.");
        }
        SeededDraws draws = new SeededDraws(seed, PURPOSE, name().hashCode());
        boolean rows = Integer.bitCount(bits) == 1 && bits > 1 && classes <= 2 * (bits - 1);
        return this == HADAMARD && rows
                ? hadamard(classes, bits, draws)
                : drawn(classes, bits, draws, this == BALANCED ? 1 : CANDIDATES);
    }

    private static float[][] hadamard(int classes, int bits, SeededDraws draws) {
        // the first row is constant
        int[] order = draws.permutation(bits - 1);
        float[][] centres = new float[classes][bits];
        for (int c = 0; c < classes; c++) {
            int row = 1 + order[c % (bits - 1)];
            // all rows begin with +1: without signs at random that bit would be the same for all classes
            int sign = c < bits - 1 ? 2 * draws.below(2) - 1 : -(int) centres[c - (bits - 1)][0];
            for (int j = 0; j < bits; j++) {
                centres[c][j] = sign * (Integer.bitCount(row & j) % 2 == 0 ? 1 : -1);
            }
        }
        return centres;
    }

    private static float[][] drawn(int classes, int bits, SeededDraws draws, int candidates) {
        float[][] centres = new float[classes][];
        Set<BitSet> taken = new HashSet<>();
        for (int c = 0; c < classes; c++) {
            float[] best = null;
            int farthest = -1;
            int tried = 0;
            while (tried < candidates || best == null) {
                // a few bits may have no balanced code left
                float[] candidate = tried < 2 * CANDIDATES ? balanced(bits, draws) : coins(bits, draws);
                tried++;
                int nearest = nearest(candidate, centres, c);
                if (nearest > farthest && !taken.contains(signs(candidate))) {
                    best = candidate;
                    farthest = nearest;
                }
            }
            centres[c] = best;
            taken.add(signs(best));
        }
        return centres;
    }

    private static float[] balanced(int bits, SeededDraws draws) {
        float[] code = new float[bits];
        Arrays.fill(code, 1);
        int[] order = draws.permutation(bits);
        for (int j = 0; j < bits / 2; j++) {
            code[order[j]] = -1;
        }
        return code;
    }

    private static float[] coins(int bits, SeededDraws draws) {
        float[] code = new float[bits];
        for (int j = 0; j < bits; j++) {
            code[j] = draws.below(2) == 0 ? -1 : 1;
        }
        return code;
    }

    private static BitSet signs(float[] code) {
        BitSet set = new BitSet(code.length);
        for (int j = 0; j < code.length; j++) {
            set.set(j, code[j] > 0);
        }
        return set;
    }

    private static int nearest(float[] code, float[][] others, int count) {
        int nearest = code.length;
        for (int c = 0; c < count; c++) {
            int distance = 0;
            for (int j = 0; j < code.length; j++) {
                distance += code[j] == others[c][j] ? 0 : 1;
            }
            nearest = Math.min(nearest, distance);
        }
        return nearest;
    }

    float[] targets(Task task, Labels labels, int rows) {
        float[][] centres = task.centres(this);
        int bits = task.bits();
        float[] ties = coins(bits, new SeededDraws(task.seed(), PURPOSE));
        float[] targets = new float[rows * bits];
        for (int i = 0; i < rows; i++) {
            BitSet classes = labels.of(i % labels.size());
            for (int j = 0; j < bits && !classes.isEmpty(); j++) {
                int bit = j;
                double sum = classes.stream().mapToDouble(c -> centres[c][bit]).sum();
                targets[i * bits + j] = sum == 0 ? ties[j] : (float) Math.signum(sum);
            }
        }
        return targets;
    }
}
