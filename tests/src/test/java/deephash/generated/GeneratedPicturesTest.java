package deephash.generated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deephash.data.pixel.Pixels;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class GeneratedPicturesTest {

    private static final GeneratedPictures PICTURES = GeneratedPictures.of(60, 7);

    @Test
    void areColourPicturesOf64Pixels() {
        assertThat(PICTURES.pixels()).isEqualTo(Pixels.colour(64));
        assertThat(PICTURES.size()).isEqualTo(60);
        assertThat(PICTURES.picture(3).getWidth()).isEqualTo(64);
        assertThat(PICTURES).hasToString("60 generated pictures, 64×64 colour");
    }

    @Test
    void pictureOfASeedDoesNotDependOnHowManyAreMade() {
        GeneratedPictures few = GeneratedPictures.of(5, 7);

        for (int i = 0; i < few.size(); i++) {
            assertThat(few.fingerprint(i)).isEqualTo(PICTURES.fingerprint(i));
        }
    }

    @Test
    void eachPictureOfEachSeedIsAnotherOne() {
        Set<Long> prints = new HashSet<>();
        GeneratedPictures others = GeneratedPictures.of(60, 8);
        for (int i = 0; i < 60; i++) {
            prints.add(PICTURES.fingerprint(i));
            prints.add(others.fingerprint(i));
        }

        assertThat(prints).hasSize(120);
    }

    @Test
    void hardlyAnyPictureIsBlank() {
        int blank = 0;
        byte[] bytes = new byte[PICTURES.pixels().count()];
        for (int i = 0; i < PICTURES.size(); i++) {
            PICTURES.read(i, bytes, 0);
            int low = 255;
            int high = 0;
            for (byte value : bytes) {
                low = Math.min(low, value & 255);
                high = Math.max(high, value & 255);
            }
            blank += high - low < 40 ? 1 : 0;
        }

        assertThat(blank).isLessThanOrEqualTo(3);
    }

    @Test
    void everyKindCanBePainted() {
        Painter painter = new Painter(1);
        for (Painter.Kind kind : Painter.Kind.values()) {
            byte[] first = painter.paint(kind, new Dice(1, 2)).bytes();
            byte[] second = painter.paint(kind, new Dice(1, 3)).bytes();
            assertThat(first).as(kind.name()).isNotEqualTo(second);
        }
    }

    @Test
    void impossibleCountIsRefusedWithTheRange() {
        assertThatThrownBy(() -> GeneratedPictures.of(-1, 7))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 to 1,000,000")
                .hasMessageContaining("-1");
    }

    @Test
    void generatingCanBeInterrupted() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> GeneratedPictures.of(1000, 7)).isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void fourierTransformOfAWaveIsOnePeak() {
        int side = 16;
        double[] real = new double[side * side];
        double[] imaginary = new double[side * side];
        for (int i = 0; i < real.length; i++) {
            real[i] = Math.cos(2 * Math.PI * (3 * (i % side) + 2 * (i / side)) / side);
        }

        new Fourier(side).square(real, imaginary);

        for (int i = 0; i < real.length; i++) {
            boolean peak = i == 2 * side + 3 || i == 14 * side + 13;
            assertThat(real[i]).isCloseTo(peak ? side * side / 2.0 : 0, org.assertj.core.data.Offset.offset(1e-9));
        }
    }

    @Test
    void curvesAreCloseToTheirModels() {
        for (float x = -20; x < 20; x += 0.1f) {
            assertThat(Curves.sine(x)).isCloseTo((float) Math.sin(x), org.assertj.core.data.Offset.offset(0.002f));
        }
    }
}
