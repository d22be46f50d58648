package deephash.generated;

import deephash.progress.Parallel;

/**
 * A store of noise whose strength falls with a power of its frequency, as that of photographs does (1/f noise), some of
 * it with a grain. Windows of it, bent in various ways, are the textures of everything else.
 */
final class Textures {

    private static final int COUNT = 256;
    private static final int SIDE = 128;

    private final float[][] bank = new float[COUNT][];

    Textures(long seed) {
        Fourier fourier = new Fourier(SIDE);
        Parallel.chunks("Making textures", "textures", COUNT, 4, (from, to) -> {
            for (int i = from; i < to; i++) {
                bank[i] = noise(fourier, new Dice(seed, 1, i));
            }
        });
    }

    /** Mean 0, variance 1. */
    private static float[] noise(Fourier fourier, Dice dice) {
        float falloff = dice.uniform(0.6f, 2.2f);
        float stretch = dice.chance(0.4f) ? dice.uniform(2, 6) : 1;
        float[] grain = dice.direction();
        double[] real = new double[SIDE * SIDE];
        double[] imaginary = new double[SIDE * SIDE];
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                double fx = (x < SIDE / 2 ? x : x - SIDE) / (double) SIDE;
                double fy = (y < SIDE / 2 ? y : y - SIDE) / (double) SIDE;
                double along = (fx * grain[0] + fy * grain[1]) * stretch;
                double across = fy * grain[0] - fx * grain[1];
                double frequency = Math.max(1.0 / SIDE, Math.sqrt(along * along + across * across));
                double strength = x + y == 0 ? 0 : StrictMath.pow(frequency, -falloff);
                real[y * SIDE + x] = dice.normal() * strength;
                imaginary[y * SIDE + x] = dice.normal() * strength;
            }
        }
        fourier.square(real, imaginary);
        double sum = 0;
        for (double value : real) {
            sum += value * value;
        }
        double scale = 1 / Math.sqrt(sum / real.length);
        float[] texture = new float[real.length];
        for (int i = 0; i < texture.length; i++) {
            texture[i] = (float) (real[i] * scale);
        }
        return texture;
    }

    /** A texture, shape ({@link Canvas#SIDE}, {@link Canvas#SIDE}), values about 0 with a spread of about 1. */
    float[] window(Dice dice) {
        float[] from = bank[dice.below(COUNT)];
        int top = dice.below(SIDE - Canvas.SIDE);
        int left = dice.below(SIDE - Canvas.SIDE);
        boolean turned = dice.chance(0.5f);
        float[] window = new float[Canvas.AREA];
        for (int y = 0; y < Canvas.SIDE; y++) {
            for (int x = 0; x < Canvas.SIDE; x++) {
                window[y * Canvas.SIDE + x] = from[turned ? (top + x) * SIDE + left + y : (top + y) * SIDE + left + x];
            }
        }
        if (dice.chance(0.25f)) {
            bands(window, dice.uniform(1, 4));
        } else if (dice.chance(0.1f)) {
            waves(window, dice.uniform(2, 6));
        }
        return window;
    }

    private static void bands(float[] window, float contrast) {
        for (int i = 0; i < window.length; i++) {
            window[i] = Math.max(-1, Math.min(1, window[i] * contrast));
        }
    }

    private static void waves(float[] window, float frequency) {
        for (int i = 0; i < window.length; i++) {
            window[i] = Curves.sine(window[i] * frequency);
        }
    }
}
