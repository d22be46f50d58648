package deephash.hash;

import deephash.data.Images;
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
        Parallel.chunks("Computing codes", "images", features.length, IMAGES_A_CHUNK, (from, to) -> {
            for (int i = from; i < to; i++) {
                Features.requireRow(features[i], i, hidden[0].length);
                float[] inside = times(hidden, features[i], hiddenBias);
                for (int j = 0; j < inside.length; j++) {
                    inside[j] = Math.max(inside[j], 0);
                }
                values[i] = times(output, inside, outputBias);
            }
        });
        return values;
    }

    private static float[] times(float[][] weights, float[] x, float[] bias) {
        float[] y = bias.clone();
        for (int j = 0; j < y.length; j++) {
            float[] row = weights[j];
            // four sums, so that no addition waits for the one before
            float a = 0;
            float b = 0;
            float c = 0;
            float d = 0;
            int i = 0;
            for (; i + 3 < x.length; i += 4) {
                a += row[i] * x[i];
                b += row[i + 1] * x[i + 1];
                c += row[i + 2] * x[i + 2];
                d += row[i + 3] * x[i + 3];
            }
            for (; i < x.length; i++) {
                a += row[i] * x[i];
            }
            y[j] += a + b + (c + d);
        }
        return y;
    }

    @Override
    public String toString() {
        return name + ", " + output.length + " real values of " + embedding;
    }
}
