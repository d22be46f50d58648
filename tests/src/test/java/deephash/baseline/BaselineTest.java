package deephash.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import deephash.code.HashCodes;
import deephash.code.Labels;
import deephash.data.Split;
import deephash.data.image.Images;
import deephash.data.pixel.Pixels;
import deephash.hash.Hasher;
import deephash.metric.Ranking;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BaselineTest {

    @ParameterizedTest
    @EnumSource
    void everyBaselineGivesOneCodeAnImageAndTheSameOneAgain(Baseline baseline) {
        Split split = patterns(80, Pixels.grey(16), 1);
        for (int bits : new int[] {7, 16, 70}) {
            Hasher hasher = baseline.fit(split.images(), bits, 3);
            HashCodes codes = hasher.hash(split);
            assertThat(hasher.bits()).isEqualTo(bits);
            assertThat(hasher.name()).isEqualTo(baseline.title());
            assertThat(codes.bits()).isEqualTo(bits);
            assertThat(codes.size()).isEqualTo(80);
            assertThat(codes.labels()).contains(split.labels());
            assertThat(hasher.hash(split.images().select(41)).get(0)).isEqualTo(codes.get(41));
            assertThat(baseline.fit(split.images(), bits, 3).hash(split)).isEqualTo(codes);
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"RANDOM", "CONSTANT"})
    void whatLooksAtPixelsRanksImagesOfOneKindTogether(Baseline baseline) {
        Split train = patterns(200, Pixels.colour(16), 1);
        Split query = patterns(100, Pixels.colour(16), 2);
        Hasher hasher = baseline.fit(train.images(), 32, 3);
        Ranking ranking = Ranking.of(hasher.hash(query), hasher.hash(train));
        assertThat(ranking.map().tieAware()).isGreaterThan(0.35);
    }

    @Test
    void randomAndConstantCodesRankAtChance() {
        Split train = patterns(400, Pixels.grey(8), 1);
        Split query = patterns(200, Pixels.grey(8), 2);
        for (Baseline floor : new Baseline[] {Baseline.RANDOM, Baseline.CONSTANT}) {
            Hasher hasher = floor.fit(train.images(), 32, 3);
            assertThat(Ranking.of(hasher.hash(query), hasher.hash(train)).map().tieAware())
                    .isCloseTo(0.25, within(0.03));
        }
    }

    @Test
    void itqRanksBetterThanTheSignsOfThePrincipalComponents() {
        Split train = patterns(400, Pixels.grey(16), 1);
        Split query = patterns(200, Pixels.grey(16), 2);
        Hasher itq = Itq.fit(train.images(), 32, 1);
        Hasher pca = PcaSign.fit(train.images(), 32, 1);
        assertThat(Ranking.of(itq.hash(query), itq.hash(train)).map().tieAware())
                .isGreaterThan(
                        Ranking.of(pca.hash(query), pca.hash(train)).map().tieAware());
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 20, 32, 33})
    void theGridKeepsTheMeanBrightness(int side) {
        Pixels shape = new Pixels(1, side, side);
        byte[] pixels = new byte[shape.count()];
        new java.util.Random(1).nextBytes(pixels);
        double mean = IntStream.range(0, pixels.length)
                .map(i -> pixels[i] & 255)
                .average()
                .orElseThrow();
        double[] grid = GreyGrid.of(pixels, shape, 9, 8);
        assertThat(java.util.Arrays.stream(grid).average().orElseThrow()).isCloseTo(mean, within(1e-9));
    }

    @Test
    void perceptualHashesDoNotMindABrighterImageOrAnotherSize() {
        Images small = patterns(20, Pixels.grey(32), 1).images();
        Images large = resized(small, 2);
        for (Hasher hasher : new Hasher[] {AverageHash.of(64), DifferenceHash.of(64), PerceptualHash.of(64)}) {
            HashCodes a = hasher.hash(small);
            HashCodes b = hasher.hash(large);
            for (int i = 0; i < a.size(); i++) {
                assertThat(a.get(i).distance(b.get(i))).as(hasher.name()).isLessThanOrEqualTo(4);
            }
        }
    }

    @Test
    void moreBitsThanThereAreDimensionsAreRefusedWithTheNumberThereIs() {
        Images train = patterns(40, Pixels.grey(4), 1).images();
        assertThatThrownBy(() -> Itq.fit(train, 17, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at most 16 bits");
        assertThatThrownBy(() -> Baseline.LSH.fit(train, 0, 1)).hasMessageContaining("not 0");
    }

    @Test
    void perceptualHashesOfNoBitsAreRefusedBeforeAnythingIsHashed() {
        List<IntFunction<Hasher>> kinds = List.of(AverageHash::of, DifferenceHash::of, PerceptualHash::of);
        for (IntFunction<Hasher> kind : kinds) {
            for (int bits : new int[] {0, -1}) {
                assertThatThrownBy(() -> kind.apply(bits))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage("A code has at least 1 bit, not " + bits + ".");
            }
        }
        assertThatThrownBy(() -> PerceptualHash.of(1024)).hasMessageContaining("at most 1023 bits, not 1024");
    }

    @Test
    void imagesOfAnotherShapeThanFittedAreRefusedWithBothShapes() {
        Hasher lsh = Lsh.fit(patterns(9, Pixels.grey(8), 1).images(), 16, 1);
        assertThatThrownBy(() -> lsh.hash(patterns(9, Pixels.grey(16), 1).images()))
                .hasMessageContaining("8×8 grey")
                .hasMessageContaining("16×16 grey");
    }

    /** Images of four kinds: light in one quarter, with noise. */
    private static Split patterns(int count, Pixels shape, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] values = new byte[count * shape.count()];
        int[] kinds = new int[count];
        for (int i = 0; i < count; i++) {
            kinds[i] = i % 4;
            for (int v = 0; v < shape.count(); v++) {
                int x = v % shape.width();
                int y = v / shape.width() % shape.height();
                boolean light = (2 * x / shape.width()) + 2 * (2 * y / shape.height()) == kinds[i];
                double value = (light ? 150 : 80) + 25 * random.nextGaussian();
                values[i * shape.count() + v] = (byte) Math.max(0, Math.min(255, value));
            }
        }
        return new Split("train", new Made(shape, values), Labels.single(List.of("a", "b", "c", "d"), kinds));
    }

    private static Images resized(Images images, int factor) {
        Pixels from = images.pixels();
        Pixels to = new Pixels(1, from.height() * factor, from.width() * factor);
        byte[] values = new byte[images.size() * to.count()];
        byte[] one = new byte[from.count()];
        for (int i = 0; i < images.size(); i++) {
            images.read(i, one, 0);
            for (int v = 0; v < to.count(); v++) {
                int source = v / to.width() / factor * from.width() + v % to.width() / factor;
                // brighter, too: 200 of 255 leaves room
                values[i * to.count() + v] = (byte) ((one[source] & 255) / 2 + 60);
            }
        }
        return new Made(to, values);
    }

    private record Made(Pixels pixels, byte[] values) implements Images {
        @Override
        public int size() {
            return values.length / pixels.count();
        }

        @Override
        public String name(int index) {
            return "made " + index;
        }

        @Override
        public void read(int index, byte[] to, int offset) {
            System.arraycopy(values, index * pixels.count(), to, offset, pixels.count());
        }
    }
}
