package deephash.model.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.training.ParameterStore;
import deephash.data.pixel.Pixels;
import deephash.model.engine.Compute;
import deephash.model.engine.SeededDraws;
import org.junit.jupiter.api.Test;

/** The convolutions as matrix products against their plain forms. */
class ConvolutionTest {

    private static final int SIDE = 12;
    private static final int IN = 3;
    private static final int OUT = 5;

    /** Positions of a (SIDE, SIDE) grid in quadtree order: row-major place of each. */
    private static int[] places(int side, int levels) {
        byte[] rowMajor = new byte[side * side];
        for (int i = 0; i < rowMajor.length; i++) {
            rowMajor[i] = (byte) i;
        }
        byte[] arranged = new QuadOrder(Pixels.grey(side), levels).arranged(rowMajor);
        int[] places = new int[arranged.length];
        for (int i = 0; i < places.length; i++) {
            places[i] = arranged[i] & 255;
        }
        return places;
    }

    private static float[] quad(float[] image, int channels, int side, int levels) {
        int[] places = places(side, levels);
        float[] arranged = new float[image.length];
        for (int p = 0; p < places.length; p++) {
            for (int c = 0; c < channels; c++) {
                arranged[p * channels + c] = image[c * side * side + places[p]];
            }
        }
        return arranged;
    }

    private static void initialize(Layer layer, NDManager memory, long seed) {
        for (Parameter parameter : layer.getParameters().values()) {
            parameter.setInitializer((m, shape, type) ->
                    m.create(new SeededDraws(seed, shape.size()).gaussian((int) shape.size()), shape));
            parameter.initialize(memory, DataType.FLOAT32);
        }
    }

    @Test
    void a_halving_equals_the_plain_convolution() {
        float[] image = new SeededDraws(1).gaussian(IN * SIDE * SIDE);
        Compute.with(memory -> {
            Halving halving = new Halving(IN, OUT, 1);
            initialize(halving, memory, 2);
            NDArray weight = halving.getParameters().get(0).getValue().getArray();
            NDArray bias = halving.getParameters().get(1).getValue().getArray();
            // (out, 4 places, in) to (out, in, 2, 2)
            NDArray kernel = weight.reshape(OUT, 2, 2, IN).transpose(0, 3, 1, 2);
            float[] plain = Conv2d.conv2d(
                            memory.create(image, new Shape(1, IN, SIDE, SIDE)), kernel, bias, new Shape(2, 2))
                    .singletonOrThrow()
                    .toFloatArray();
            float[] product = halving.apply(
                            new ParameterStore(memory, false),
                            memory.create(quad(image, IN, SIDE, 2), new Shape(1, SIDE * SIDE, IN)),
                            false)
                    .toFloatArray();
            assertClose(product, quad(plain, OUT, SIDE / 2, 1));
            return 0;
        });
    }

    @Test
    void a_doubling_equals_the_plain_transposed_convolution() {
        int side = 6;
        float[] image = new SeededDraws(1).gaussian(IN * side * side);
        Compute.with(memory -> {
            Doubling doubling = new Doubling(IN, OUT, 1);
            initialize(doubling, memory, 2);
            float[] weight =
                    doubling.getParameters().get(0).getValue().getArray().toFloatArray();
            float[] bias = doubling.getParameters().get(1).getValue().getArray().toFloatArray();
            float[] plain = new float[OUT * 4 * side * side];
            for (int o = 0; o < OUT; o++) {
                for (int y = 0; y < 2 * side; y++) {
                    for (int x = 0; x < 2 * side; x++) {
                        double sum = bias[o];
                        for (int c = 0; c < IN; c++) {
                            int place = y % 2 * 2 + x % 2;
                            sum += (double) weight[(place * OUT + o) * IN + c]
                                    * image[c * side * side + y / 2 * side + x / 2];
                        }
                        plain[o * 4 * side * side + y * 2 * side + x] = (float) sum;
                    }
                }
            }
            float[] product = doubling.apply(
                            new ParameterStore(memory, false),
                            memory.create(quad(image, IN, side, 1), new Shape(1, side * side, IN)),
                            false)
                    .toFloatArray();
            assertClose(product, quad(plain, OUT, 2 * side, 2));
            return 0;
        });
    }

    private static void assertClose(float[] actual, float[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < actual.length; i++) {
            assertThat(actual[i]).isCloseTo(expected[i], within(2e-5f));
        }
    }
}
