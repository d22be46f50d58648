package deephash.generated;

import java.util.Arrays;

/** A small colour picture being painted: red, green and blue in [0, 1] (kept only at the end), plane by plane. */
final class Canvas {

    /** Of pictures, in pixels. */
    static final int SIDE = 64;

    static final int AREA = SIDE * SIDE;

    final float[][] planes = new float[3][AREA];

    /** From -1 at the left or upper edge to 1 at the other. */
    static float place(int pixel) {
        return 2f * pixel / (SIDE - 1) - 1;
    }

    static Canvas of(float[] colour) {
        Canvas canvas = new Canvas();
        for (int c = 0; c < 3; c++) {
            Arrays.fill(canvas.planes[c], colour[c]);
        }
        return canvas;
    }

    /** Adds a field, times a weight, to every channel. */
    Canvas add(float[] field, float weight) {
        for (float[] plane : planes) {
            for (int i = 0; i < AREA; i++) {
                plane[i] += field[i] * weight;
            }
        }
        return this;
    }

    /** Adds a slope of colour: {@code across} from left to right, {@code down} from top to bottom. */
    Canvas slope(float[] across, float[] down) {
        for (int c = 0; c < 3; c++) {
            for (int i = 0; i < AREA; i++) {
                planes[c][i] += across[c] * place(i % SIDE) + down[c] * place(i / SIDE);
            }
        }
        return this;
    }

    /** Covers this with another picture where a mask is 1, and mixes where it is between 0 and 1. */
    Canvas cover(Canvas other, float[] mask) {
        for (int c = 0; c < 3; c++) {
            for (int i = 0; i < AREA; i++) {
                planes[c][i] += mask[i] * (other.planes[c][i] - planes[c][i]);
            }
        }
        return this;
    }

    /** Multiplies every channel by a field. */
    Canvas times(float[] field) {
        for (float[] plane : planes) {
            for (int i = 0; i < AREA; i++) {
                plane[i] *= field[i];
            }
        }
        return this;
    }

    /** Takes every pixel from elsewhere: from as far right and below as the fields say, in pixels. */
    Canvas warp(float[] right, float[] below) {
        Canvas warped = new Canvas();
        for (int i = 0; i < AREA; i++) {
            int x = Math.max(0, Math.min(SIDE - 1, (int) (i % SIDE + right[i])));
            int y = Math.max(0, Math.min(SIDE - 1, (int) (i / SIDE + below[i])));
            for (int c = 0; c < 3; c++) {
                warped.planes[c][i] = planes[c][y * SIDE + x];
            }
        }
        return warped;
    }

    /** Limits all values to [0, 1]. */
    Canvas clip() {
        for (float[] plane : planes) {
            for (int i = 0; i < AREA; i++) {
                plane[i] = Math.max(0, Math.min(1, plane[i]));
            }
        }
        return this;
    }

    /** Blurs with a Gaussian of this standard deviation in pixels. */
    Canvas blur(float deviation) {
        int radius = (int) Math.ceil(2.5f * deviation);
        float[] kernel = new float[2 * radius + 1];
        float sum = 0;
        for (int i = 0; i < kernel.length; i++) {
            float d = (i - radius) / deviation;
            kernel[i] = (float) StrictMath.exp(-d * d / 2);
            sum += kernel[i];
        }
        float[] between = new float[AREA];
        for (float[] plane : planes) {
            line(plane, between, kernel, sum, SIDE, 1);
            line(between, plane, kernel, sum, 1, SIDE);
        }
        return this;
    }

    private static void line(float[] from, float[] to, float[] kernel, float sum, int lineStep, int step) {
        int radius = kernel.length / 2;
        for (int line = 0; line < SIDE; line++) {
            for (int i = 0; i < SIDE; i++) {
                float value = 0;
                for (int k = 0; k < kernel.length; k++) {
                    int at = Math.max(0, Math.min(SIDE - 1, i + k - radius));
                    value += kernel[k] * from[line * lineStep + at * step];
                }
                to[line * lineStep + i * step] = value / sum;
            }
        }
    }

    /** Raises values in [0, 1] to a power. */
    Canvas gamma(float power) {
        int steps = 512;
        float[] table = new float[steps + 2];
        for (int i = 0; i <= steps; i++) {
            table[i] = (float) StrictMath.pow(i / (float) steps, power);
        }
        table[steps + 1] = 1;
        for (float[] plane : planes) {
            for (int i = 0; i < AREA; i++) {
                float at = plane[i] * steps;
                int low = (int) at;
                plane[i] = table[low] + (at - low) * (table[low + 1] - table[low]);
            }
        }
        return this;
    }

    /** Makes it grey: every channel their mean. */
    Canvas grey() {
        for (int i = 0; i < AREA; i++) {
            float mean = (planes[0][i] + planes[1][i] + planes[2][i]) / 3;
            for (float[] plane : planes) {
                plane[i] = mean;
            }
        }
        return this;
    }

    /** The bytes, channel by channel, row by row. */
    byte[] bytes() {
        byte[] bytes = new byte[3 * AREA];
        for (int c = 0; c < 3; c++) {
            for (int i = 0; i < AREA; i++) {
                bytes[c * AREA + i] = (byte) (Math.max(0, Math.min(1, planes[c][i])) * 255 + 0.5f);
            }
        }
        return bytes;
    }
}
