package deephash.model;

import static deephash.train.TrainOptions.options;
import static org.assertj.core.api.Assertions.assertThat;

import deephash.code.Labels;
import deephash.data.Split;
import deephash.data.image.Images;
import deephash.data.pixel.Pixels;
import deephash.train.Trainer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whether the code of an image depends on what is hashed with it. */
class BatchesTest {

    /** One more than what goes through a network at once. */
    private static final int SIZE = 258;

    static List<Architecture> architectures() {
        return List.of(Architecture.CSVAE, Architecture.VAE, Architecture.VTE, Architecture.RESNET);
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void theFeaturesOfAnImageAreTheSameToTheLastBitWhateverIsHashedWithIt(Architecture architecture) {
        Pixels pixels = Pixels.colour(32);
        byte[] values = new byte[SIZE * pixels.count()];
        new Random(1).nextBytes(values);
        Images images = Images.of(pixels, values);
        Split split = new Split("noise", images, Labels.none(SIZE));
        HashModel model =
                Trainer.untrained(architecture, split, options().bits(64).seed(1));
        float[][] together = model.features(images);
        for (int size : new int[] {1, 2, 3, 33, SIZE - 1}) {
            for (int from = 0; from + size <= Math.min(SIZE, 2 * size); from += size) {
                int[] some = IntStream.range(from, from + size).toArray();
                assertThat(model.features(images.select(some)))
                        .as(size + " images of " + architecture.name())
                        .isDeepEqualTo(Arrays.copyOfRange(together, from, from + size));
            }
        }
    }
}
