package deephash.code.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deephash.code.HashCodes;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MultiIndexTest {

    @Property(tries = 100)
    void findsWhatLookingAtEveryCodeFinds(
            @ForAll @IntRange(min = 1, max = 150) int bits,
            @ForAll @IntRange(min = 1, max = 3000) int size,
            @ForAll @IntRange(min = 1, max = 50) int k,
            @ForAll @IntRange(max = 12) int radius,
            @ForAll long seed) {
        HashCodes database = SearchTest.clustered(size, bits, seed);
        HashCodes queries = SearchTest.clustered(7, bits, seed + 1).and(HashCodes.random(3, bits, seed));
        HammingIndex every = HammingIndex.of(database);
        MultiIndex few = MultiIndex.of(database);
        assertThat(few.search(queries, k)).isEqualTo(every.search(queries, k));
        assertThat(few.within(queries, radius)).isEqualTo(every.within(queries, radius));
        assertThat(few.search(queries.get(0), k).found())
                .isEqualTo(every.search(queries.get(0), k).found());
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 64, 100, 128, 200})
    void aLargeIndexWhoseListsAreWorthReadingFindsTheSame(int bits) {
        HashCodes database = neighbourhoods(300_000, bits, 1);
        HashCodes queries = neighbourhoods(40, bits, 2).and(HashCodes.random(3, bits, 3));
        HammingIndex every = HammingIndex.of(database);
        MultiIndex few = MultiIndex.of(database);
        for (int k : new int[] {1, 10, 300}) {
            assertThat(few.search(queries, k)).isEqualTo(every.search(queries, k));
        }
        for (int radius : new int[] {0, 3, 7}) {
            assertThat(few.within(queries, radius)).isEqualTo(every.within(queries, radius));
        }
    }

    /** Codes that differ in up to four bits from one of 2,000. */
    private static HashCodes neighbourhoods(int size, int bits, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        HashCodes centres = HashCodes.random(2_000, bits, 99);
        HashCodes some = centres.select(random.ints(size, 0, 2_000).toArray());
        long[] words = some.toWords();
        for (int i = 0; i < size; i++) {
            for (int flips = random.nextInt(5); flips > 0; flips--) {
                int bit = random.nextInt(bits);
                words[i * some.wordsPerCode() + bit / 64] ^= 1L << (bit % 64);
            }
        }
        return HashCodes.of(bits, words);
    }

    @Property(tries = 60)
    void anyNumberOfSubstringsFindsTheSame(
            @ForAll @IntRange(min = 4, max = 64) int bits,
            @ForAll @IntRange(min = 4, max = 64) int substrings,
            @ForAll long seed) {
        HashCodes database = SearchTest.clustered(2000, bits, seed);
        HashCodes queries = SearchTest.clustered(5, bits, seed + 1);
        MultiIndex index = MultiIndex.of(database, Math.min(bits, substrings));
        assertThat(index.search(queries, 20))
                .isEqualTo(HammingIndex.of(database).search(queries, 20));
        assertThat(index.within(queries, 5)).isEqualTo(HammingIndex.of(database).within(queries, 5));
    }

    @Test
    void anImpossibleNumberOfSubstringsIsToldWhatIsPossible() {
        HashCodes codes = HashCodes.random(10, 64, 1);
        assertThatThrownBy(() -> MultiIndex.of(codes, 3)).hasMessageContaining("4 to 64 substrings");
        assertThatThrownBy(() -> MultiIndex.of(codes, 65)).hasMessageContaining("not into 65");
        assertThatThrownBy(() -> MultiIndex.of(codes.select())).hasMessageContaining("no codes to search");
        assertThatThrownBy(() -> MultiIndex.of(codes).search(HashCodes.random(1, 32, 1), 1))
                .hasMessageContaining("32");
    }
}
