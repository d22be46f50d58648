package deephash.model.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deephash.data.pixel.Pixels;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class QuadOrderTest {

    @Property(tries = 50)
    void there_and_back_is_the_same_image(
            @ForAll @IntRange(min = 0, max = 4) int levels,
            @ForAll @IntRange(min = 1, max = 3) int cellsDown,
            @ForAll @IntRange(min = 1, max = 3) int cellsAcross,
            @ForAll boolean colour) {
        Pixels pixels = new Pixels(colour ? 3 : 1, cellsDown << levels, cellsAcross << levels);
        QuadOrder order = new QuadOrder(pixels, levels);
        byte[] image = new byte[pixels.count()];
        for (int i = 0; i < image.length; i++) {
            image[i] = (byte) (31 * i);
        }
        byte[] arranged = order.arranged(image);
        float[] floats = new float[image.length];
        for (int i = 0; i < image.length; i++) {
            floats[i] = arranged[i];
        }
        float[] back = order.restore(floats, 0);
        for (int i = 0; i < image.length; i++) {
            assertThat(back[i]).isEqualTo(image[i]);
        }
    }

    @Test
    void the_four_pixels_of_every_window_lie_side_by_side() {
        byte[] arranged = new QuadOrder(Pixels.grey(4), 2)
                .arranged(new byte[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15});
        assertThat(arranged).containsExactly(0, 1, 4, 5, 2, 3, 6, 7, 8, 9, 12, 13, 10, 11, 14, 15);
    }

    @Test
    void a_side_that_cannot_be_halved_so_often_is_refused() {
        assertThatThrownBy(() -> new QuadOrder(Pixels.grey(12), 3)).hasMessageContaining("no multiple of 8");
    }
}
