package deephash.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import deephash.augment.Augmentation;
import deephash.data.pixel.Pixels;
import deephash.generated.GeneratedPictures;
import deephash.model.engine.SeededDraws;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CopyViewTest {

    private static final int EACH = 3 * 32 * 32;
    private static final GeneratedPictures PICTURES = GeneratedPictures.of(40, 3);

    private static float[] view(Augmentation kind, int picture, long seed) {
        float[] view = new float[EACH];
        byte[] small = ViewPairs.bytes(Planes.small(PICTURES, picture));
        ViewPairs.view(kind, small, new SeededDraws(seed), view, 0);
        return view;
    }

    private static double distance(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return sum;
    }

    @Test
    void viewsAreStandardisedInBrightness() {
        float[] view = view(ViewPairs.HEAVY, 0, 5);
        double sum = 0;
        for (int i = 0; i < 1024; i++) {
            sum += 0.299 * view[i] + 0.587 * view[1024 + i] + 0.114 * view[2048 + i];
        }

        assertThat(sum / 1024).isCloseTo(0, within(1e-4));
    }

    @Test
    void lightViewsStayCloserThanHeavyOnes() {
        int closer = 0;
        for (int i = 0; i < PICTURES.size(); i++) {
            float[] itself = Planes.part(ViewPairs.square(PICTURES, i), 64, 64, 0, 0, 1, 1, 32);
            Planes.standardise(itself, 0, 1024);
            closer += distance(itself, view(ViewPairs.LIGHT, i, i)) < distance(itself, view(ViewPairs.HEAVY, i, i))
                    ? 1
                    : 0;
        }

        assertThat(closer).isGreaterThan(30);
    }

    @Test
    void sameSeedGivesTheSameViews() {
        ViewPairs first = new ViewPairs(PICTURES, 16, 9);
        ViewPairs second = new ViewPairs(PICTURES, 16, 9);

        assertThat(first.of(3)).isEqualTo(second.of(3)).isNotEqualTo(first.of(4));
        assertThat(new ViewPairs(PICTURES, 16, 10).of(3)).isNotEqualTo(first.of(3));
        assertThat(first.of(3)).hasSize(2 * 16 * EACH);
    }

    @Test
    void everyPictureIsSeenOnceInAnEpoch() {
        ViewPairs pairs = new ViewPairs(PICTURES, 4, 2);

        assertThat(pairs.order(0))
                .containsExactlyInAnyOrder(IntStream.range(0, 40).toArray());
        assertThat(pairs.order(1))
                .containsExactlyInAnyOrder(IntStream.range(0, 40).toArray());
        assertThat(pairs.order(1)).isNotEqualTo(pairs.order(0));
    }

    @Test
    void partsAreMeansOverAreas() {
        float[] planes = new float[3 * 4 * 4];
        for (int i = 0; i < 16; i++) {
            planes[i] = i;
        }

        assertThat(Planes.part(planes, 4, 4, 0, 0, 1, 1, 2)).startsWith(2.5f, 4.5f, 10.5f, 12.5f);
        assertThat(Planes.part(planes, 4, 4, 0.25f, 0.25f, 0.75f, 0.75f, 2)).startsWith(5, 6, 9, 10);
        assertThat(Planes.part(planes, 4, 4, 0, 0, 1, 1, 4)).startsWith(0, 1, 2, 3, 4);
    }

    @Test
    void greyPicturesHaveThreeEqualPlanes() {
        byte[] bytes = {0, (byte) 255, 51, 102};

        assertThat(Planes.of(bytes, new Pixels(1, 2, 2)))
                .usingComparatorWithPrecision(1e-6f)
                .containsExactly(0, 1, 0.2f, 0.4f, 0, 1, 0.2f, 0.4f, 0, 1, 0.2f, 0.4f);
    }
}
