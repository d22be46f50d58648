package deephash.hash;

import deephash.data.image.Images;
import deephash.progress.Parallel;

/**
 * A small head over an embedding: y = W₂ max(W₁ x + b₁, 0) + b₂.
 *
 * @param name for tables
 * @param embedding gives x, d values an image
 * @param hidden W₁, shape (width, d)
 * @param hiddenBias b₁, shape (width)
 * @param output W₂, shape (bits, width)
 * @param outputBias b₂, shape (bits)
 */
public record HeadValues(
        String name, Embedding embedding, float[][] hidden, float[] hiddenBias, float[][] output, float[] outputBias)
        implements Embedding {

    private static final int IMAGES_A_CHUNK = 256;

    @Override
    public float[][] features(Images images) {
        return of(embedding.features(images));
    }

    /**
     * The values of features that are there already.
     *
     * @param features shape (items, d)
     * @return shape (items, bits)
     * @throws IllegalArgumentException if d is another
     */
    public float[][] of(float[][] features) {
        float[][] values = new float[features.length][];
        float[][] first = transposed(hidden);
        float[][] second = transposed(output);
        Parallel.chunks("Computing codes", "images", features.length, IMAGES_A_CHUNK, (from, to) -> {
            for (int i = from; i < to; i++) {
                Features.requireRow(features[i], i, first.length);
                float[] inside = product(features[i], first, hiddenBias);
                for (int j = 0; j < inside.length; j++) {
                    inside[j] = Math.max(inside[j], 0);
                }
                values[i] = product(inside, second, outputBias);
            }
        });
        return values;
    }

    private static float[][] transposed(float[][] weights) {
        float[][] rows = new float[weights[0].length][weights.length];
        for (int j = 0; j < weights.length; j++) {
            for (int i = 0; i < rows.length; i++) {
                rows[i][j] = weights[j][i];
            }
        }
        return rows;
    }

    /**
     * Sums for all outputs side by side, which the processor does several at a time; a sum for one would be done one by
     * one.
     */
    private static float[] product(float[] x, float[][] weights, float[] bias) {
        float[] y = bias.clone();
        int i = 0;
        for (; i + 3 < x.length; i += 4) {
            add(y, x[i], weights[i], x[i + 1], weights[i + 1], x[i + 2], weights[i + 2], x[i + 3], weights[i + 3]);
        }
        for (; i < x.length; i++) {
            for (int j = 0; j < y.length; j++) {
                y[j] += x[i] * weights[i][j];
            }
        }
        return y;
    }

    private static void add(float[] y, float a, float[] u, float b, float[] v, float c, float[] w, float d, float[] z) {
        for (int j = 0; j < y.length; j++) {
            y[j] += a * u[j] + b * v[j] + (c * w[j] + d * z[j]);
        }
    }

    @Override
    public String toString() {
        return name + ", " + output.length + " real values of " + embedding;
    }
}
