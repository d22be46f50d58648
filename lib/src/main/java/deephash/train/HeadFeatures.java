package deephash.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import deephash.model.engine.SeededDraws;

/**
 * Features that a head learns from, less their mean, divided by their common deviation, so that one learning rate fits
 * all encoders.
 *
 * @param plain of the images as they are, shape (items, d)
 * @param views what is learned from, shape (fixed views, items, d)
 * @param neighbours of each item others that stand in for views of it, nearest first, shape (items, k); k is 0 where
 *     views are taken
 * @param mean shape (d)
 * @param scale what a feature less its mean is multiplied by
 */
record HeadFeatures(float[][] plain, float[][][] views, int[][] neighbours, float[] mean, float scale)
        implements HeadTraining.Source {

    static HeadFeatures of(float[][] plain, float[][][] views) {
        return of(plain, views, new int[plain.length][0]);
    }

    static HeadFeatures of(float[][] plain, float[][][] views, int[][] neighbours) {
        int d = plain[0].length;
        double[] sum = new double[d];
        double squares = 0;
        for (float[] row : plain) {
            for (int j = 0; j < d; j++) {
                sum[j] += row[j];
            }
        }
        float[] mean = new float[d];
        for (int j = 0; j < d; j++) {
            mean[j] = (float) (sum[j] / plain.length);
        }
        for (float[] row : plain) {
            for (int j = 0; j < d; j++) {
                squares += Math.pow(row[j] - mean[j], 2);
            }
        }
        double deviation = Math.sqrt(squares / ((double) d * plain.length));
        if (!(deviation > 0)) {
            throw new IllegalArgumentException(
                    "All images have the same features, so nothing can be learned from them. Is the encoder's"
                            + " preparation right?");
        }
        return new HeadFeatures(plain, views, neighbours, mean, (float) (1 / deviation));
    }

    int width() {
        return mean.length;
    }

    @Override
    public NDArray rows(NDManager scope, int[] items, int wanted, SeededDraws draws) {
        return scope.create(rows(items, wanted, draws), new Shape((long) items.length * wanted, width()));
    }

    /**
     * The input of a step: rows of all items in a first view, then in a second, and so on.
     *
     * @param items which
     * @param wanted how many views
     * @param draws decide which views, or neighbours, are taken; those of one item are different ones
     * @return (wanted · items, d)
     */
    float[] rows(int[] items, int wanted, SeededDraws draws) {
        int d = width();
        float[] rows = new float[wanted * items.length * d];
        for (int i = 0; i < items.length; i++) {
            int[] near = neighbours[items[i]];
            int choices = near.length > 0 ? near.length : views.length;
            int[] mixed = choices == 1 ? new int[] {0} : draws.permutation(choices);
            for (int v = 0; v < wanted; v++) {
                float[] row = near.length == 0
                        ? views[mixed[v]][items[i]]
                        : v == 0 ? plain[items[i]] : plain[near[mixed[v - 1]]];
                int at = (v * items.length + i) * d;
                for (int j = 0; j < d; j++) {
                    rows[at + j] = (row[j] - mean[j]) * scale;
                }
            }
        }
        return rows;
    }
}
