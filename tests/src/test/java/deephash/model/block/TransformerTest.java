package deephash.model.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import deephash.model.engine.Compute;
import deephash.model.engine.SeededDraws;
import org.junit.jupiter.api.Test;

/** Attention against its formula, written out in double precision. */
class TransformerTest {

    private static final int TOKENS = 4;
    private static final int WIDTH = 6;
    private static final int HEADS = 2;

    @Test
    void attention_equals_the_formula() {
        float[] x = new SeededDraws(1).gaussian(TOKENS * WIDTH);
        float[][] learned = new float[4][];
        float[] actual = Compute.with(memory -> {
            Attention attention = new Attention(WIDTH, HEADS);
            int i = 0;
            for (Parameter parameter : attention.getParameters().values()) {
                float[] values = new SeededDraws(2, i)
                        .gaussian((int) parameter.getShape().size());
                learned[i++] = values;
                parameter.setInitializer((m, shape, type) -> m.create(values, shape));
                parameter.initialize(memory, DataType.FLOAT32);
            }
            return attention
                    .apply(new ParameterStore(memory, false), memory.create(x, new Shape(1, TOKENS, WIDTH)), false)
                    .toFloatArray();
        });
        double[][] qkv = linear(rows(x, WIDTH), learned[0], learned[1]);
        double[][] mixed = new double[TOKENS][WIDTH];
        int each = WIDTH / HEADS;
        for (int h = 0; h < HEADS; h++) {
            for (int t = 0; t < TOKENS; t++) {
                double[] score = new double[TOKENS];
                double total = 0;
                for (int s = 0; s < TOKENS; s++) {
                    double dot = 0;
                    for (int e = 0; e < each; e++) {
                        dot += qkv[t][h * each + e] * qkv[s][WIDTH + h * each + e];
                    }
                    score[s] = Math.exp(dot / Math.sqrt(each));
                    total += score[s];
                }
                for (int s = 0; s < TOKENS; s++) {
                    for (int e = 0; e < each; e++) {
                        mixed[t][h * each + e] += score[s] / total * qkv[s][2 * WIDTH + h * each + e];
                    }
                }
            }
        }
        double[][] expected = linear(mixed, learned[2], learned[3]);
        for (int t = 0; t < TOKENS; t++) {
            for (int j = 0; j < WIDTH; j++) {
                assertThat((double) actual[t * WIDTH + j]).isCloseTo(expected[t][j], within(1e-4));
            }
        }
    }

    private static double[][] rows(float[] flat, int width) {
        double[][] rows = new double[flat.length / width][width];
        for (int i = 0; i < flat.length; i++) {
            rows[i / width][i % width] = flat[i];
        }
        return rows;
    }

    private static double[][] linear(double[][] x, float[] weight, float[] bias) {
        double[][] y = new double[x.length][bias.length];
        for (int t = 0; t < x.length; t++) {
            for (int o = 0; o < bias.length; o++) {
                y[t][o] = bias[o];
                for (int i = 0; i < x[t].length; i++) {
                    y[t][o] += (double) weight[o * x[t].length + i] * x[t][i];
                }
            }
        }
        return y;
    }
}
