package deephash.train;

import static deephash.objective.Objectives.DPN;
import static deephash.objective.Objectives.ELBO;
import static deephash.objective.Objectives.NT_XENT;
import static deephash.train.TrainOptions.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deephash.DeepHash;
import deephash.baseline.PixelValues;
import deephash.data.RetrievalDataset;
import deephash.data.Split;
import deephash.hash.Embedding;
import deephash.result.Evaluation;
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
