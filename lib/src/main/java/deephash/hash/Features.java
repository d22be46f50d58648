package deephash.hash;

/** Real values of many items, shape (items, d), checked and averaged. */
final class Features {

    private Features() {}

    /** d, after checking that there are items, all of one length, with finite values only. */
    static int width(float[][] features) {
        if (features.length == 0) {
            throw new IllegalArgumentException("There are no features to learn thresholds from.");
        }
        int d = features[0].length;
        if (d == 0) {
            throw new IllegalArgumentException("Features of 0 values become codes of 0 bits; give at least 1.");
        }
        for (int i = 0; i < features.length; i++) {
            requireRow(features[i], i, d);
        }
        return d;
    }

    static void requireRow(float[] row, int item, int d) {
        if (row.length != d) {
            throw new IllegalArgumentException("Item " + item + " has " + row.length + " values, not " + d + ".");
        }
        for (int j = 0; j < d; j++) {
            if (!Float.isFinite(row[j])) {
                throw new IllegalArgumentException("Item " + item + " has the value " + row[j] + " at place " + j
                        + "; a bit needs a finite one. A model that gives it has diverged: train it again with a"
                        + " smaller learning rate.");
            }
        }
    }

    static float[] mean(float[][] features) {
        double[] sum = new double[width(features)];
        for (float[] row : features) {
            for (int j = 0; j < sum.length; j++) {
                sum[j] += row[j];
            }
        }
        float[] mean = new float[sum.length];
        for (int j = 0; j < mean.length; j++) {
            mean[j] = (float) (sum[j] / features.length);
        }
        return mean;
    }

    static float[][] centred(float[][] features, float[] mean) {
        float[][] centred = new float[features.length][mean.length];
        for (int i = 0; i < features.length; i++) {
            for (int j = 0; j < mean.length; j++) {
                centred[i][j] = features[i][j] - mean[j];
            }
        }
        return centred;
    }

    /** row · projection, added up in the order of the row, so that one item gives the same bits alone or in a batch. */
    static float[] project(float[] row, float[][] projection) {
        int bits = projection[0].length;
        double[] sum = new double[bits];
        for (int i = 0; i < row.length; i++) {
            double value = row[i];
            float[] weights = projection[i];
            for (int j = 0; j < bits; j++) {
                sum[j] += value * weights[j];
            }
        }
        float[] values = new float[bits];
        for (int j = 0; j < bits; j++) {
            values[j] = (float) sum[j];
        }
        return values;
    }
}
