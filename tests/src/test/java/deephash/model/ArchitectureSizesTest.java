package deephash.model;

import static deephash.model.Architecture.CSVAE;
import static deephash.model.Architecture.CVAE;
import static deephash.model.Architecture.VAE;
import static deephash.model.Architecture.VTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deephash.data.pixel.Pixels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchitectureSizesTest {

    @Test
    void the_papers_vae_has_357_million_parameters_and_counting_them_allocates_nothing() {
        // 16384-8192-4096-2048-1024, two heads of 64, and the mirror image
        long encoder = 0;
        long decoder = 0;
        for (long from = 16384; from > 1024; from /= 2) {
            encoder += from * (from / 2) + from / 2;
            decoder += from / 2 * from + from;
        }
        long heads = 1024 * 128 + 128 + 64 * 1024 + 1024;
        assertThat(Architecture.parameters(VAE, Pixels.grey(128), 64)).isEqualTo(encoder + decoder + heads);
        assertThat(Architecture.parameters(VAE, Pixels.grey(128), 64)).isBetween(356_000_000L, 358_000_000L);
    }

    @Test
    void simam_adds_no_parameters() {
        assertThat(Architecture.parameters(CSVAE, Pixels.grey(128), 64))
                .isEqualTo(Architecture.parameters(CVAE, Pixels.grey(128), 64));
    }

    @Test
    void csvae_is_cvae_with_simam_after_the_second_and_third_layer() {
        assertThat(CSVAE).isEqualTo(CVAE.simAmAfter(3, 2));
        assertThat(CSVAE.name()).isEqualTo("CSVAE");
        assertThat(CVAE.simAmAfter(1).name()).isEqualTo("CVAE+SimAM(1)");
        assertThat(CSVAE.simAmAfter()).isEqualTo(CVAE);
    }

    @ParameterizedTest
    @ValueSource(ints = {28, 32, 48, 64, 96, 128, 256})
    void usual_sizes_fit_all_in_grey_and_colour(int side) {
        for (Architecture architecture : new Architecture[] {CVAE, VAE, VTE}) {
            assertThat(Architecture.parameters(architecture, Pixels.grey(side), 16))
                    .isPositive();
            assertThat(Architecture.parameters(architecture, Pixels.colour(side), 16))
                    .isGreaterThan(Architecture.parameters(architecture, Pixels.grey(side), 16));
        }
    }

    @Test
    void a_size_that_does_not_fit_is_refused_with_sizes_that_do() {
        assertThatThrownBy(() -> CVAE.build(Pixels.grey(30), 16))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("30×30")
                .hasMessageContaining("28×28")
                .hasMessageContaining("32×32");
        assertThatThrownBy(() -> VTE.build(Pixels.grey(31), 16)).hasMessageContaining("32×32");
    }

    @Test
    void simam_after_a_layer_that_is_not_there_is_refused() {
        assertThatThrownBy(() -> CVAE.simAmAfter(7).build(Pixels.grey(128), 16))
                .hasMessageContaining("layer 7")
                .hasMessageContaining("1 to 6");
        assertThatThrownBy(() -> CVAE.simAmAfter(0)).hasMessageContaining("counted from 1");
        assertThatThrownBy(() -> CVAE.simAmInDecoderAfter(5).build(Pixels.grey(32), 16))
                .hasMessageContaining("decoder");
    }

    @Test
    void a_code_without_bits_is_refused() {
        for (Architecture architecture : new Architecture[] {CVAE, VAE, VTE}) {
            assertThatThrownBy(() -> architecture.build(Pixels.grey(32), 0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("at least 1 bit");
        }
    }

    @Test
    void a_patch_must_be_a_power_of_two_and_fit() {
        assertThatThrownBy(() -> VTE.patch(3)).hasMessageContaining("not 3");
        assertThatThrownBy(() -> VTE.patch(32).build(Pixels.grey(32), 16)).hasMessageContaining("at most 16");
        assertThatThrownBy(() -> VTE.heads(5)).hasMessageContaining("multiple");
    }
}
