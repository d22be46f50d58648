package deephash.generated;

import java.util.Arrays;

/**
 * The dead leaves model (Matheron, 1968): shapes of very different sizes, thrown on one another, hide each other as
 * things do in the world. Drawn at twice the side of pictures, so that edges can be smoothed.
 */
final class Leaves {

    /** Of the drawing, in pixels. */
    static final int SIDE = 2 * Canvas.SIDE;

    /** Which leaf is on top at each pixel, row by row; 0 where there is none. */
    final int[] top = new int[SIDE * SIDE];

    /** How many leaves were thrown. */
    final int count;

    /** Draws 6 to 160 leaves of radius 2.5 to 60. */
    Leaves(Dice dice) {
        this(dice, (int) dice.logUniform(6, 160), 2.5f, 60);
    }

    /**
     * Throws leaves.
     *
     * @param least radius, in pixels of this drawing
     * @param largest radius
     */
    Leaves(Dice dice, int count, float least, float largest) {
        this.count = count;
        float power = 1 - dice.uniform(1.2f, 3.2f);
        double low = StrictMath.pow(least, power);
        double high = StrictMath.pow(largest, power);
        float[] radii = new float[count];
        for (int k = 0; k < count; k++) {
            radii[k] = (float) StrictMath.pow(low + dice.uniform() * (high - low), 1 / power);
        }
        boolean largestFirst = dice.chance(0.5f);
        if (largestFirst) {
            Arrays.sort(radii);
        }
        for (int k = 0; k < count; k++) {
            float x = dice.uniform(-10, SIDE + 10);
            float y = dice.uniform(-10, SIDE + 10);
            leaf(dice, x, y, radii[largestFirst ? count - 1 - k : k], k + 1);
        }
    }

    /** What share of each pixel of a picture is covered, shape ({@link Canvas#SIDE}, {@link Canvas#SIDE}). */
    float[] covered() {
        float[] mask = new float[Canvas.AREA];
        for (int i = 0; i < top.length; i++) {
            if (top[i] > 0) {
                mask[i / SIDE / 2 * Canvas.SIDE + i % SIDE / 2] += 0.25f;
            }
        }
        return mask;
    }

    private void leaf(Dice dice, float x, float y, float radius, int value) {
        float kind = dice.uniform();
        if (kind < 0.35f) {
            ellipse(x, y, radius, radius * dice.uniform(0.4f, 1), value);
        } else if (kind < 0.65f) {
            float[] a = dice.chance(0.6f) ? dice.direction() : new float[] {1, 0};
            float flat = dice.uniform(0.1f, 1);
            float c = a[0] * radius;
            float s = a[1] * radius;
            polygon(
                    new float[] {x + c - s * flat, x - c - s * flat, x - c + s * flat, x + c + s * flat},
                    new float[] {y + s + c * flat, y - s + c * flat, y - s - c * flat, y + s - c * flat},
                    value);
        } else {
            int corners = dice.between(3, 8);
            double[] angles = new double[corners];
            for (int i = 0; i < corners; i++) {
                angles[i] = 2 * Math.PI * dice.uniform();
            }
            Arrays.sort(angles);
            float[] xs = new float[corners];
            float[] ys = new float[corners];
            for (int i = 0; i < corners; i++) {
                float r = radius * dice.uniform(0.5f, 1.2f);
                xs[i] = x + r * (float) StrictMath.cos(angles[i]);
                ys[i] = y + r * (float) StrictMath.sin(angles[i]);
            }
            polygon(xs, ys, value);
        }
    }

    private void ellipse(float x, float y, float across, float down, int value) {
        for (int row = Math.max(0, (int) (y - down)); row < Math.min(SIDE, y + down); row++) {
            float d = (row + 0.5f - y) / down;
            if (d * d < 1) {
                float half = across * (float) Math.sqrt(1 - d * d);
                span(row, x - half, x + half, value);
            }
        }
    }

    /** Fills a polygon by the even-odd rule. */
    private void polygon(float[] xs, float[] ys, int value) {
        float low = Float.POSITIVE_INFINITY;
        float high = Float.NEGATIVE_INFINITY;
        for (float y : ys) {
            low = Math.min(low, y);
            high = Math.max(high, y);
        }
        float[] crossings = new float[xs.length];
        for (int row = Math.max(0, (int) low); row < Math.min(SIDE, high); row++) {
            float y = row + 0.5f;
            int found = 0;
            for (int i = 0, j = xs.length - 1; i < xs.length; j = i++) {
                if (ys[i] > y != ys[j] > y) {
                    crossings[found++] = xs[i] + (y - ys[i]) / (ys[j] - ys[i]) * (xs[j] - xs[i]);
                }
            }
            Arrays.sort(crossings, 0, found);
            for (int i = 0; i + 1 < found; i += 2) {
                span(row, crossings[i], crossings[i + 1], value);
            }
        }
    }

    private void span(int row, float from, float to, int value) {
        int first = Math.max(0, Math.round(from));
        int end = Math.min(SIDE, Math.round(to));
        if (first < end) {
            Arrays.fill(top, row * SIDE + first, row * SIDE + end, value);
        }
    }
}
