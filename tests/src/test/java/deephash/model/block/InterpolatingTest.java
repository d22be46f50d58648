package deephash.model.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import deephash.data.pixel.Pixels;
import deephash.model.engine.Compute;
import deephash.model.engine.SeededDraws;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterpolatingTest {

    @ParameterizedTest
    @CsvSource({"2, 2, 0", "2, 2, 1", "4, 6, 1", "8, 8, 2"})
    void doublesAnImageAsBilinearInterpolationDoes(int height, int width, int levels) {
        float[] image = new SeededDraws(3).gaussian(height * width);
        float[] found = Compute.with(memory -> {
            Interpolating layer = plain(height, width, levels, memory);
            NDArray x = memory.create(arranged(image, height, width, levels), new Shape(1, height * width, 1));
            return layer.apply(new ParameterStore(memory, false), x, false).toFloatArray();
        });
        float[] restored = new QuadOrder(new Pixels(1, 2 * height, 2 * width), levels + 1).restore(found, 0);
        for (int y = 0; y < 2 * height; y++) {
            for (int x = 0; x < 2 * width; x++) {
                assertThat(restored[y * 2 * width + x])
                        .isCloseTo((float) bilinear(image, height, width, y, x), within(1e-5f));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"2, 2, 1", "4, 4, 1"})
    void aPixelsGradientIsTheSumOfItsShares(int height, int width, int levels) {
        float[] gradient = Compute.with(memory -> {
            Interpolating layer = plain(height, width, levels, memory);
            NDArray x = memory.ones(new Shape(1, height * width, 1));
            x.setRequiresGradient(true);
            try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
                collector.backward(
                        layer.apply(new ParameterStore(memory, false), x, true).sum());
            }
            return x.getGradient().toFloatArray();
        });
        float sum = 0;
        for (float g : gradient) {
            assertThat(g).isCloseTo(4, within(1e-5f));
            sum += g;
        }
        assertThat(sum).isCloseTo(4 * height * width, within(1e-3f));
    }

    /** With a convolution that changes nothing. */
    private static Interpolating plain(int height, int width, int levels, ai.djl.ndarray.NDManager memory) {
        Interpolating layer = new Interpolating(1, 1, height, width, levels, 1);
        for (Parameter parameter : layer.getParameters().values()) {
            boolean weight = parameter.getShape().dimension() == 2;
            parameter.setInitializer((m, shape, type) -> weight ? m.ones(shape) : m.zeros(shape));
            parameter.initialize(memory, DataType.FLOAT32);
        }
        return layer;
    }

    private static float[] arranged(float[] image, int height, int width, int levels) {
        int[] positions = new QuadOrder(new Pixels(1, height, width), levels).positions();
        float[] arranged = new float[image.length];
        for (int i = 0; i < image.length; i++) {
            arranged[positions[i]] = image[i];
        }
        return arranged;
    }

    /** Sampled where the centre of the new pixel lies, the border continued. */
    private static double bilinear(float[] image, int height, int width, int y, int x) {
        double sy = Math.max(0, Math.min(height - 1, (y + 0.5) / 2 - 0.5));
        double sx = Math.max(0, Math.min(width - 1, (x + 0.5) / 2 - 0.5));
        int y0 = (int) sy;
        int x0 = (int) sx;
        int y1 = Math.min(height - 1, y0 + 1);
        int x1 = Math.min(width - 1, x0 + 1);
        double fy = sy - y0;
        double fx = sx - x0;
        return (1 - fy) * ((1 - fx) * image[y0 * width + x0] + fx * image[y0 * width + x1])
                + fy * ((1 - fx) * image[y1 * width + x0] + fx * image[y1 * width + x1]);
    }
}
