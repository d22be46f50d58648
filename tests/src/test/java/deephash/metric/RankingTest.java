package deephash.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import deephash.code.HashCodes;
import deephash.code.Labels;
import deephash.code.search.HammingIndex;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RankingTest {

    @Test
    void tieAwareIsTheMeanOverAllOrdersOfTheTies() {
        HashCodes query = labelled("0000", 0);
        // one tie of four at distance 1, cut through by k = 3: all 24 orders, averaged by hand
        String[] codes = {"1000", "0100", "0010", "0001", "0000"};
        int[] classes = {0, 1, 0, 1, 1};
        HashCodes database = HashCodes.ofBitStrings(codes).labelled(Labels.single(List.of("a", "b"), classes));
        Ranking ranking = Ranking.of(query, database, 3);
        double bySize = 0;
        double byHits = 0;
        int orders = 0;
        for (int[] order : Orders.of(4)) {
            double sum = 0;
            int hits = 0;
            for (int rank = 2; rank <= 3; rank++) {
                if (classes[order[rank - 2]] == 0) {
                    hits++;
                    sum += hits / (double) rank;
                }
            }
            bySize += sum / 2;
            byHits += hits == 0 ? 0 : sum / hits;
            orders++;
        }
        assertThat(orders).isEqualTo(24);
        assertThat(ranking.at(3).map().tieAware()).isCloseTo(bySize / orders, within(1e-12));
        assertThat(ranking.at(3).mapByHits().tieAware()).isCloseTo(byHits / orders, within(1e-12));
        assertThat(ranking.at(3).precision()).isCloseTo(1.0 / 3, within(1e-12));
        assertThat(ranking.at(3).recall()).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void aRankingReadsTheSameWhateverLanguageTheComputerSpeaks() {
        Locale usual = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG"));
        try {
            HashCodes codes = labelled("0000", 0);
            assertThat(Ranking.of(codes, codes).toString()).startsWith("mAP 1.0000 (tie-aware; ");
            assertThat(HammingIndex.of(codes).search(codes, 1).get(0).toString())
                    .contains("  1.  distance   0  #0");
        } finally {
            Locale.setDefault(usual);
        }
    }

    @Test
    void longTiesGiveTheSameByClosedFormAsByAddingUp() {
        SplittableRandom random = new SplittableRandom(3);
        TieSums sums = new TieSums(200_000);
        for (int trial = 0; trial < 300; trial++) {
            int before = random.nextInt(100_000);
            int hits = random.nextInt(before + 1);
            int n = 1 + random.nextInt(3000);
            int p = random.nextInt(n + 1);
            int m = random.nextInt(n + 1);
            double wanted = 0;
            double best = 0;
            double worst = 0;
            for (int t = 1; t <= m; t++) {
                wanted += (hits + 1 + (t - 1.0) * (p - 1) / Math.max(1, n - 1)) / (before + t) * p / n;
                best += t <= p ? (hits + t) / (double) (before + t) : 0;
                worst += t > n - p ? (hits + t - (n - p)) / (double) (before + t) : 0;
            }
            assertThat(sums.tieAware(before, hits, n, p, m)).isCloseTo(wanted, within(1e-9));
            assertThat(sums.optimistic(before, hits, p, m)).isCloseTo(best, within(1e-9));
            assertThat(sums.pessimistic(before, hits, n, p, m)).isCloseTo(worst, within(1e-9));
        }
    }

    @Test
    void aConstantCodeRanksLikeChance() {
        int n = 400;
        long[] words = new long[n];
        int[] classes = new int[n];
        for (int i = 0; i < n; i++) {
            classes[i] = i % 10;
        }
        HashCodes codes = HashCodes.of(16, words).labelled(Labels.single(tenClasses(), classes));
        Ranking ranking = Ranking.of(codes, codes);
        double expected = 0;
        for (int t = 1; t <= n; t++) {
            expected += 0.1 * (1 + (t - 1.0) * 39 / 399) / t / 40;
        }
        assertThat(ranking.map().tieAware()).isCloseTo(expected, within(1e-12));
        assertThat(ranking.nearest().orElseThrow().expectedAccuracy()).isCloseTo(0.1, within(1e-12));
        assertThat(ranking.map().optimistic() - ranking.map().pessimistic()).isGreaterThan(0.9);
    }

    private static List<String> tenClasses() {
        return java.util.stream.IntStream.range(0, 10).mapToObj(c -> "c" + c).toList();
    }

    @Test
    void codesWithoutLabelsAreToldWhatAMetricNeeds() {
        HashCodes bare = HashCodes.ofBitStrings("01", "10");
        assertThatThrownBy(() -> Ranking.of(bare, bare))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("queries carry no labels")
                .hasMessageContaining("labelled(labels)");
    }

    @Test
    void codesOfDifferentLengthsAreRefusedWithBothLengths() {
        assertThatThrownBy(() -> Ranking.of(labelled("01", 0), labelled("011", 0)))
                .hasMessageContaining("2 bits")
                .hasMessageContaining("3 bits");
    }

    @Test
    void aCutoffLargerThanTheDatabaseStandsForAllOfIt() {
        Ranking ranking = Ranking.of(labelled("01", 0), labelled("011".substring(1), 0), 1000);
        assertThat(ranking.at()).hasSize(1);
        assertThat(ranking.at(1000).k()).isEqualTo(1);
    }

    @Test
    void aQueryWithoutARelevantItemIsLeftOutAndCounted() {
        HashCodes queries =
                HashCodes.ofBitStrings("00", "11").labelled(Labels.single(List.of("a", "b", "c"), new int[] {0, 2}));
        HashCodes database =
                HashCodes.ofBitStrings("00", "11").labelled(Labels.single(List.of("a", "b", "c"), new int[] {0, 1}));
        Ranking ranking = Ranking.of(queries, database);
        assertThat(ranking.withoutRelevant()).isEqualTo(1);
        assertThat(ranking.map().tieAware()).isEqualTo(1);
        assertThat(ranking.averagePrecision()[1]).isNaN();
    }

    private static HashCodes labelled(String code, int label) {
        return HashCodes.ofBitStrings(code).labelled(Labels.single(List.of("a", "b"), new int[] {label}));
    }
}
