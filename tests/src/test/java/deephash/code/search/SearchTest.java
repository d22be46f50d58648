package deephash.code.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deephash.code.HashCode;
import deephash.code.HashCodes;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

public class SearchTest {

    @Property(tries = 60)
    void batchSearchFindsWhatSortingAllDistancesFinds(
            @ForAll @IntRange(min = 1, max = 200) int bits,
            @ForAll @IntRange(min = 1, max = 1500) int size,
            @ForAll @IntRange(min = 1, max = 300) int k,
            @ForAll long seed) {
        HashCodes database = clustered(size, bits, seed);
        HashCodes queries = clustered(9, bits, seed + 1);
        BatchNeighbours found = HammingIndex.of(database).search(queries, k);
        for (int q = 0; q < queries.size(); q++) {
            assertThat(found.get(q).found())
                    .isEqualTo(sorted(queries.get(q), database).subList(0, Math.min(k, size)));
            assertThat(HammingIndex.of(database).search(queries.get(q), k).found())
                    .isEqualTo(found.get(q).found());
        }
    }

    @Property(tries = 60)
    void lookupFindsTheBallAndRadiusOfAllBitsFindsAll(
            @ForAll @IntRange(min = 1, max = 130) int bits,
            @ForAll @IntRange(min = 1, max = 700) int size,
            @ForAll @IntRange(max = 130) int radius,
            @ForAll long seed) {
        HashCodes database = clustered(size, bits, seed);
        HashCodes queries = clustered(5, bits, seed + 1);
        BatchNeighbours found = HammingIndex.of(database).within(queries, radius);
        for (int q = 0; q < queries.size(); q++) {
            assertThat(found.get(q).found())
                    .isEqualTo(sorted(queries.get(q), database).stream()
                            .filter(n -> n.distance() <= radius)
                            .toList());
        }
        assertThat(HammingIndex.of(database).within(queries.get(0), bits).size())
                .isEqualTo(size);
    }

    @Property(tries = 12)
    void queriesThatShareAPassFindWhatEachFindsAlone(
            @ForAll @IntRange(min = 1, max = 140) int bits,
            @ForAll @IntRange(min = 5_000, max = 9_000) int size,
            @ForAll @IntRange(min = 1, max = 20) int k,
            @ForAll @IntRange(max = 30) int radius,
            @ForAll boolean removing,
            @ForAll long seed) {
        HashCodes database = clustered(size, bits, seed).and(HashCodes.random(size, bits, seed));
        HashCodes queries = clustered(13, bits, seed + 1).and(HashCodes.random(40, bits, seed + 2));
        HammingIndex index = HammingIndex.of(database);
        if (removing) {
            index.remove(new SplittableRandom(seed).ints(size, 0, size).toArray());
        }
        BatchNeighbours nearest = index.search(queries, k);
        BatchNeighbours around = index.within(queries, radius);
        for (int q = 0; q < queries.size(); q++) {
            List<Neighbour> all = sorted(queries.get(q), database).stream()
                    .filter(n -> index.has(n.index()))
                    .toList();
            assertThat(nearest.get(q).found()).isEqualTo(all.subList(0, k));
            assertThat(around.get(q).found())
                    .isEqualTo(all.stream().filter(n -> n.distance() <= radius).toList());
        }
    }

    @Test
    void aLargeDatabaseIsDividedAmongTheCoresAndNothingIsLost() {
        HashCodes database = clustered(300_000, 40, 7);
        HashCode query = clustered(1, 40, 8).get(0);
        List<Neighbour> all = sorted(query, database);
        HammingIndex index = HammingIndex.of(database);
        assertThat(index.search(query, 1000).found()).isEqualTo(all.subList(0, 1000));
        assertThat(index.search(query, 300_000).found()).isEqualTo(all);
    }

    @Property(tries = 60)
    void removedCodesLeaveTheOthersAsTheyWere(
            @ForAll @IntRange(min = 1, max = 90) int bits,
            @ForAll @IntRange(min = 2, max = 900) int size,
            @ForAll @IntRange(min = 1, max = 40) int k,
            @ForAll long seed) {
        HashCodes database = clustered(size, bits, seed);
        HashCode query = clustered(1, bits, seed + 1).get(0);
        int[] removed = new SplittableRandom(seed).ints(size / 2, 0, size).toArray();
        HammingIndex index = HammingIndex.of(database);
        index.remove(removed);
        assertThat(index.search(query, k).found())
                .isEqualTo(sorted(query, database).stream()
                        .filter(n -> index.has(n.index()))
                        .limit(k)
                        .toList());
    }

    @Test
    void moreDistancesThanAnIntCanCountAreNoTrouble() {
        HashCodes codes = HashCodes.random(47_000, 32, 5);
        assertThat((long) codes.size() * codes.size()).isGreaterThan(Integer.MAX_VALUE);
        BatchNeighbours found = HammingIndex.of(codes).search(codes, 1);
        assertThat(found).hasSize(47_000);
        for (int q = 0; q < found.size(); q++) {
            assertThat(found.distances(q)[0]).isZero();
            assertThat(codes.distance(found.indices(q)[0], codes, q)).isZero();
        }
    }

    @Test
    void anInterruptEndsASearch() {
        HashCodes codes = HashCodes.random(20_000, 64, 5);
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> HammingIndex.of(codes).search(codes, 10))
                    .isInstanceOf(CancellationException.class);
            assertThatThrownBy(() -> MultiIndex.of(codes).search(codes, 10)).isInstanceOf(CancellationException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void removedCodesAreNotFoundAndAddedOnesTakeNewPlaces() {
        HammingIndex index = HammingIndex.of(HashCodes.ofBitStrings("0000", "0001", "0000"));
        index.remove(0);
        assertThat(index.size()).isEqualTo(2);
        assertThat(index.search(HashCode.ofBitString("0000"), 5).indices()).containsExactly(2, 1);
        index.add(HashCodes.ofBitStrings("0000"));
        assertThat(index.size()).isEqualTo(3);
        assertThat(index.search(HashCode.ofBitString("0000"), 5).indices()).containsExactly(2, 3, 1);
        assertThat(index.has(0)).isFalse();
        assertThat(index.has(3)).isTrue();
        assertThatThrownBy(() -> index.remove(4)).hasMessageContaining("no code 4 to remove");
        assertThatThrownBy(() -> index.add(HashCodes.ofBitStrings("00"))).hasMessageContaining("2 bits");
    }

    private static List<Neighbour> sorted(HashCode query, HashCodes database) {
        return IntStream.range(0, database.size())
                .mapToObj(i -> new Neighbour(i, query.distance(database.get(i))))
                .sorted(Comparator.comparingInt(Neighbour::distance).thenComparingInt(Neighbour::index))
                .toList();
    }

    /** Codes that differ in a few bits from one of four, so that there are near ones, far ones and ties. */
    public static HashCodes clustered(int size, int bits, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        HashCodes centres = HashCodes.random(4, bits, 99);
        int perCode = centres.wordsPerCode();
        long[] words = new long[size * perCode];
        for (int i = 0; i < size; i++) {
            for (int w = 0; w < perCode; w++) {
                words[i * perCode + w] = centres.word(i % 4, w);
            }
            for (int flips = random.nextInt(6); flips > 0; flips--) {
                int bit = random.nextInt(bits);
                words[i * perCode + bit / 64] ^= 1L << (bit % 64);
            }
        }
        return HashCodes.of(bits, words);
    }
}
