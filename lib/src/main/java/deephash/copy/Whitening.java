package deephash.copy;

import deephash.hash.Binarizer;
import deephash.hash.PrincipalComponents;
import deephash.hash.Threshold;

/**
 * Bits that say as much as they can: values are turned to their principal components, each is given the same spread,
 * and the rotation of ITQ (Gong and Lazebnik, 2011) brings them close to the corners of the cube.
 */
final class Whitening {

    /** Of the mean variance is added to each, so that directions of mere noise are not blown up. */
    private static final double FLOOR = 0.01;

    private Whitening() {}

    /**
     * Learns it.
     *
     * @param values shape (items, d), items at least 2 · d
     * @return d bits for d values
     */
    static Binarizer fit(float[][] values) {
        int d = values[0].length;
        PrincipalComponents components = PrincipalComponents.of(values, d);
        double whole = 0;
        for (float[] row : values) {
            for (int j = 0; j < d; j++) {
                double centred = row[j] - components.mean()[j];
                whole += centred * centred / values.length;
            }
        }
        float[][] white = components.project(values);
        float[] scale = new float[d];
        for (int c = 0; c < d; c++) {
            scale[c] = (float) (1 / Math.sqrt(Math.max(0, components.shares()[c]) * whole + FLOOR * whole / d));
        }
        for (float[] row : white) {
            for (int c = 0; c < d; c++) {
                row[c] *= scale[c];
            }
        }
        float[][] rotation = Threshold.ITQ.fit(white).projection();
        float[][] projection = new float[d][d];
        for (int i = 0; i < d; i++) {
            for (int c = 0; c < d; c++) {
                float weight = components.directions()[c][i] * scale[c];
                for (int j = 0; j < d; j++) {
                    projection[i][j] += weight * rotation[c][j];
                }
            }
        }
        float[] thresholds = new float[d];
        for (int j = 0; j < d; j++) {
            double sum = 0;
            for (int i = 0; i < d; i++) {
                sum += (double) components.mean()[i] * projection[i][j];
            }
            thresholds[j] = (float) sum;
        }
        return new Binarizer("whitened itq", thresholds, projection);
    }
}
