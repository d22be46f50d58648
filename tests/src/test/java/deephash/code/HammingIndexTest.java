package deephash.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
    void anEmptyDatabaseIsRefused() {
        assertThatThrownBy(() -> HammingIndex.of(HashCodes.of(8))).hasMessageContaining("no codes to search");
    }
}
