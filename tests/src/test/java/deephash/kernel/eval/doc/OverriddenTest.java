package deephash.kernel.eval.doc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OverriddenTest {

    private static final String ABOVE = " Moves.\n @param n how far\n @throws A if it\n cannot\n @return where";

    @Test
    void whatIsMissingIsTakenFromAbove() {
        assertThat(Overridden.withInherited(null, ABOVE)).isEqualTo(ABOVE);
        assertThat(Overridden.withInherited(" Own.", null)).isEqualTo(" Own.");
        assertThat(Overridden.withInherited(" {@inheritDoc} Fast.", ABOVE)).isEqualTo(" Moves. Fast.");
        assertThat(Overridden.withInherited("\n @throws A {@inheritDoc}\n @return {@inheritDoc}!", ABOVE))
                .contains(" Moves.", "@throws A if it\n cannot", "@return where!");
        assertThat(Overridden.withInherited(" Own.\n @throws B {@inheritDoc}", ABOVE))
                .isEqualTo(" Own.\n\n @throws B");
    }

    @Test
    void aWholeTextLacksNothing() {
        assertThat(Overridden.lacksSomething(ABOVE)).isFalse();
        assertThat(Overridden.lacksSomething(null)).isTrue();
        assertThat(Overridden.lacksSomething("\n @return x")).isTrue();
        assertThat(Overridden.lacksSomething(" A {@inheritDoc}")).isTrue();
    }
}
