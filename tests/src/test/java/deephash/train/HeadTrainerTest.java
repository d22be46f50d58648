package deephash.train;

import static deephash.objective.Objectives.CIBHASH;
import static deephash.objective.Objectives.DPN;
import static deephash.objective.Objectives.ELBO;
import static deephash.objective.Objectives.NT_XENT;
import static deephash.train.TrainOptions.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deephash.DeepHash;
import deephash.baseline.Baseline;
import deephash.baseline.PixelValues;
import deephash.data.RetrievalDataset;
import deephash.data.Split;
import deephash.hash.Embedding;
import deephash.model.engine.Precision;
import deephash.result.Evaluation;
import deephash.train.contrastive.Neighbourhood;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Heads over the pixels themselves, which any encoder's features stand for. */
class HeadTrainerTest {

    private static final RetrievalDataset DATA = some(DeepHash.load("fashion-mnist-mini"), 1500);

    private static RetrievalDataset some(RetrievalDataset all, int train) {
        return new RetrievalDataset(
                all.name(), all.train().select(IntStream.range(0, train).toArray()), all.database(), all.query());
    }

    @Test
    void withLabelsAHeadIsFarAboveTheFeaturesThemselves() {
        Embedding pixels = new PixelValues();
        Head head = DeepHash.train(
                pixels, DATA, options().objective(DPN).batch(100).epochs(8).bits(32));
        assertThat(head.name()).isEqualTo("DPN on pixels");
        assertThat(head.history().epochs()).hasSize(8);
        assertThat(head.history().epochs().get(7).loss())
                .isLessThan(head.history().epochs().get(0).loss());
        Evaluation result = DeepHash.evaluate(head, DATA);
        assertThat(result.map()).isGreaterThan(DeepHash.evaluate(pixels, DATA).map() + 0.1);
        assertThat(DeepHash.evaluate(head.latent(), DATA).map()).isGreaterThan(0.5);
    }

    @Test
    void theSameSeedGivesTheSameCodes() {
        TrainOptions options = options().objective(DPN).batch(100).epochs(1).bits(16);
        Split queries = DATA.query();
        assertThat(HeadTrainer.train(new PixelValues(), DATA, options).hash(queries))
                .isEqualTo(HeadTrainer.train(new PixelValues(), DATA, options).hash(queries))
                .isNotEqualTo(HeadTrainer.train(new PixelValues(), DATA, options.seed(2))
                        .hash(queries));
    }

    @Test
    void withoutLabelsAHeadLearnsFromAugmentedViews() {
        Head head = HeadTrainer.train(
                new PixelValues(),
                DATA,
                options().objective(NT_XENT).batch(100).epochs(3).bits(32));
        assertThat(DeepHash.evaluate(head, DATA).map()).isGreaterThan(0.3);
    }

    @Test
    void nearestNeighboursStandInForViewsAndGiveBetterCodesThanCuttingTheFeatures() {
        TrainOptions options = options()
                .objective(CIBHASH.temperature(0.5))
                .batch(100)
                .epochs(6)
                .bits(32);
        Head head = HeadTrainer.trainOnNeighbours(new PixelValues(), DATA.train(), options, 10);
        assertThat(head.name()).isEqualTo("CIBHash on neighbours, pixels");
        double cut = DeepHash.evaluate(
                        Baseline.PCA_SIGN.fit(new PixelValues(), DATA.train().images(), 32, 1), DATA)
                .map();
        assertThat(DeepHash.evaluate(head, DATA).map()).isGreaterThan(cut + 0.05);
        assertThatThrownBy(() ->
                        HeadTrainer.trainOnNeighbours(new PixelValues(), DATA.train(), options.objective(DPN), 10))
                .hasMessageContaining("DPN compares 1 view of each image")
                .hasMessageContaining("CIBHASH");
    }

    @Test
    void neighboursAreThoseOfTheSmallestAngleAndNeverTheImageItself() {
        float[][] features = new float[40][3];
        for (int i = 0; i < 40; i++) {
            for (int j = 0; j < 3; j++) {
                features[i][j] = (float) Math.sin(1 + 5 * i + 3 * j * i);
            }
        }
        double[] mean = new double[3];
        for (float[] row : features) {
            for (int j = 0; j < 3; j++) {
                mean[j] += row[j] / 40.0;
            }
        }
        int[][] near = Neighbourhood.of(features, 4, Precision.FLOAT32);
        for (int i = 0; i < 40; i++) {
            int item = i;
            List<Integer> expected = IntStream.range(0, 40)
                    .filter(other -> other != item)
                    .boxed()
                    .sorted(Comparator.comparingDouble(
                            (Integer other) -> -cosine(features[item], features[other], mean)))
                    .limit(4)
                    .toList();
            assertThat(near[i])
                    .containsExactly(expected.stream().mapToInt(n -> n).toArray());
        }
        assertThat(Neighbourhood.of(new float[][] {{1, 0}, {0, 1}, {1, 0.1f}}, 10, Precision.FLOAT32)[0])
                .as("all others, where there are fewer")
                .containsExactly(2, 1);
    }

    private static double cosine(float[] a, float[] b, double[] mean) {
        double inner = 0;
        double first = 0;
        double second = 0;
        for (int j = 0; j < a.length; j++) {
            double x = a[j] - mean[j];
            double y = b[j] - mean[j];
            inner += x * y;
            first += x * x;
            second += y * y;
        }
        return inner / Math.sqrt(first * second);
    }

    @Test
    void whatCannotBeLearnedIsNamedBeforeAnyFeatureIsComputed() {
        assertThatThrownBy(() ->
                        HeadTrainer.train(new PixelValues(), DATA, options().objective(ELBO)))
                .hasMessageContaining("needs a decoder");
        RetrievalDataset unlabelled = new RetrievalDataset(
                "unlabelled",
                new Split(
                        "train",
                        DATA.train().images(),
                        deephash.code.Labels.none(DATA.train().size())),
                DATA.database(),
                DATA.query());
        assertThatThrownBy(() -> HeadTrainer.train(
                        new PixelValues(), unlabelled, options().objective(DPN)))
                .hasMessageContaining("learns from labels");
    }
}
