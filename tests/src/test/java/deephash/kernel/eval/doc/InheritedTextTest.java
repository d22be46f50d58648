package deephash.kernel.eval.doc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InheritedTextTest {

    private static final String ABOVE = " Moves.\n @param n how far\n @throws A if it\n cannot\n @return where";

    @Test
    void whatIsMissingIsTakenFromAbove() {
        assertThat(InheritedText.completed(null, ABOVE)).isEqualTo(ABOVE);
        assertThat(InheritedText.completed(" Own.", null)).isEqualTo(" Own.");
        assertThat(InheritedText.completed(" {@inheritDoc} Fast.", ABOVE)).isEqualTo(" Moves. Fast.");
        assertThat(InheritedText.completed("\n @throws A {@inheritDoc}\n @return {@inheritDoc}!", ABOVE))
                .contains(" Moves.", "@throws A if it\n cannot", "@return where!");
        assertThat(InheritedText.completed(" Own.\n @throws B {@inheritDoc}", ABOVE))
                .isEqualTo(" Own.\n\n @throws B");
    }

    @Test
    void aWholeTextLacksNothing() {
        assertThat(InheritedText.isWanted(ABOVE)).isFalse();
        assertThat(InheritedText.isWanted(null)).isTrue();
        assertThat(InheritedText.isWanted("\n @return x")).isTrue();
        assertThat(InheritedText.isWanted(" A {@inheritDoc}")).isTrue();
    }
}
