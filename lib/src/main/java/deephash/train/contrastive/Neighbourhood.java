package deephash.train.contrastive;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import deephash.model.engine.Compute;
import deephash.model.engine.Precision;
import deephash.progress.Screen;

/** Finds for each of many feature vectors those that point most nearly the same way. */
public final class Neighbourhood {

    private static final int AT_ONCE = 500;

    private Neighbourhood() {}

    /**
     * The nearest by cosine of features less their mean.
     *
     * @param features shape (items, d)
     * @param count k, how many; fewer if there are not so many others
     * @param precision of the products
     * @return shape (items, k), nearest first, never the item itself
     */
    public static int[][] of(float[][] features, int count, Precision precision) {
        int n = features.length;
        int d = features[0].length;
        int k = Math.min(count, n - 1);
        float[] unit = unit(features);
        int[][] nearest = new int[n][k];
        Compute.with(memory -> {
            NDArray all = memory.create(unit, new Shape(n, d));
            NDArray nothing = memory.zeros(new Shape(n));
            try (Screen.Bar bar = Screen.current().bar("Finding neighbours", n, "images")) {
                for (int from = 0; from < n; from += AT_ONCE) {
                    Screen.checkInterrupted("Finding neighbours");
                    int to = Math.min(n, from + AT_ONCE);
                    try (NDManager step = memory.newSubManager()) {
                        NDArray some = all.get(from + ":" + to);
                        some.attach(step);
                        NDArray cosines = precision.linear(some, all, nothing);
                        cosines.attach(step);
                        long[] found = cosines.topK(k + 1, 1).get(1).toLongArray();
                        for (int i = from; i < to; i++) {
                            keepOthers(found, (i - from) * (k + 1), i, nearest[i]);
                        }
                    }
                    bar.step(to - from);
                }
            }
            return 0;
        });
        return nearest;
    }

    /** All that were found but the item itself; where an equal one stands in its place, all but the last. */
    private static void keepOthers(long[] found, int at, int item, int[] nearest) {
        int kept = 0;
        for (int r = at; kept < nearest.length; r++) {
            if (found[r] != item) {
                nearest[kept++] = Math.toIntExact(found[r]);
            }
        }
    }

    private static float[] unit(float[][] features) {
        int d = features[0].length;
        double[] mean = new double[d];
        for (float[] row : features) {
            for (int j = 0; j < d; j++) {
                mean[j] += row[j] / (double) features.length;
            }
        }
        float[] unit = new float[features.length * d];
        for (int i = 0; i < features.length; i++) {
            double squares = 0;
            for (int j = 0; j < d; j++) {
                double value = features[i][j] - mean[j];
                squares += value * value;
                unit[i * d + j] = (float) value;
            }
            float scale = squares == 0 ? 0 : (float) (1 / Math.sqrt(squares));
            for (int j = 0; j < d; j++) {
                unit[i * d + j] *= scale;
            }
        }
        return unit;
    }
}
