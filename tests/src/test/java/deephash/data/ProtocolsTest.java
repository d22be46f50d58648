package deephash.data;

import static deephash.data.LoadOptions.loading;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deephash.code.Labels;
import deephash.data.Protocol.Condition;
import deephash.progress.Said;
import deephash.progress.Screen;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What travels with a data set: how its splits came about, whether they share images, and what a model remembers. */
class ProtocolsTest {

    private final RetrievalDataset mini =
            Datasets.load("fashion-mnist-mini", loading().split(100, 60, 40).seed(5));

    @Test
    void everyQueryCanBePutIntoTheDatabaseAsAControl() {
        RetrievalDataset control = mini.withQueriesInDatabase();
        assertThat(control.database().size()).isEqualTo(100);
        assertThat(control.database().name()).isEqualTo("database");
        assertThat(control.train()).isEqualTo(mini.train());
        assertThat(control.query()).isEqualTo(mini.query());
        for (int i = 0; i < 40; i++) {
            assertThat(control.database().images().fingerprint(60 + i))
                    .isEqualTo(mini.query().images().fingerprint(i));
            assertThat(control.database().labels().classOf(60 + i))
                    .isEqualTo(mini.query().labels().classOf(i));
        }
        assertThat(control.protocol().splits())
                .isEqualTo(mini.protocol().splits() + "; then every query also in the database");
        assertThat(mini.protocol().conditions()).containsExactly(Condition.DISJOINT);
        assertThat(control.protocol().conditions()).containsExactly(Condition.QUERIES_IN_DATABASE);
        assertThat(control.protocol())
                .hasToString("100 train, 100 database and 40 query images: "
                        + control.protocol().splits());
        assertThat(control.fingerprint()).isNotEqualTo(mini.fingerprint());
    }

    @Test
    void everyQueryCanBePutIntoTheTrainingImages() {
        RetrievalDataset optimistic = mini.withQueriesInTrain();
        assertThat(optimistic.train().size()).isEqualTo(140);
        assertThat(optimistic.database()).isEqualTo(mini.database());
        for (int i = 0; i < 40; i++) {
            assertThat(optimistic.train().images().fingerprint(100 + i))
                    .isEqualTo(mini.query().images().fingerprint(i));
        }
        assertThat(optimistic.protocol().splits()).endsWith("; then every query also in train");
    }

    @Test
    void queriesOfOtherClassesThanTheTrainingImagesAreNotPutAmongThem() {
        List<String> renamed = new ArrayList<>(mini.classes());
        Collections.reverse(renamed);
        int[] classOf = new int[mini.train().size()];
        Split train = new Split("train", mini.train().images(), Labels.single(renamed, classOf));
        RetrievalDataset other = new RetrievalDataset("other", train, mini.database(), mini.query());
        assertThatThrownBy(other::withQueriesInTrain)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Labels of different classes cannot be joined");
    }

    @Test
    void bothControlsCanBeHadTogether() {
        RetrievalDataset both = mini.withQueriesInTrain().withQueriesInDatabase();
        assertThat(both.train().size()).isEqualTo(140);
        assertThat(both.database().size()).isEqualTo(100);
        assertThat(both.protocol().conditions())
                .containsExactlyInAnyOrder(Condition.QUERIES_IN_DATABASE, Condition.QUERIES_IN_TRAIN);
        assertThat(both.protocol().splits())
                .endsWith("; then every query also in train; then every query also in the database");
    }

    @Test
    void splitsPutTogetherByAProgramSayIfTheyShareImages() {
        List<String> said = new ArrayList<>();
        Screen replaced = Screen.use(new Said(said));
        try {
            RetrievalDataset apart = new RetrievalDataset("apart", mini.train(), mini.database(), mini.query());
            assertThat(apart.protocol().splits()).isEqualTo("as given; no image (by its pixels) is in two splits");
            assertThat(said).isEmpty();
            RetrievalDataset mixed = new RetrievalDataset(
                    "mixed",
                    mini.train(),
                    mini.train().select(0, 1, 2, 3),
                    mini.train().select(3, 4));
            assertThat(mixed.protocol().splits())
                    .isEqualTo("as given; 1 of 2 query images are also in database, 2 of 2 query images are also in"
                            + " train, 4 of 4 database images are also in train");
            assertThat(mixed.protocol().conditions())
                    .containsExactlyInAnyOrder(
                            Condition.QUERIES_IN_DATABASE, Condition.QUERIES_IN_TRAIN, Condition.DATABASE_IN_TRAIN);
            assertThat(said)
                    .singleElement()
                    .asString()
                    .startsWith("The splits of \"mixed\" are not disjoint: 1 of 2 query images are also in database");
        } finally {
            Screen.use(replaced);
        }
    }

    @Test
    void uniformSamplingTakesEveryImageWithTheSameChance() {
        // 6,000 images of equal classes: the 600 drawn are neither in proportion nor far from it
        RetrievalDataset uniform = Datasets.load(
                "fashion-mnist-mini", loading().split(600, 100, 100).uniform().seed(11));
        Set<Integer> counts = new HashSet<>(uniform.train().classCounts().values());
        assertThat(counts).hasSizeGreaterThan(1);
        assertThat(counts).allSatisfy(count -> assertThat(count).isBetween(30, 90));
        assertThat(uniform.protocol().splits())
                .startsWith("uniform random sampling from all parts of the set, seed 11");
        RetrievalDataset stratified = Datasets.load(
                "fashion-mnist-mini",
                loading().split(600, 100, 100).stratified().seed(11));
        assertThat(stratified.train().classCounts().values()).containsOnly(60);
    }

    @Test
    void whatAModelRemembersTellsTheSplitsApart() {
        assertThat(mini.facts())
                .containsEntry("name", "fashion-mnist-mini")
                .containsEntry("options", "loading().split(100, 60, 40).seed(5)")
                .containsEntry("protocol", mini.protocol().splits())
                .containsEntry("train.images", "100")
                .containsEntry("query.fingerprint", mini.query().fingerprint());
        RetrievalDataset other =
                Datasets.load("fashion-mnist-mini", loading().split(100, 60, 40).seed(6));
        assertThat(other.facts().get("query.fingerprint"))
                .isNotEqualTo(mini.facts().get("query.fingerprint"));
    }

    @Test
    void imagesOfSeveralClassesAreRelevantToThoseThatShareOne() {
        List<java.util.BitSet> rows = new ArrayList<>();
        for (long[] bits : new long[][] {{0b011}, {0b110}, {0b100}, {0b000}}) {
            rows.add(java.util.BitSet.valueOf(bits));
        }
        var labels = deephash.code.Labels.multi(List.of("sky", "sea", "sand"), rows);
        Split split = new Split("query", mini.query().images().select(0, 1, 2, 3), labels);
        assertThat(split.labels().relevant(0, labels, 1)).isTrue();
        assertThat(split.labels().relevant(0, labels, 2)).isFalse();
        assertThat(split.labels().relevant(3, labels, 3))
                .as("no class, nothing shared")
                .isFalse();
        assertThat(split.classCounts())
                .containsEntry("sky", 1)
                .containsEntry("sea", 2)
                .containsEntry("sand", 2);
    }
}
