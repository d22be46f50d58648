package deephash.generated;

import java.util.Arrays;

/**
 * A small random network from the place of a pixel to its colour (compositional pattern-producing network, Stanley,
 * 2007): smooth shapes, folds and stripes.
 */
final class CoordinateNetwork {

    private static final int WIDTH = 10;

    private CoordinateNetwork() {}

    static Canvas paint(Dice dice, Textures textures) {
        float[][] values = inputs(dice, textures);
        int layers = dice.between(2, 4);
        for (int l = 0; l < layers; l++) {
            values = layer(dice, values, WIDTH, dice.uniform(0.7f, 1.6f) * 1.6f, 0.5f);
            bend(values, dice.below(4));
        }
        float[][] fields = layer(dice, values, 3, 1, 0);
        for (float[] field : fields) {
            standardise(field);
        }
        return Palette.coloured(dice, fields);
    }

    private static float[][] inputs(Dice dice, Textures textures) {
        float[] turn = dice.direction();
        float zoom = dice.uniform(0.5f, 3);
        float right = dice.normal();
        float below = dice.normal();
        float frequency = dice.uniform(1, 6);
        float[][] inputs = new float[6][Canvas.AREA];
        for (int i = 0; i < Canvas.AREA; i++) {
            float px = Canvas.place(i % Canvas.SIDE);
            float py = Canvas.place(i / Canvas.SIDE);
            float x = (px * turn[0] - py * turn[1]) * zoom + right;
            float y = (px * turn[1] + py * turn[0]) * zoom + below;
            inputs[0][i] = x;
            inputs[1][i] = y;
            inputs[2][i] = (float) Math.sqrt(x * x + y * y);
            inputs[3][i] = Curves.sine(x * frequency);
        }
        float strength = dice.uniform(0, 0.6f);
        for (int k = 4; k < 6; k++) {
            float[] texture = textures.window(dice);
            for (int i = 0; i < Canvas.AREA; i++) {
                inputs[k][i] = strength * texture[i];
            }
        }
        return inputs;
    }

    private static float[][] layer(Dice dice, float[][] from, int width, float gain, float bias) {
        float scale = gain / (float) Math.sqrt(from.length);
        float[][] to = new float[width][Canvas.AREA];
        for (float[] unit : to) {
            Arrays.fill(unit, bias * dice.normal());
            for (float[] input : from) {
                float weight = scale * dice.normal();
                for (int i = 0; i < unit.length; i++) {
                    unit[i] += weight * input[i];
                }
            }
        }
        return to;
    }

    private static void bend(float[][] values, int kind) {
        for (float[] unit : values) {
            for (int i = 0; i < unit.length; i++) {
                float x = unit[i];
                unit[i] = switch (kind) {
                    case 0 -> 1.5f * Curves.sigmoid(x);
                    case 1 -> Curves.sine(x);
                    case 2 -> Math.max(0, x);
                    default -> Math.abs(x) - 0.5f;
                };
            }
        }
    }

    private static void standardise(float[] field) {
        double sum = 0;
        double squares = 0;
        for (float value : field) {
            sum += value;
            squares += (double) value * value;
        }
        double mean = sum / field.length;
        double deviation = Math.sqrt(Math.max(0, squares / field.length - mean * mean)) + 1e-3;
        for (int i = 0; i < field.length; i++) {
            field[i] = (float) ((field[i] - mean) / deviation);
        }
    }
}
