package deephash.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import deephash.code.HashCodes;
import deephash.code.Labels;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What holds for any codes and labels. Short codes over few items, so that ties are the rule. */
class RankingLawsTest {

    private static final List<String> CLASSES = List.of("a", "b", "c");

    @Property(tries = 200)
    void theReadingsOfTiesAreInOrder(
            @ForAll @IntRange(min = 1, max = 9) int bits,
            @ForAll @IntRange(min = 1, max = 60) int size,
            @ForAll @IntRange(min = 1, max = 60) int k,
            @ForAll boolean several,
            @ForAll long seed) {
        Ranking ranking = Ranking.of(codes(7, bits, several, seed), codes(size, bits, several, seed + 1), k);
        for (AtRank at : ranking.at()) {
            if (ranking.withoutRelevant() < ranking.queries()) {
                AveragePrecision map = at.map();
                assertThat(map.pessimistic()).isBetween(0.0, map.tieAware() + 1e-12);
                assertThat(map.optimistic()).isBetween(map.tieAware() - 1e-12, 1 + 1e-12);
                assertThat(map.stable()).isBetween(map.pessimistic() - 1e-12, map.optimistic() + 1e-12);
                // divided by the hits found, an order with fewer hits can score higher: only the range is sure
                assertThat(at.mapByHits().tieAware()).isBetween(0.0, 1 + 1e-12);
                assertThat(at.precision()).isBetween(0.0, 1.0);
                assertThat(at.recall()).isBetween(0.0, 1 + 1e-12);
            }
        }
    }

    @Property(tries = 100)
    void theOrderOfTheDatabaseChangesNothingButTheStableReading(
            @ForAll @IntRange(min = 1, max = 9) int bits,
            @ForAll @IntRange(min = 1, max = 60) int size,
            @ForAll boolean several,
            @ForAll long seed) {
        HashCodes queries = codes(5, bits, several, seed);
        HashCodes database = codes(size, bits, several, seed + 1);
        List<Integer> order = new ArrayList<>(IntStream.range(0, size).boxed().toList());
        Collections.shuffle(order, new Random(seed));
        Ranking one = Ranking.of(queries, database, 3);
        Ranking other = Ranking.of(
                queries, database.select(order.stream().mapToInt(i -> i).toArray()), 3);
        assertThat(other.averagePrecision()).containsExactly(one.averagePrecision(), within(1e-12));
        assertThat(other.classMap()).containsExactly(one.classMap(), within(1e-12));
        assertThat(List.of(
                        other.map().optimistic(),
                        other.map().pessimistic(),
                        other.at(3).precision()))
                .isEqualTo(List.of(
                        one.map().optimistic(),
                        one.map().pessimistic(),
                        one.at(3).precision()));
        assertThat(other.byRadius()).isEqualTo(one.byRadius());
        assertThat(other.byRank()).isEqualTo(one.byRank());
    }

    @Property(tries = 100)
    void aLargerRadiusFindsMoreAndTheRadiusOfAllBitsFindsAll(
            @ForAll @IntRange(min = 1, max = 70) int bits,
            @ForAll @IntRange(min = 1, max = 40) int size,
            @ForAll long seed) {
        Ranking ranking = Ranking.of(codes(5, bits, false, seed), codes(size, bits, false, seed + 1));
        List<AtRadius> radii = ranking.byRadius();
        assertThat(radii).hasSize(bits + 1);
        for (int r = 0; r <= bits; r++) {
            AtRadius at = radii.get(r);
            assertThat(at.precisionEmptyAsZero()).isBetween(0.0, 1.0);
            if (r > 0) {
                assertThat(at.emptyRate()).isLessThanOrEqualTo(radii.get(r - 1).emptyRate());
                if (!Double.isNaN(at.recall())) {
                    assertThat(at.recall())
                            .isGreaterThanOrEqualTo(radii.get(r - 1).recall());
                }
            }
        }
        assertThat(radii.get(bits).emptyRate()).isZero();
        if (ranking.withoutRelevant() < ranking.queries()) {
            assertThat(radii.get(bits).recall()).isCloseTo(1, within(1e-12));
        }
    }

    @Property(tries = 100)
    void bitsAsRealValuesRankLikeCodes(
            @ForAll @IntRange(min = 1, max = 20) int bits,
            @ForAll @IntRange(min = 1, max = 600) int size,
            @ForAll boolean several,
            @ForAll long seed) {
        HashCodes queries = codes(5, bits, several, seed);
        HashCodes database = codes(size, bits, several, seed + 1);
        Ranking byCode = Ranking.of(queries, database, 3);
        Ranking byValue = Ranking.ofFeatures(
                values(queries),
                queries.labels().orElseThrow(),
                values(database),
                database.labels().orElseThrow(),
                3);
        assertThat(byValue.at()).isEqualTo(byCode.at());
        assertThat(byValue.nearest().map(NearestNeighbour::classes))
                .isEqualTo(byCode.nearest().map(NearestNeighbour::classes));
        assertThat(byValue.byRank()).isEqualTo(byCode.byRank());
        assertThat(byValue.byRadius()).isEmpty();
        assertThat(byValue.bits()).isZero();
    }

    private static float[][] values(HashCodes codes) {
        float[][] values = new float[codes.size()][codes.bits()];
        for (int i = 0; i < values.length; i++) {
            for (int j = 0; j < values[i].length; j++) {
                values[i][j] = codes.bit(i, j) ? 1 : 0;
            }
        }
        return values;
    }

    private static HashCodes codes(int size, int bits, boolean several, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        HashCodes codes = HashCodes.random(size, bits, random.nextLong());
        if (!several) {
            return codes.labelled(
                    Labels.single(CLASSES, random.ints(size, 0, CLASSES.size()).toArray()));
        }
        List<BitSet> rows = IntStream.range(0, size)
                .mapToObj(i -> BitSet.valueOf(new long[] {random.nextInt(1 << CLASSES.size())}))
                .toList();
        return codes.labelled(Labels.multi(CLASSES, rows));
    }
}
