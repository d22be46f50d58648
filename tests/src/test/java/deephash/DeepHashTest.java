package deephash;

import static deephash.model.Architecture.CSVAE;
import static deephash.model.Architecture.CVAE;
import static deephash.train.TrainOptions.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deephash.data.RetrievalDataset;
import deephash.data.Split;
import deephash.study.StudyResult;
import deephash.view.View;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeepHashTest {

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
        assertThat(result.grid().table().intColumn("bits").asList()).containsExactly(8, 16, 8, 16);
        assertThat(result.grid().chart().getSeriesMap()).hasSize(2);
        assertThat(View.of(result).orElseThrow().html()).contains("mAP", "CSVAE");
    }

    @Test
    void aRunThatCannotBeDoneIsKeptWithItsReasonBesideTheOthers() {
        StudyResult result =
                DeepHash.compare(small(), options().epochs(1).bits(8), CVAE.channels(8), CVAE.simAmAfter(9));
        assertThat(result.succeeded()).hasSize(1);
        assertThat(result.failed()).hasSize(1);
        assertThat(View.of(result).orElseThrow().text()).contains("Failed:");
    }

    @Test
    void theKnownDataSetsShowWhatIsHereAndHowToGetTheRest() {
        View view = View.of(DeepHash.datasets()).orElseThrow();
        assertThat(view.text()).contains("fashion-mnist-mini", "cifar10", "nus-wide", "MIT");
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
