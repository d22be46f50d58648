package deephash.augment;

import deephash.data.pixel.Pixels;
import deephash.model.engine.SeededDraws;

/**
 * Brightness, contrast, saturation and hue, as one matrix a picture: saturation and hue scale and turn the plane of the
 * two colour axes of YIQ (the NTSC's), contrast pulls all values from the mean luminance.
 */
final class Colour {

    private static final double CHANGED = 0.8;
    private static final double[][] YIQ = {{0.299, 0.587, 0.114}, {0.596, -0.274, -0.321}, {0.211, -0.523, 0.311}};
    private static final double[][] RGB = inverse(YIQ);

    private Colour() {}

    static void change(Augmentation how, float[] values, Pixels pixels, SeededDraws draws) {
        double on = draws.uniform() < CHANGED ? 1 : 0;
        double saturation = 1 + on * Warp.between(draws, -how.jitter(), how.jitter());
        saturation = draws.uniform() < how.grey() ? 0 : saturation;
        double turn = on * Warp.between(draws, -how.hue(), how.hue()) * 2 * Math.PI;
        double brightness = 1 + on * Warp.between(draws, -how.jitter(), how.jitter());
        double contrast = 1 + on * Warp.between(draws, -how.jitter(), how.jitter());
        if (saturation == 1 && turn == 0 && brightness == 1 && contrast == 1) {
            return;
        }
        double[][] matrix = pixels.channels() == 3 ? matrix(saturation, turn) : new double[][] {{1}};
        double scale = brightness * contrast;
        double offset = luminance(values, pixels.channels()) * brightness * (1 - contrast);
        int plane = values.length / matrix.length;
        double[] before = new double[matrix.length];
        for (int i = 0; i < plane; i++) {
            for (int c = 0; c < before.length; c++) {
                before[c] = values[c * plane + i];
            }
            for (int c = 0; c < before.length; c++) {
                double sum = 0;
                for (int k = 0; k < before.length; k++) {
                    sum += matrix[c][k] * before[k];
                }
                values[c * plane + i] = (float) Math.max(0, Math.min(255, scale * sum + offset));
            }
        }
    }

    private static double luminance(float[] values, int channels) {
        int plane = values.length / channels;
        double sum = 0;
        for (int c = 0; c < channels; c++) {
            double of = 0;
            for (int i = 0; i < plane; i++) {
                of += values[c * plane + i];
            }
            sum += of * (channels == 3 ? YIQ[0][c] : 1);
        }
        return sum / plane;
    }

    private static double[][] matrix(double saturation, double turn) {
        double cos = saturation * StrictMath.cos(turn);
        double sin = saturation * StrictMath.sin(turn);
        return product(RGB, product(new double[][] {{1, 0, 0}, {0, cos, -sin}, {0, sin, cos}}, YIQ));
    }

    private static double[][] product(double[][] a, double[][] b) {
        double[][] c = new double[3][3];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                c[i][j] = a[i][0] * b[0][j] + a[i][1] * b[1][j] + a[i][2] * b[2][j];
            }
        }
        return c;
    }

    /** By cofactors. */
    private static double[][] inverse(double[][] m) {
        double[][] inverse = new double[3][3];
        double determinant = 0;
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                int r = (j + 1) % 3;
                int s = (j + 2) % 3;
                int p = (i + 1) % 3;
                int q = (i + 2) % 3;
                inverse[i][j] = m[r][p] * m[s][q] - m[r][q] * m[s][p];
            }
            determinant += m[0][i] * inverse[i][0];
        }
        for (double[] row : inverse) {
            for (int j = 0; j < 3; j++) {
                row[j] /= determinant;
            }
        }
        return inverse;
    }
}
