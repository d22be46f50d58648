package deephash.model.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import deephash.data.pixel.Pixels;
import deephash.model.engine.Compute;
import deephash.model.engine.SeededDraws;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class ResidualTest {

    private static final int SIDE = 4;
    private static final int IMAGES = 3;

    private static AutoEncoder network() {
        QuadOrder order = new QuadOrder(new Pixels(3, SIDE, SIDE), 1);
        return AutoEncoder.encoderOnly(
                order,
                3,
                new Chain(List.of(
                        new Chain.Step("rows", new Rows(order)),
                        new Chain.Step("convolution1", new Convolution(SIDE, SIDE, 3, 4, 2)),
                        new Chain.Step("residual1", new Residual(SIDE / 2, SIDE / 2, 4)),
                        new Chain.Step("mean", new MeanPooling()))),
                4);
    }

    /** Every parameter, moved at random, changes the codes as much as its gradient says. */
    @Test
    void gradients_of_all_parameters_agree_with_finite_differences() {
        Compute.with(memory -> {
            AutoEncoder network = network();
            network.initialize(memory, 5);
            float[] pixels = new SeededDraws(1).gaussian(IMAGES * 3 * SIDE * SIDE);
            NDArray input = memory.create(pixels, new Shape(IMAGES, SIDE * SIDE, 3));
            NDArray weights = memory.create(new SeededDraws(2).gaussian(IMAGES * 3), new Shape(IMAGES, 3));
            ParameterStore parameters = new ParameterStore(memory, false);
            ToDoubleFunction<String> value = unused ->
                    network.codes(parameters, input, true).mul(weights).sum().toFloatArray()[0];
            try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
                collector.backward(
                        network.codes(parameters, input, true).mul(weights).sum());
            }
            network.named().forEach((name, parameter) -> {
                if (!parameter.requiresGradient()) {
                    return;
                }
                float[] gradient = parameter.getArray().getGradient().toFloatArray();
                float[] at = parameter.getArray().toFloatArray();
                float[] direction = new SeededDraws(3, name.hashCode()).gaussian(at.length);
                float step = 2e-3f;
                double expected = 0;
                float[] up = at.clone();
                float[] down = at.clone();
                for (int i = 0; i < at.length; i++) {
                    expected += (double) gradient[i] * direction[i];
                    up[i] += step * direction[i];
                    down[i] -= step * direction[i];
                }
                parameter.getArray().setRequiresGradient(false);
                parameter.getArray().set(up);
                double above = value.applyAsDouble("");
                parameter.getArray().set(down);
                double below = value.applyAsDouble("");
                parameter.getArray().set(at);
                parameter.getArray().setRequiresGradient(true);
                assertThat((above - below) / (2 * step))
                        .as(name)
                        .isCloseTo(expected, within(0.02 * Math.abs(expected) + 0.03));
            });
            return 0;
        });
    }

    /** 3×3 windows, statistics of the batch, and the rectifier, as sums. */
    @Test
    void a_convolution_agrees_with_its_formula_in_training_and_after_it() {
        int out = 2;
        float[] x = new SeededDraws(8).gaussian(IMAGES * SIDE * SIDE * 3);
        float[][] found = Compute.with(memory -> {
            Convolution layer = new Convolution(SIDE, SIDE, 3, out, 2);
            AutoEncoder network = AutoEncoder.encoderOnly(
                    new QuadOrder(new Pixels(3, SIDE, SIDE), 0),
                    2,
                    new Chain(List.of(
                            new Chain.Step("convolution1", layer),
                            new Chain.Step("flat", new Fold(out * SIDE * SIDE / 4)))),
                    out * SIDE * SIDE / 4);
            network.initialize(memory, 5);
            NDArray input = memory.create(x, new Shape(IMAGES, SIDE * SIDE, 3));
            ParameterStore parameters = new ParameterStore(memory, false);
            float[] training = layer.apply(parameters, input, true).toFloatArray();
            float[] after = layer.apply(parameters, input, false).toFloatArray();
            return new float[][] {
                network.named().get("encoder.convolution1.weight").getArray().toFloatArray(), training, after
            };
        });
        double[][][] y = new double[IMAGES][SIDE * SIDE / 4][out];
        double[] mean = new double[out];
        double[] variance = new double[out];
        int n = IMAGES * SIDE * SIDE / 4;
        for (int o = 0; o < out; o++) {
            for (int b = 0; b < IMAGES; b++) {
                for (int p = 0; p < SIDE * SIDE / 4; p++) {
                    for (int tap = 0; tap < 27; tap++) {
                        int row = p / (SIDE / 2) * 2 + tap / 3 % 3 - 1;
                        int column = p % (SIDE / 2) * 2 + tap % 3 - 1;
                        if (row >= 0 && row < SIDE && column >= 0 && column < SIDE) {
                            y[b][p][o] += found[0][o * 27 + tap] * x[((b * SIDE + row) * SIDE + column) * 3 + tap / 9];
                        }
                    }
                    mean[o] += y[b][p][o] / n;
                }
            }
            for (double[][] image : y) {
                for (double[] position : image) {
                    variance[o] += (position[o] - mean[o]) * (position[o] - mean[o]) / n;
                }
            }
        }
        for (int b = 0; b < IMAGES; b++) {
            for (int p = 0; p < SIDE * SIDE / 4; p++) {
                for (int o = 0; o < out; o++) {
                    int at = (b * SIDE * SIDE / 4 + p) * out + o;
                    double normal = (y[b][p][o] - mean[o]) / Math.sqrt(variance[o] + 1e-5);
                    assertThat((double) found[1][at]).isCloseTo(Math.max(0, normal), within(1e-4));
                    double running = 0.9 + 0.1 * variance[o] * n / (n - 1);
                    double later = (y[b][p][o] - 0.1 * mean[o]) / Math.sqrt(running + 1e-5);
                    assertThat((double) found[2][at]).isCloseTo(Math.max(0, later), within(1e-4));
                }
            }
        }
    }
}
