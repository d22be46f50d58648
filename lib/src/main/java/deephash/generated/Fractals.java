package deephash.generated;

import deephash.progress.Parallel;
import java.util.Arrays;

/** A store of fractals: where random points end up under a few random contractions (Barnsley, 1988). */
final class Fractals {

    private static final int COUNT = 384;
    private static final int POINTS = 16_000;

    private final Shape[] shapes = new Shape[COUNT];

    /**
     * One fractal.
     *
     * @param density how often each pixel was hit, its logarithm, largest 1
     * @param map which contraction led there last, 0 to 3
     */
    record Shape(float[] density, int[] map) {}

    Fractals(long seed) {
        Parallel.chunks("Making fractals", "fractals", COUNT, 8, (from, to) -> {
            for (int i = from; i < to; i++) {
                shapes[i] = of(new Dice(seed, 2, i));
            }
        });
    }

    /** One of them, turned or mirrored. */
    Shape any(Dice dice) {
        Shape shape = shapes[dice.below(COUNT)];
        int variant = dice.below(8);
        float[] density = new float[Canvas.AREA];
        int[] map = new int[Canvas.AREA];
        for (int y = 0; y < Canvas.SIDE; y++) {
            for (int x = 0; x < Canvas.SIDE; x++) {
                int u = (variant & 1) == 0 ? x : Canvas.SIDE - 1 - x;
                int v = (variant & 2) == 0 ? y : Canvas.SIDE - 1 - y;
                int from = (variant & 4) == 0 ? v * Canvas.SIDE + u : u * Canvas.SIDE + v;
                density[y * Canvas.SIDE + x] = shape.density[from];
                map[y * Canvas.SIDE + x] = shape.map[from];
            }
        }
        return new Shape(density, map);
    }

    private static Shape of(Dice dice) {
        while (true) {
            float[] xs = new float[POINTS];
            float[] ys = new float[POINTS];
            int[] last = new int[POINTS];
            walk(dice, xs, ys, last);
            float[] across = range(xs);
            float[] down = range(ys);
            if (Math.min(across[1] - across[0], down[1] - down[0]) > 0.1f) {
                float scale = 56 / Math.max(across[1] - across[0], down[1] - down[0]);
                return drawn(xs, ys, last, across[0], down[0], scale);
            }
        }
    }

    private static void walk(Dice dice, float[] xs, float[] ys, int[] last) {
        int maps = dice.between(2, 4);
        float[][] m = new float[maps][];
        float[] until = new float[maps];
        float sum = 0;
        for (int k = 0; k < maps; k++) {
            float[] a = dice.direction();
            float[] b = dice.direction();
            float s = dice.uniform(0.15f, 0.85f);
            float t = dice.uniform(0.15f, 0.85f) * (dice.chance(0.5f) ? 1 : -1);
            // a turn, a stretch along the axes, another turn
            m[k] = new float[] {
                a[0] * s * b[0] - a[1] * t * b[1],
                -a[0] * s * b[1] - a[1] * t * b[0],
                a[1] * s * b[0] + a[0] * t * b[1],
                -a[1] * s * b[1] + a[0] * t * b[0],
                dice.uniform(-1, 1),
                dice.uniform(-1, 1)
            };
            sum += Math.abs(s * t) + 0.05f;
            until[k] = sum;
        }
        float x = 0;
        float y = 0;
        for (int i = -20; i < POINTS; i++) {
            float choice = dice.uniform() * sum;
            int k = 0;
            while (k < maps - 1 && choice > until[k]) {
                k++;
            }
            float next = m[k][0] * x + m[k][1] * y + m[k][4];
            y = m[k][2] * x + m[k][3] * y + m[k][5];
            x = next;
            if (i >= 0) {
                xs[i] = x;
                ys[i] = y;
                last[i] = k;
            }
        }
    }

    /** Where all but the outermost hundredth at either end lies. */
    private static float[] range(float[] values) {
        float[] sorted = values.clone();
        Arrays.sort(sorted);
        return new float[] {sorted[sorted.length / 100], sorted[sorted.length - 1 - sorted.length / 100]};
    }

    private static Shape drawn(float[] xs, float[] ys, int[] last, float left, float top, float scale) {
        float[] density = new float[Canvas.AREA];
        int[] map = new int[Canvas.AREA];
        for (int i = 0; i < xs.length; i++) {
            float x = (xs[i] - left) * scale + 4;
            float y = (ys[i] - top) * scale + 4;
            if (x >= 0 && y >= 0 && x < Canvas.SIDE && y < Canvas.SIDE) {
                int row = (int) y;
                int at = row * Canvas.SIDE + (int) x;
                density[at]++;
                map[at] = last[i];
            }
        }
        float largest = 0;
        for (int i = 0; i < density.length; i++) {
            density[i] = (float) StrictMath.log1p(density[i]);
            largest = Math.max(largest, density[i]);
        }
        for (int i = 0; i < density.length; i++) {
            density[i] /= largest;
        }
        return new Shape(density, map);
    }
}
