package deephash.code.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deephash.code.HashCodes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CancellationException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CodePairsTest {

    @Property(tries = 100)
    void everyPairWithinTheRadiusIsFoundOnce(
            @ForAll @IntRange(min = 1, max = 200) int bits,
            @ForAll @IntRange(min = 1, max = 300) int size,
            @ForAll @IntRange(max = 12) int radius,
            @ForAll long seed) {
        HashCodes codes = SearchTest.clustered(size, bits, seed).and(HashCodes.random(size, bits, seed));
        CodePairs pairs = CodePairs.within(codes, radius);
        List<Pair> found = new ArrayList<>();
        pairs.forEach((first, second, distance) -> found.add(new Pair(first, second, distance)));
        found.sort(Comparator.comparingInt(Pair::first).thenComparingInt(Pair::second));
        assertThat(found).isEqualTo(compared(codes, radius));
        assertThat(pairs.size()).isEqualTo(found.size());
    }

    @Property(tries = 12)
    void manyCodesAreSortedBySubstringsAndGiveWhatTheFlatIndexGives(
            @ForAll @IntRange(min = 24, max = 140) int bits,
            @ForAll @IntRange(min = 1, max = 6) int radius,
            @ForAll long seed) {
        HashCodes codes = SearchTest.clustered(1_000, bits, seed).and(HashCodes.random(20_000, bits, seed));
        BatchNeighbours every = HammingIndex.of(codes).within(codes, radius);
        assertThat(MultiIndex.of(codes).within(codes, radius)).isEqualTo(every);
        long neighbours = 0;
        for (int q = 0; q < every.size(); q++) {
            neighbours += every.indices(q).length;
        }
        assertThat(CodePairs.within(codes, radius).size()).isEqualTo((neighbours - codes.size()) / 2);
    }

    @Test
    void thousandsOfEqualCodesAreCountedWithoutKeepingTheirPairs() {
        HashCodes codes = HashCodes.of(64, new long[60_000]).and(HashCodes.ofBitStrings("1" + "0".repeat(63)));
        CodePairs pairs = CodePairs.within(codes, 1);
        assertThat(pairs.size()).isEqualTo(60_000L * 59_999 / 2 + 60_000);
        assertThat(pairs.groups()).hasSize(1);
        assertThat(pairs.groups().get(0)).hasSize(60_001);
        assertThat(pairs).hasToString("1,800,030,000 pairs within 1 of 64 bits among 60,001 codes, 2 of them distinct");
    }

    @Property(tries = 60)
    void groupsAreWhatPairsConnect(
            @ForAll @IntRange(min = 4, max = 70) int bits, @ForAll @IntRange(max = 4) int radius, @ForAll long seed) {
        HashCodes codes = SearchTest.clustered(40, bits, seed).and(HashCodes.random(60, bits, seed));
        CodePairs pairs = CodePairs.within(codes, radius);
        List<int[]> expected = new ArrayList<>();
        BitSet seen = new BitSet();
        for (int i = 0; i < codes.size(); i++) {
            if (!seen.get(i)) {
                BitSet group = reachable(codes, radius, i);
                seen.or(group);
                if (group.cardinality() > 1) {
                    expected.add(group.stream().toArray());
                }
            }
        }
        expected.sort((a, b) -> b.length - a.length);
        assertThat(pairs.groups().stream().map(Arrays::toString))
                .containsExactlyElementsOf(
                        expected.stream().map(Arrays::toString).toList());
    }

    @Test
    void aNegativeRadiusAndAnInterruptEndTheSearch() {
        HashCodes codes = HashCodes.random(200_000, 64, 5);
        assertThatThrownBy(() -> CodePairs.within(codes, -1)).hasMessageContaining("at least 0, not -1");
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> CodePairs.within(codes, 3)).isInstanceOf(CancellationException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    private static BitSet reachable(HashCodes codes, int radius, int from) {
        BitSet reached = new BitSet();
        reached.set(from);
        int before = 0;
        while (before < reached.cardinality()) {
            before = reached.cardinality();
            for (int i = 0; i < codes.size(); i++) {
                int one = i;
                if (!reached.get(i)
                        && reached.stream().anyMatch(other -> codes.distance(one, codes, other) <= radius)) {
                    reached.set(i);
                }
            }
        }
        return reached;
    }

    private record Pair(int first, int second, int distance) {}

    private static List<Pair> compared(HashCodes codes, int radius) {
        List<Pair> found = new ArrayList<>();
        for (int i = 0; i < codes.size(); i++) {
            for (int j = i + 1; j < codes.size(); j++) {
                if (codes.distance(i, codes, j) <= radius) {
                    found.add(new Pair(i, j, codes.distance(i, codes, j)));
                }
            }
        }
        return found;
    }
}
