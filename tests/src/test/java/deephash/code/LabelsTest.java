package deephash.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class LabelsTest {

    @Test
    void itemsOfOneClassAreRelevantToEachOther() {
        Labels labels = Labels.single(List.of("cat", "dog"), new int[] {0, 1, 0});
        assertThat(labels.relevant(0, labels, 2)).isTrue();
        assertThat(labels.relevant(0, labels, 1)).isFalse();
        assertThat(labels.text(1)).isEqualTo("dog");
    }

    @Test
    void aClassThatDoesNotExistIsRefusedWithItsNumber() {
        assertThatThrownBy(() -> Labels.single(List.of("cat"), new int[] {0, 3}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Item 1 has class 3");
    }
}
