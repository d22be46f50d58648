package deephash.kernel.eval.doc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InheritedCommentsTest {

    private static final String ABOVE = " Moves.\n @param n how far\n @throws A if it\n cannot\n @return where";

    @Test
    void whatIsMissingIsTakenFromAbove() {
        assertThat(InheritedComments.withInherited(null, ABOVE)).isEqualTo(ABOVE);
        assertThat(InheritedComments.withInherited(" Own.", null)).isEqualTo(" Own.");
        assertThat(InheritedComments.withInherited(" {@inheritDoc} Fast.", ABOVE))
                .isEqualTo(" Moves. Fast.");
        assertThat(InheritedComments.withInherited("\n @throws A {@inheritDoc}\n @return {@inheritDoc}!", ABOVE))
                .contains(" Moves.", "@throws A if it\n cannot", "@return where!");
        assertThat(InheritedComments.withInherited(" Own.\n @throws B {@inheritDoc}", ABOVE))
                .isEqualTo(" Own.\n\n @throws B");
    }

    @Test
    void aWholeTextLacksNothing() {
        assertThat(InheritedComments.lacksSomething(ABOVE)).isFalse();
        assertThat(InheritedComments.lacksSomething(null)).isTrue();
        assertThat(InheritedComments.lacksSomething("\n @return x")).isTrue();
        assertThat(InheritedComments.lacksSomething(" A {@inheritDoc}")).isTrue();
    }
}
