package deephash.augment;

import deephash.data.pixel.Pixels;
import deephash.model.engine.SeededDraws;

/** Blur, noise, and the way back to bytes. */
final class Smoothing {

    private Smoothing() {}

    /** A 3×3 binomial filter (1, 2, 1) / 4 both ways; at the edges the last value is repeated. */
    static void blur(Augmentation how, float[] values, Pixels pixels, SeededDraws draws) {
        if (draws.uniform() >= how.blur()) {
            return;
        }
        int width = pixels.width();
        int plane = pixels.height() * width;
        float[] between = new float[plane];
        for (int from = 0; from < values.length; from += plane) {
            for (int i = 0; i < plane; i++) {
                int x = i % width;
                float left = values[from + i - (x > 0 ? 1 : 0)];
                float right = values[from + i + (x < width - 1 ? 1 : 0)];
                between[i] = 0.25f * (left + 2 * values[from + i] + right);
            }
            for (int i = 0; i < plane; i++) {
                float above = between[i >= width ? i - width : i];
                float below = between[i < plane - width ? i + width : i];
                values[from + i] = 0.25f * (above + 2 * between[i] + below);
            }
        }
    }

    /** Adds noise of a deviation up to the largest, and rounds. */
    static byte[] bytes(Augmentation how, float[] values, SeededDraws draws) {
        float deviation = (float) (255 * how.noise() * draws.uniform());
        // the sum of uniform numbers is near enough to a normal one, and several times as fast
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            float value = values[i];
            if (deviation > 0) {
                float sum = draws.uniform() + draws.uniform() + draws.uniform() - 1.5f;
                value += deviation * 2 * sum;
            }
            bytes[i] = (byte) Math.max(0, Math.min(255, Math.round(value)));
        }
        return bytes;
    }
}
