package deephash.data;

import static deephash.data.LoadOptions.loading;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import deephash.code.Labels;
import deephash.data.image.Images;
import deephash.data.pixel.Bitmap;
import deephash.data.pixel.Fit;
import deephash.data.pixel.Pixels;
import deephash.data.pixel.Resampler;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NearDuplicatesTest {

    private static final Pixels SHAPE = Pixels.grey(32);

    @TempDir
    Path folder;

    @Test
    void aBrighterOrSmallerOrCompressedCopyIsFoundAndAnotherPictureIsNot() {
        List<BufferedImage> originals =
                IntStream.range(0, 4).mapToObj(i -> picture(i)).toList();
        List<BufferedImage> others = new ArrayList<>();
        others.add(picture(99));
        others.add(changed(originals.get(2), 0.7, 40, 64));
        others.add(picture(98));
        others.add(changed(originals.get(0), 1, 0, 23));
        NearDuplicates near =
                NearDuplicates.between(split("query", originals), split("database", others), NearDuplicates.USUAL);
        assertThat(near.pairs()).extracting(NearDuplicates.Pair::first).containsExactlyInAnyOrder(0, 2);
        for (NearDuplicates.Pair pair : near.pairs()) {
            assertThat(pair.second()).isEqualTo(pair.first() == 0 ? 3 : 1);
            assertThat(pair.equal()).isFalse();
        }
        assertThat(near.firsts().size()).isEqualTo(2);
        assertThat(near.toString())
                .isEqualTo("2 of 4 query images have a near-duplicate among the 4 database images (correlation at least"
                        + " 0.97)");
    }

    @Test
    void theCorrelationIsThatOfTheThumbnails() {
        BufferedImage one = picture(1);
        BufferedImage other = changed(one, 0.8, 10, 48);
        NearDuplicates near = NearDuplicates.between(split("query", List.of(one)), split("train", List.of(other)), 0.6);
        assertThat(near.pairs().get(0).correlation()).isCloseTo(correlation(one, other), within(1e-5));
    }

    @Test
    void flatPicturesAreLikeNoOther() {
        Split flat = split("query", List.of(flat(10), flat(200)));
        assertThat(NearDuplicates.between(flat, split("train", List.of(flat(10), flat(11))), 0.9)
                        .pairs())
                .isEmpty();
    }

    @Test
    void aLimitThatMeansNothingIsRefused() {
        assertThatThrownBy(() -> loading().withoutNearDuplicates(0.5)).hasMessageContaining("not 0.5");
        assertThatThrownBy(() -> loading().withoutNearDuplicates(Double.NaN)).hasMessageContaining("not NaN");
        assertThat(loading().withoutNearDuplicates(0.9).toString()).isEqualTo("loading().withoutNearDuplicates(0.9)");
    }

    @Test
    void withoutThemNoImageIsNearlyOneOfAnotherSplit() throws IOException {
        for (int i = 0; i < 40; i++) {
            BufferedImage original = picture(i);
            String name = (i % 2 == 0 ? "cat/" : "dog/") + i;
            Drawings.write(folder.resolve(name + ".png"), original);
            if (i < 12) {
                Drawings.write(folder.resolve(name + "-again.jpg"), changed(original, 0.9, 8, 40));
            }
        }
        RetrievalDataset all = Datasets.load(folder.toString(), loading().seed(3));
        assertThat(all.nearDuplicates())
                .anySatisfy(near -> assertThat(near.pairs()).isNotEmpty());

        LoadOptions options = loading().withoutNearDuplicates();
        for (int seed = 0; seed < 5; seed++) {
            RetrievalDataset clean = Datasets.load(folder.toString(), options.seed(seed));
            assertThat(clean.nearDuplicates())
                    .allSatisfy(near -> assertThat(near.pairs()).isEmpty());
            assertThat(clean.protocol().conditions())
                    .contains(Protocol.Condition.DISJOINT, Protocol.Condition.NEAR_DUPLICATES_REMOVED);
            assertThat(clean.protocol().splits())
                    .contains("near-duplicates removed (correlation of grey 16×16 thumbnails at least 0.97)");
            assertThat(clean.notes())
                    .anySatisfy(note -> assertThat(note).contains("a near-duplicate in another split"));
            Set<String> names = new HashSet<>();
            clean.splits()
                    .forEach(split -> IntStream.range(0, split.size())
                            .forEach(i -> names.add(split.images().name(i))));
            assertThat(names)
                    .as("one of each pair at least, and every single one")
                    .hasSizeBetween(40, 51);
        }
        assertThat(Datasets.load(folder.toString(), options.seed(1)).fingerprint())
                .isEqualTo(Datasets.load(folder.toString(), options.seed(1)).fingerprint());
    }

    private static Split split(String name, List<BufferedImage> pictures) {
        return new Split(name, Images.of(SHAPE, pictures), Labels.none(pictures.size()));
    }

    private static BufferedImage picture(long seed) {
        return Drawings.noise(32, 32, 1_000 + seed);
    }

    private static BufferedImage flat(int level) {
        BufferedImage image = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 1024; i++) {
            image.setRGB(i % 32, i / 32, level << 16 | level << 8 | level);
        }
        return image;
    }

    /** The same picture with another contrast, brightness and size. */
    private static BufferedImage changed(BufferedImage image, double contrast, int brightness, int size) {
        BufferedImage changed = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = changed.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(image, 0, 0, size, size, null);
        graphics.dispose();
        for (int i = 0; i < size * size; i++) {
            int rgb = changed.getRGB(i % size, i / size);
            int all = 0;
            for (int shift = 0; shift < 24; shift += 8) {
                all |= (int) Math.min(255, contrast * (rgb >> shift & 255) + brightness) << shift;
            }
            changed.setRGB(i % size, i / size, all);
        }
        return changed;
    }

    /** Pearson's formula, on the thumbnails as the class documents them. */
    private static double correlation(BufferedImage one, BufferedImage other) {
        byte[] a = new byte[256];
        byte[] b = new byte[256];
        Images pictures = Images.of(SHAPE, List.of(one, other));
        thumbnail(pictures, 0, a);
        thumbnail(pictures, 1, b);
        double meanA = IntStream.range(0, 256).map(i -> a[i] & 255).average().orElseThrow();
        double meanB = IntStream.range(0, 256).map(i -> b[i] & 255).average().orElseThrow();
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < 256; i++) {
            double x = (a[i] & 255) - meanA;
            double y = (b[i] & 255) - meanB;
            ab += x * y;
            aa += x * x;
            bb += y * y;
        }
        return ab / Math.sqrt(aa * bb);
    }

    private static void thumbnail(Images images, int index, byte[] to) {
        byte[] values = new byte[1024];
        images.read(index, values, 0);
        Resampler.write(new Bitmap(1, 32, 32, values), Pixels.grey(16), Fit.STRETCH, to, 0);
    }
}
