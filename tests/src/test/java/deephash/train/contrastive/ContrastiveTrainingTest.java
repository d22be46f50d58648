package deephash.train.contrastive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deephash.model.engine.Precision;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ContrastiveTrainingTest {

    private static final int EACH = 3 * 32 * 32;

    private static ContrastiveOptions options(int steps, Precision precision) {
        return new ContrastiveOptions(8, 8, 32, List.of(16, 32), 8, steps, 2e-3, 1e-4, 0.1, precision, 5);
    }

    /** Each picture is noise; its second view is the first with a little more noise. */
    private static float[] views(int step) {
        SplittableRandom random = new SplittableRandom(step % 4);
        float[] views = new float[16 * EACH];
        for (int i = 0; i < 8 * EACH; i++) {
            views[i] = (float) random.nextGaussian();
            views[8 * EACH + i] = views[i] + 0.3f * (float) random.nextGaussian();
        }
        return views;
    }

    @Test
    void viewsOfOnePictureBecomeNeighbours() {
        double before = ContrastiveTraining.train(
                        "Training", options(1, Precision.FLOAT32), ContrastiveTrainingTest::views)
                .loss();
        double after = ContrastiveTraining.train(
                        "Training", options(120, Precision.FLOAT32), ContrastiveTrainingTest::views)
                .loss();

        assertThat(after).isLessThan(0.6 * before);
    }

    @Test
    void halfPrecisionLearnsToo() {
        ContrastiveTraining.Trained trained =
                ContrastiveTraining.train("Training", options(60, Precision.BFLOAT16), ContrastiveTrainingTest::views);

        assertThat(trained.loss()).isLessThan(4);
        assertThat(trained.weights().tensors()).containsKeys("stem.weight", "head16.mean", "head32.variance");
    }

    @Test
    void sameSeedGivesTheSameWeights() {
        ContrastiveTraining.Trained first =
                ContrastiveTraining.train("Training", options(3, Precision.FLOAT32), ContrastiveTrainingTest::views);
        ContrastiveTraining.Trained second =
                ContrastiveTraining.train("Training", options(3, Precision.FLOAT32), ContrastiveTrainingTest::views);

        assertThat(first.weights().tensors().get("hidden.weight").values())
                .isEqualTo(second.weights().tensors().get("hidden.weight").values());
    }

    @Test
    void interruptedTrainingReturnsWhatWasReached() {
        ContrastiveTraining.Trained trained = ContrastiveTraining.train(
                "Training", options(50, Precision.FLOAT32), ContrastiveTrainingTest::views, (steps, weights) -> {
                    if (steps == 4) {
                        Thread.currentThread().interrupt();
                    }
                });

        assertThat(Thread.interrupted()).isTrue();
        assertThat(trained.steps()).isEqualTo(4);
    }

    @Test
    void impossibleOptionsAreRefusedWithTheRange() {
        assertThatThrownBy(() -> new ContrastiveOptions(8, 8, 32, List.of(4), 8, 1, 2e-3, 0, 0.1, Precision.FLOAT32, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("8 to 1024 bits");
        assertThatThrownBy(
                        () -> new ContrastiveOptions(8, 8, 32, List.of(16), 1, 1, 2e-3, 0, 0.1, Precision.FLOAT32, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 2 pictures");
    }
}
