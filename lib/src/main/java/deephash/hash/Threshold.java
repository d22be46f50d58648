package deephash.hash;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How real values become bits: bit j is 1 where value j is above a threshold. What the threshold is, is learned from
 * features of training images with {@link #fit}; the result is a {@link Binarizer}.
 */
public sealed interface Threshold {

    /** The mean over the training features: the paper's choice (Eqs. 1 to 3). */
    Threshold MEAN = new Mean();

    /** The median over the training features: every bit is set for half of them. */
    Threshold MEDIAN = new Median();

    /** Zero, whatever the features are: where the prior of a VAE has its centre. */
    Threshold ZERO = new Zero();

    /** A learned rotation, then the mean; 50 iterations, seed 1. */
    Threshold ITQ = new Itq(50, 1);

    /**
     * Learns the thresholds.
     *
     * @param features shape (items, d): d real values an item, finite; copied where kept
     * @return turns d values into d bits
     * @throws IllegalArgumentException if there are no items, or a row has another length or a value that is not finite
     */
    Binarizer fit(float[][] features);

    /**
     * The threshold that writes itself so: {@code "mean"}, {@code "median"}, {@code "zero"}, {@code "itq"}, or {@code
     * "itq(200, 9)"} with other iterations and another seed.
     *
     * @param name as {@code toString} gives it
     * @return the threshold
     * @throws IllegalArgumentException if there is none
     */
    static Threshold named(String name) {
        return switch (name) {
            case "mean" -> MEAN;
            case "median" -> MEDIAN;
            case "zero" -> ZERO;
            case "itq" -> ITQ;
            default -> Itq.named(name);
        };
    }

    /** See {@link #MEAN}. */
    record Mean() implements Threshold {
        @Override
        public Binarizer fit(float[][] features) {
            return new Binarizer(toString(), Features.mean(features));
        }

        @Override
        public String toString() {
            return "mean";
        }
    }

    /** See {@link #MEDIAN}. */
    record Median() implements Threshold {
        @Override
        public Binarizer fit(float[][] features) {
            int d = Features.width(features);
            float[] thresholds = new float[d];
            float[] column = new float[features.length];
            for (int j = 0; j < d; j++) {
                for (int i = 0; i < column.length; i++) {
                    column[i] = features[i][j];
                }
                Arrays.sort(column);
                int middle = column.length / 2;
                thresholds[j] = column.length % 2 == 1 ? column[middle] : column[middle - 1] / 2 + column[middle] / 2;
            }
            return new Binarizer(toString(), thresholds);
        }

        @Override
        public String toString() {
            return "median";
        }
    }

    /** See {@link #ZERO}. */
    record Zero() implements Threshold {
        @Override
        public Binarizer fit(float[][] features) {
            return new Binarizer(toString(), new float[Features.width(features)]);
        }

        @Override
        public String toString() {
            return "zero";
        }
    }

    /**
     * Iterative quantisation (Gong and Lazebnik, CVPR 2011): of all rotations of the centred features, one that leaves
     * them close to the corners of the cube, so that thresholds cut where few features are.
     *
     * @param iterations of the alternation between codes and rotation; 50 in the paper
     * @param seed of the first rotation
     */
    record Itq(int iterations, long seed) implements Threshold {

        private static final Pattern WRITTEN = Pattern.compile("itq\\((\\d{1,9}), (-?\\d{1,19})\\)");

        /** Checks the range. */
        public Itq {
            if (iterations < 0) {
                throw new IllegalArgumentException("ITQ takes 0 or more iterations, not " + iterations + ".");
            }
        }

        @Override
        public Binarizer fit(float[][] features) {
            float[] mean = Features.mean(features);
            float[][] rotation = Rotation.itq(Features.centred(features, mean), iterations, new SplittableRandom(seed));
            return new Binarizer(toString(), Features.project(mean, rotation), rotation);
        }

        private static Itq named(String name) {
            Matcher written = WRITTEN.matcher(name);
            if (!written.matches()) {
                throw new IllegalArgumentException("No threshold \"" + name
                        + "\". Known: mean, median, zero, itq, and itq(200, 9) with 200 iterations and seed 9.");
            }
            return new Itq(Integer.parseInt(written.group(1)), Long.parseLong(written.group(2)));
        }

        /** {@code "itq"}, and what differs from it in full: {@code "itq(200, 9)"}. */
        @Override
        public String toString() {
            return equals(ITQ) ? "itq" : "itq(" + iterations + ", " + seed + ")";
        }
    }
}
