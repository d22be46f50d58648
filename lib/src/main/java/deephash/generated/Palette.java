package deephash.generated;

/** Colours that belong together as those of a photograph do: they differ mostly in brightness, and in few hues. */
final class Palette {

    private Palette() {}

    /** {@code count} colours, shape (count, 3), about the middle of [0, 1]. */
    static float[][] of(Dice dice, int count) {
        float mean = 0.45f + 0.15f * dice.normal();
        float spread = dice.uniform(0.1f, 0.32f);
        float[][] hues = new float[dice.between(1, 3)][];
        for (int k = 0; k < hues.length; k++) {
            hues[k] = hue(dice);
        }
        float strength = dice.chance(0.85f) ? dice.uniform(0, 0.22f) : dice.uniform(0.2f, 0.5f);
        float[] tint = {0.05f * dice.normal(), 0.05f * dice.normal(), 0.05f * dice.normal()};
        float[][] colours = new float[count][3];
        for (float[] colour : colours) {
            float brightness = mean + spread * dice.normal();
            for (int c = 0; c < 3; c++) {
                colour[c] = brightness + tint[c];
            }
            for (float[] hue : hues) {
                float weight = strength * dice.normal();
                for (int c = 0; c < 3; c++) {
                    colour[c] += weight * hue[c];
                }
            }
        }
        return colours;
    }

    /** A direction among colours that leaves the brightness as it is, of length 1. */
    private static float[] hue(Dice dice) {
        float[] hue = {dice.normal(), dice.normal(), dice.normal()};
        float mean = (hue[0] + hue[1] + hue[2]) / 3;
        float square = 0;
        for (int c = 0; c < 3; c++) {
            hue[c] -= mean;
            square += hue[c] * hue[c];
        }
        float length = (float) Math.sqrt(square) + 1e-6f;
        for (int c = 0; c < 3; c++) {
            hue[c] /= length;
        }
        return hue;
    }

    /** A picture of three fields, mixed into red, green and blue so that brightness varies most. */
    static Canvas coloured(Dice dice, float[][] fields) {
        float warm = dice.uniform(0, 0.6f);
        float green = dice.uniform(0, 0.4f);
        float[][] mix = {{1, 1, 1}, {warm, 0, -warm}, {-0.5f * green, green, -0.5f * green}};
        for (float[] row : mix) {
            for (int c = 0; c < 3; c++) {
                row[c] += 0.15f * dice.normal();
            }
        }
        float mean = 0.45f + 0.12f * dice.normal();
        float contrast = dice.uniform(0.1f, 0.28f);
        Canvas canvas = Canvas.of(new float[] {mean, mean, mean});
        for (int c = 0; c < 3; c++) {
            for (int f = 0; f < 3; f++) {
                for (int i = 0; i < Canvas.AREA; i++) {
                    canvas.planes[c][i] += contrast * mix[f][c] * fields[f][i];
                }
            }
        }
        return canvas;
    }
}
