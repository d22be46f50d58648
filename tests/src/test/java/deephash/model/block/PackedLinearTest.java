package deephash.model.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import deephash.data.image.Images;
import deephash.data.pixel.Pixels;
import deephash.model.Architecture;
import deephash.model.engine.Compute;
import deephash.model.engine.Weights;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Encoders with packed weights beside the same with plain ones. */
class PackedLinearTest {

    private static final Pixels PIXELS = Pixels.grey(32);
    private static final int BITS = 16;
    private static final int IMAGES = 300;

    static Stream<Architecture> architectures() {
        return Stream.concat(
                Stream.of(Architecture.VAE, Architecture.CSVAE, Architecture.VTE),
                Stream.of(Nonlinearity.values()).map(Architecture.CVAE::nonlinearity));
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void means_are_those_of_plain_weights(Architecture architecture) {
        Images images = images();
        AutoEncoder plain = architecture.build(PIXELS, BITS);
        float[][] expected = Compute.with(memory -> {
            plain.initialize(memory, 1);
            return plain.means(memory, images, count -> {});
        });
        float[][] found = means(architecture, images);
        for (int i = 0; i < IMAGES; i++) {
            assertThat(found[i]).containsExactly(expected[i], within(1e-5f));
        }
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void an_image_has_the_same_means_to_the_last_bit_whatever_it_is_encoded_with(Architecture architecture) {
        assumeThat(Compute.freeOnGpu().isPresent())
                .as("a GPU rounds as the batch has it")
                .isFalse();
        Images images = images();
        float[][] together = means(architecture, images);
        for (int size : List.of(1, 2, 7, 65)) {
            float[][] few = means(
                    architecture,
                    images.select(IntStream.range(IMAGES - size, IMAGES).toArray()));
            for (int i = 0; i < size; i++) {
                assertThat(few[i]).isEqualTo(together[IMAGES - size + i]);
            }
        }
    }

    private static float[][] means(Architecture architecture, Images images) {
        AutoEncoder network = architecture.build(PIXELS, BITS);
        Weights weights = Compute.with(memory -> {
            network.initialize(memory, 1);
            return Weights.of(network);
        });
        return Compute.withEncoder(
                weights,
                () -> architecture.build(PIXELS, BITS),
                (memory, encoder) -> encoder.means(memory, images, count -> {}));
    }

    private static Images images() {
        byte[] values = new byte[IMAGES * PIXELS.count()];
        new Random(1).nextBytes(values);
        return Images.of(PIXELS, values);
    }
}
