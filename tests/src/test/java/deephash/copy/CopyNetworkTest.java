package deephash.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import deephash.copy.CopyNetwork.Layer;
import deephash.model.engine.Compute;
import deephash.model.engine.Weights;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CopyNetworkTest {

    private static final Weights WEIGHTS = random(8, 8, 24, 16);

    /** Weights, scales, means and variances of a small network. */
    static Weights random(int width, int reduced, int hidden, int bits) {
        Map<String, Weights.Tensor> tensors = new LinkedHashMap<>();
        SplittableRandom random = new SplittableRandom(4);
        add(tensors, random, "stem", true, width, 3, 3, 3);
        for (int s = 0; s < 3; s++) {
            int w = width << s;
            if (s > 0) {
                add(tensors, random, "down" + s, true, w, w / 2, 3, 3);
            }
            add(tensors, random, "stage" + s + ".a", true, w, w, 3, 3);
            add(tensors, random, "stage" + s + ".b", true, w, w, 3, 3);
        }
        add(tensors, random, "reduce", true, reduced, 4 * width, 1, 1);
        add(tensors, random, "hidden", true, hidden, 16 * reduced);
        add(tensors, random, "head" + bits, false, bits, hidden);
        return new Weights(tensors);
    }

    private static void add(
            Map<String, Weights.Tensor> tensors, SplittableRandom random, String name, boolean scaled, long... shape) {
        int size = 1;
        for (long side : shape) {
            size *= (int) side;
        }
        tensors.put(name + ".weight", tensor(random, size, 1 / Math.sqrt(size / (double) shape[0]), 0, shape));
        int out = (int) shape[0];
        if (scaled) {
            tensors.put(name + ".scale", tensor(random, out, 0.2, 1, out));
            tensors.put(name + ".shift", tensor(random, out, 0.2, 0, out));
        }
        tensors.put(name + ".mean", tensor(random, out, 0.1, 0, out));
        tensors.put(name + ".variance", tensor(random, out, 0.05, 1, out));
    }

    private static Weights.Tensor tensor(
            SplittableRandom random, int size, double deviation, double mean, long... shape) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) (mean + deviation * random.nextGaussian());
        }
        return new Weights.Tensor(shape, values);
    }

    private static float[] picture(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] planes = new float[3 * 32 * 32];
        for (int i = 0; i < planes.length; i++) {
            planes[i] = (float) random.nextGaussian();
        }
        return planes;
    }

    @Test
    void computesWhatPyTorchComputes() {
        CopyNetwork network = new CopyNetwork(Folded.layers(WEIGHTS), Set.of(16));
        float[] planes = picture(1);

        float[] expected = Compute.with(memory -> new Reference(memory).values(planes));

        assertThat(network.values(new float[][] {planes}, 16)[0]).hasSize(16);
        for (int j = 0; j < 16; j++) {
            assertThat(network.values(new float[][] {planes}, 16)[0][j]).isCloseTo(expected[j], within(1e-3f));
        }
        assertThat(expected).isNotEqualTo(Compute.with(memory -> new Reference(memory).values(picture(2))));
    }

    /** The network as DJL's own functions compute it, normalisations apart. */
    private static final class Reference {
        private final NDManager memory;

        Reference(NDManager memory) {
            this.memory = memory;
        }

        float[] values(float[] planes) {
            NDArray x = convolved(memory.create(planes, new Shape(1, 3, 32, 32)), "stem", 2, 1)
                    .getNDArrayInternal()
                    .relu();
            for (int s = 0; s < 3; s++) {
                if (s > 0) {
                    x = convolved(x, "down" + s, 2, 1).getNDArrayInternal().relu();
                }
                NDArray inner = convolved(x, "stage" + s + ".a", 1, 1)
                        .getNDArrayInternal()
                        .relu();
                x = x.add(convolved(inner, "stage" + s + ".b", 1, 1))
                        .getNDArrayInternal()
                        .relu();
            }
            x = convolved(x, "reduce", 1, 0).getNDArrayInternal().relu();
            x = linear(x.reshape(1, -1), "hidden").getNDArrayInternal().relu();
            return linear(x, "head16").toFloatArray();
        }

        private NDArray of(String name) {
            Weights.Tensor tensor = WEIGHTS.tensors().get(name);
            return memory.create(tensor.values(), new Shape(tensor.shape()));
        }

        private NDArray convolved(NDArray x, String name, int stride, int padding) {
            NDArray y = Conv2d.conv2d(
                            x,
                            of(name + ".weight"),
                            null,
                            new Shape(stride, stride),
                            new Shape(padding, padding),
                            new Shape(1, 1),
                            1)
                    .singletonOrThrow();
            return normalised(y, name, new Shape(1, -1, 1, 1));
        }

        private NDArray linear(NDArray x, String name) {
            return normalised(Linear.linear(x, of(name + ".weight"), null).singletonOrThrow(), name, new Shape(1, -1));
        }

        private NDArray normalised(NDArray y, String name, Shape shape) {
            NDArray z = y.sub(of(name + ".mean").reshape(shape))
                    .div(of(name + ".variance").reshape(shape).add(1e-5f).sqrt());
            return WEIGHTS.tensors().containsKey(name + ".scale")
                    ? z.mul(of(name + ".scale").reshape(shape))
                            .add(of(name + ".shift").reshape(shape))
                    : z;
        }
    }

    @Test
    void picturesDoNotTouchEachOther() {
        CopyNetwork network = new CopyNetwork(Folded.layers(WEIGHTS), Set.of(16));
        float[][] pictures = new float[CopyNetwork.AT_ONCE + 7][];
        for (int i = 0; i < pictures.length; i++) {
            pictures[i] = picture(i);
        }

        float[][] together = network.values(pictures, 16);

        for (int i = 0; i < pictures.length; i++) {
            assertThat(together[i]).isEqualTo(network.values(new float[][] {pictures[i]}, 16)[0]);
        }
    }

    @Test
    void anotherLengthOfCodeIsRefused() {
        CopyNetwork network = new CopyNetwork(Folded.layers(WEIGHTS), Set.of(16));

        assertThatThrownBy(() -> network.values(new float[][] {picture(1)}, 32))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[16]")
                .hasMessageContaining("32");
    }

    @Test
    void missingLayersAreNamed() {
        Map<String, Layer> layers = new LinkedHashMap<>(Folded.layers(WEIGHTS));
        layers.remove("down2");

        assertThatThrownBy(() -> new CopyNetwork(layers, Set.of(16)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("down2");
    }
}
