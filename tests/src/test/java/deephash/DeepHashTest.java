package deephash;

import static deephash.model.Architecture.CSVAE;
import static deephash.model.Architecture.CVAE;
import static deephash.train.TrainOptions.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deephash.baseline.PixelValues;
import deephash.data.RetrievalDataset;
import deephash.data.Split;
import deephash.drawing.View;
import deephash.model.HashModel;
import deephash.result.Comparison;
import deephash.result.Evaluation;
import deephash.study.StudyResult;
import deephash.train.OptionsGrid;
import deephash.train.TrainOptions;
import deephash.view.Tables;
import deephash.view.Views;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeepHashTest {

    @TempDir
    Path folder;

    private static RetrievalDataset small() {
        RetrievalDataset all = DeepHash.load("fashion-mnist-mini");
        return new RetrievalDataset(
                all.name(), first(all.train(), 256), first(all.database(), 200), first(all.query(), 50));
    }

    private static Split first(Split split, int count) {
        return split.select(IntStream.range(0, count).toArray());
    }

    @Test
    void aGridOfLengthsAndArchitecturesIsOneCallAndOneTable() {
        StudyResult result =
                DeepHash.compare(small(), options().epochs(1).bits(8, 16), CVAE.channels(8, 16), CSVAE.channels(8, 16));
        assertThat(result.failed()).isEmpty();
        assertThat(Tables.tablesaw(result.grid().table()).intColumn("bits").asList())
                .containsExactly(8, 16, 8, 16);
        assertThat(result.grid().chart().lines()).hasSize(2);
        assertThat(Views.of(result).orElseThrow().html()).contains("mAP", "CSVAE");
    }

    @Test
    void everyCombinationIsRunAndSeedsAreOneRow() {
        RetrievalDataset data = small();
        Path file = folder.resolve("grid.jsonl");
        OptionsGrid grid = options().epochs(1).bits(8, 16).seed(1, 2).beta(0.5, 1);
        assertThat(grid.options()).hasSize(8).doesNotHaveDuplicates();
        assertThat(grid.each(TrainOptions::batch, List.of(32, 64)).options())
                .hasSize(16)
                .doesNotHaveDuplicates();
        StudyResult result = DeepHash.compare(data, file, grid, CVAE.channels(8));
        assertThat(result.succeeded()).hasSize(8);
        assertThat(result.grid().table().rowCount()).isEqualTo(4);
        assertThat(result.grid().table().counts("runs")).containsOnly(OptionalInt.of(2));
        StudyResult larger = DeepHash.compare(data, file, grid.bits(8, 16, 32), CVAE.channels(8));
        assertThat(larger.outcomes()).containsAll(result.outcomes());
        StudyResult one = DeepHash.compare(data, file, options().epochs(1).bits(8), CVAE.channels(8));
        assertThat(result.outcomes()).as("made before, with the same options").containsAll(one.outcomes());
    }

    @Test
    void realValuesCanBeEvaluatedBesideCodes() {
        RetrievalDataset data = small();
        HashModel model =
                DeepHash.train(CVAE.channels(8, 16), data, options().epochs(1).bits(16));
        Comparison all = DeepHash.compare(data, model, model.latent(), new PixelValues());
        assertThat(all.table().words("hasher"))
                .containsExactly("CVAE channels 8,16", "CVAE channels 8,16 μ", "pixels", "random codes");
        assertThat(all.table().counts("bits").get(1)).isEmpty();
        assertThat(all.precisionRecall().lines()).hasSize(4);
        Evaluation pixels = DeepHash.evaluate(new PixelValues(), data);
        assertThat(pixels.map()).isGreaterThan(pixels.floor().map().tieAware());
        assertThat(pixels.markdown()).contains("| mAP |");
        assertThatThrownBy(pixels::lookup).hasMessageContaining("no radius, no collisions and no bits");
        assertThat(model.quantisation(data.database().images()).meanMargin()).isBetween(0.3, 1.0);
    }

    @Test
    void aRunThatCannotBeDoneIsKeptWithItsReasonBesideTheOthers() {
        StudyResult result =
                DeepHash.compare(small(), options().epochs(1).bits(8), CVAE.channels(8), CVAE.simAmAfter(9));
        assertThat(result.succeeded()).hasSize(1);
        assertThat(result.failed()).hasSize(1);
        assertThat(Views.of(result).orElseThrow().text()).contains("Failed:");
    }

    @Test
    void theKnownDataSetsShowWhatIsHereAndHowToGetTheRest() {
        View view = Views.of(DeepHash.datasets()).orElseThrow();
        assertThat(view.text()).contains("fashion-mnist-mini", "cifar10", "nus-wide", "MIT");
    }

    @Test
    void theFirstSetThatIsHereIsTaken() {
        assertThat(DeepHash.firstPresent("imagenet", "fashion-mnist-mini")).isEqualTo("fashion-mnist-mini");
        assertThatThrownBy(() -> DeepHash.firstPresent("imagenet", "nus-wide"))
                .hasMessageContaining("None of imagenet, nus-wide is on this computer")
                .hasMessageContaining("fashion-mnist-mini");
        assertThatThrownBy(() -> DeepHash.firstPresent("cifar-10", "fashion-mnist-mini"))
                .hasMessageContaining("No data set \"cifar-10\". Did you mean \"cifar10\"?");
    }

    @Test
    void aQuickLookIsAskedForByAPropertyAndAWrongWordIsRefused() {
        String before = System.getProperty("deephash.profile");
        try {
            System.setProperty("deephash.profile", "smoke");
            assertThat(DeepHash.quick()).isTrue();
            System.setProperty("deephash.profile", "full");
            assertThat(DeepHash.quick()).isFalse();
            System.setProperty("deephash.profile", "fast");
            assertThatThrownBy(DeepHash::quick).hasMessageContaining("\"fast\"").hasMessageContaining("smoke");
        } finally {
            if (before == null) {
                System.clearProperty("deephash.profile");
            } else {
                System.setProperty("deephash.profile", before);
            }
        }
    }
}
