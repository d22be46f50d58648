package deephash.copy;

import java.util.SplittableRandom;

/**
 * A change of colours: hue and saturation are turned and scaled in YIQ, then contrast about the mean, brightness, gamma.
 *
 * @param matrix from RGB to RGB, shape (3, 3) row by row
 * @param contrast a factor, about the mean brightness
 * @param brightness a factor
 * @param gamma a power
 */
record Recolouring(float[] matrix, float contrast, float brightness, float gamma) {

    private static final double[][] YIQ = {{.299, .587, .114}, {.596, -.274, -.321}, {.211, -.523, .311}};
    private static final double[][] RGB = inverse(YIQ);

    static Recolouring random(SplittableRandom random, float jitter, float grey) {
        boolean changed = View.chance(random, 0.8f);
        float most = changed ? jitter : 0;
        double saturation = View.chance(random, grey)
                ? 0
                : 1 + View.uniform(random, -most, View.chance(random, 0.2f) ? 2 * most : most);
        double hue = changed ? 2 * Math.PI * View.uniform(random, -0.05f, 0.05f) : 0;
        double[][] turned = {
            {1, 0, 0},
            {0, saturation * Math.cos(hue), -saturation * Math.sin(hue)},
            {0, saturation * Math.sin(hue), saturation * Math.cos(hue)}
        };
        double[][] product = times(RGB, times(turned, YIQ));
        float[] matrix = new float[9];
        for (int i = 0; i < 9; i++) {
            matrix[i] = (float) product[i / 3][i % 3];
        }
        float gamma =
                jitter > 0.3f && View.chance(random, 0.3f) ? (float) Math.exp(View.uniform(random, -0.4f, 0.4f)) : 1;
        return new Recolouring(
                matrix, 1 + View.uniform(random, -most, most), 1 + View.uniform(random, -most, most), gamma);
    }

    /** Recolours planes in place, and keeps them in [0, 1]. */
    void apply(float[] planes, int offset, int area) {
        double sum = 0;
        for (int i = 0; i < area; i++) {
            sum += YIQ[0][0] * planes[offset + i]
                    + YIQ[0][1] * planes[offset + area + i]
                    + YIQ[0][2] * planes[offset + 2 * area + i];
        }
        float scale = contrast * brightness;
        float shift = (float) (sum / area) * brightness * (1 - contrast);
        for (int i = offset; i < offset + area; i++) {
            float r = planes[i];
            float g = planes[i + area];
            float b = planes[i + 2 * area];
            for (int c = 0; c < 3; c++) {
                float value = (matrix[3 * c] * r + matrix[3 * c + 1] * g + matrix[3 * c + 2] * b) * scale + shift;
                value = Math.max(0, Math.min(1, value));
                planes[i + c * area] = gamma == 1 ? value : (float) Math.pow(value, gamma);
            }
        }
    }

    private static double[][] times(double[][] a, double[][] b) {
        double[][] product = new double[3][3];
        for (int i = 0; i < 9; i++) {
            for (int k = 0; k < 3; k++) {
                product[i / 3][i % 3] += a[i / 3][k] * b[k][i % 3];
            }
        }
        return product;
    }

    private static double[][] inverse(double[][] m) {
        double[][] inverse = new double[3][3];
        double determinant = 0;
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                int a = (i + 1) % 3;
                int b = (i + 2) % 3;
                int c = (j + 1) % 3;
                int d = (j + 2) % 3;
                inverse[j][i] = m[a][c] * m[b][d] - m[a][d] * m[b][c];
            }
            determinant += m[i][0] * inverse[0][i];
        }
        for (double[] row : inverse) {
            for (int j = 0; j < 3; j++) {
                row[j] /= determinant;
            }
        }
        return inverse;
    }
}
