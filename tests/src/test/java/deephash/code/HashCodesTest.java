package deephash.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deephash.code.search.HammingIndex;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class HashCodesTest {

    @Property(tries = 200)
    void aCodePrintsAsTheBitStringItWasMadeOf(@ForAll @IntRange(min = 1, max = 300) int bits, @ForAll long seed) {
        String text = randomBits(bits, new SplittableRandom(seed));
        HashCodes codes = HashCodes.ofBitStrings(text);
        assertThat(codes.get(0)).hasToString(text);
        assertThat(codes.get(0).bit(bits - 1)).isEqualTo(text.charAt(bits - 1) == '1');
        assertThat(HashCodes.of(bits, codes.toWords())).isEqualTo(codes);
    }

    @Property(tries = 200)
    void hammingDistanceIsAMetric(@ForAll @IntRange(min = 1, max = 200) int bits, @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        HashCode a = HashCode.ofBitString(randomBits(bits, random));
        HashCode b = HashCode.ofBitString(randomBits(bits, random));
        HashCode c = HashCode.ofBitString(randomBits(bits, random));
        assertThat(a.distance(a)).isZero();
        assertThat(a.distance(b)).isEqualTo(b.distance(a)).isBetween(a.equals(b) ? 0 : 1, bits);
        assertThat(a.distance(c)).isLessThanOrEqualTo(a.distance(b) + b.distance(c));
        assertThat(a.distance(b)).isEqualTo((int)
                IntStream.range(0, bits).filter(j -> a.bit(j) != b.bit(j)).count());
    }

    @Test
    void aSelectionKeepsTheLabelsOfItsItems() {
        HashCodes codes = HashCodes.ofBitStrings("00", "01", "11")
                .labelled(Labels.single(List.of("cat", "dog"), new int[] {0, 1, 1}))
                .select(2, 0);
        assertThat(codes.get(0)).hasToString("11");
        assertThat(codes.get(0).classText()).contains("dog");
        assertThat(codes.get(1).classText()).contains("cat");
    }

    @Test
    void unlabelledCodesJoinLabelledOnes() {
        HashCodes labelled = HashCodes.ofBitStrings("00", "01").labelled(Labels.single(List.of("cat"), new int[2]));
        HashCodes unlabelled = HashCodes.ofBitStrings("11").labelled(Labels.none(1));
        assertThat(unlabelled.labels()).isEmpty();
        for (HashCodes joined : List.of(labelled.and(unlabelled), unlabelled.and(labelled))) {
            assertThat(joined.size()).isEqualTo(3);
            assertThat(joined.labels()).isEmpty();
        }
        HammingIndex index = HammingIndex.of(labelled);
        index.add(unlabelled);
        assertThat(index.search(HashCode.ofBitString("11"), 1).indices()).containsExactly(2);
    }

    @Test
    void bitsWordsAndDistancesThatAreNotThereAreRefused() {
        HashCodes codes = HashCodes.random(3, 70, 1);
        assertThatThrownBy(() -> codes.bit(0, 70)).hasMessageContaining("bits 0 to 69, no bit 70");
        assertThatThrownBy(() -> codes.bit(0, -1)).hasMessageContaining("no bit -1");
        assertThatThrownBy(() -> codes.bit(3, 0)).hasMessageContaining("no code 3");
        assertThatThrownBy(() -> codes.word(0, 2)).hasMessageContaining("words 0 to 1, no word 2");
        assertThatThrownBy(() -> codes.distance(0, codes, 3)).hasMessageContaining("no code 3");
        assertThatThrownBy(() -> codes.distances(codes, -1, new int[3])).hasMessageContaining("no code -1");
        assertThatThrownBy(() -> codes.distance(0, HashCodes.random(3, 100, 1), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("70 bits and codes of 100 bits");
    }

    @Test
    void badBitStringsAreRefusedWithTheirPlace() {
        assertThatThrownBy(() -> HashCodes.ofBitStrings("01", "02"))
                .hasMessageContaining("Bit string 1 has the character '2'");
        assertThatThrownBy(() -> HashCodes.ofBitStrings("01", "011")).hasMessageContaining("Bit string 1 has 3 bits");
        assertThatThrownBy(() -> HashCodes.ofBitStrings()).hasMessageContaining("no bit strings");
        assertThatThrownBy(() -> HashCodes.ofBitStrings("01").get(1)).hasMessageContaining("no code 1");
    }

    private static String randomBits(int bits, SplittableRandom random) {
        return IntStream.range(0, bits)
                .mapToObj(j -> random.nextBoolean() ? "1" : "0")
                .collect(Collectors.joining());
    }
}
