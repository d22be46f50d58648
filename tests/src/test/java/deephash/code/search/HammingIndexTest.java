package deephash.code.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deephash.code.HashCode;
import deephash.code.HashCodes;
import deephash.code.Labels;
import deephash.code.Pictures;
import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;

class HammingIndexTest {

    private static final HashCodes DATABASE = HashCodes.ofBitStrings("0000", "0001", "0011", "1000", "0000")
            .labelled(Labels.single(List.of("cat", "dog"), new int[] {0, 1, 0, 1, 1}));

    @Test
    void theNearestComeFirstAndTiesKeepTheOrderOfTheDatabase() {
        Neighbours found = HammingIndex.of(DATABASE).search(HashCode.ofBitString("0000"), 4);
        assertThat(found.indices()).containsExactly(0, 4, 1, 3);
        assertThat(found.distances()).containsExactly(0, 0, 1, 1);
    }

    @Test
    void lookupFindsTheWholeBallAndNothingElse() {
        HammingIndex index = HammingIndex.of(DATABASE);
        assertThat(index.within(HashCode.ofBitString("0000"), 0).indices()).containsExactly(0, 4);
        assertThat(index.within(HashCode.ofBitString("0000"), 99).size()).isEqualTo(5);
        assertThat(index.within(HashCode.ofBitString("1111"), 0).size()).isZero();
    }

    @Test
    void aSearchForMoreThanThereAreFindsAll() {
        assertThat(HammingIndex.of(DATABASE).search(DATABASE.get(2), 1000).size())
                .isEqualTo(5);
    }

    @Test
    void neighboursKnowWhichOfThemShareTheClassOfTheQuery() {
        Neighbours found = HammingIndex.of(DATABASE).search(DATABASE.get(0), 2);
        assertThat(found.relevant(0)).contains(true);
        assertThat(found.relevant(1)).contains(false);
        assertThat(found.toString()).contains("(wrong)").contains("dog");
        assertThat(HammingIndex.of(DATABASE)
                        .search(HashCode.ofBitString("0000"), 1)
                        .relevant(0))
                .isEmpty();
    }

    @Test
    void aQueryOfAnotherLengthIsRefusedWithBothLengths() {
        assertThatThrownBy(() -> HammingIndex.of(DATABASE).search(HashCode.ofBitString("00000"), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("5 bits")
                .hasMessageContaining("4 bits");
    }

    @Test
    void codesMayBeAddedOneByOneWithTheirPictures() {
        HammingIndex index = HammingIndex.of(HashCodes.of(8, 0).pictured(new Named("0")));
        for (int i = 1; i < 20_000; i++) {
            index.add(HashCodes.of(8, i % 256).pictured(new Named("" + i)));
        }
        index.add(HashCodes.of(8).pictured(new Named()));
        index.add(HashCodes.of(8, 1, 2).pictured(new Named("a", "b")));
        for (int i : new int[] {0, 1, 777, 19_999}) {
            assertThat(index.codes().get(i).name()).contains("" + i);
        }
        assertThat(index.codes().get(20_000).name()).contains("a");
        assertThat(index.codes().get(20_001).name()).contains("b");
        assertThat(index.codes().get(20_001).picture()).isPresent();
    }

    private record Named(String... names) implements Pictures {
        @Override
        public int size() {
            return names.length;
        }

        @Override
        public BufferedImage picture(int index) {
            return new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY);
        }

        @Override
        public String name(int index) {
            return names[index];
        }
    }

    @Test
    void anEmptyDatabaseIsRefused() {
        assertThatThrownBy(() -> HammingIndex.of(HashCodes.of(8))).hasMessageContaining("no codes to search");
    }
}
