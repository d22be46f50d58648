package deephash.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deephash.data.pixel.Pixels;
import deephash.model.Architecture;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class MemoryNeedTest {

    private static final long GIGABYTE = 1_000_000_000;

    private final MemoryNeed vae = MemoryNeed.of(Architecture.VAE.build(Pixels.grey(128), 64), 64);

    @Test
    void the_papers_vae_needs_four_copies_of_its_weights_and_of_its_encoder_two_more() {
        assertThat(vae.outsideHeap()).isBetween(7 * GIGABYTE, 8 * GIGABYTE);
    }

    @Test
    void too_little_memory_is_said_before_training_starts() {
        assertThatThrownBy(() -> vae.require("VAE", OptionalLong.of(3 * GIGABYTE), 8 * GIGABYTE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("3.0 GB are free");
        assertThatThrownBy(() -> vae.require("VAE", OptionalLong.empty(), GIGABYTE))
                .hasMessageContaining("-Xmx");
        assertThatCode(() -> vae.require("VAE", OptionalLong.of(16 * GIGABYTE), 8 * GIGABYTE))
                .doesNotThrowAnyException();
    }

    @Test
    void attention_is_counted_with_its_scores() {
        long few = MemoryNeed.of(Architecture.VTE.patch(16).build(Pixels.grey(128), 64), 64)
                .activations();
        long many = MemoryNeed.of(Architecture.VTE.patch(4).build(Pixels.grey(128), 64), 64)
                .activations();
        assertThat(many).isGreaterThan(10 * few);
    }
}
