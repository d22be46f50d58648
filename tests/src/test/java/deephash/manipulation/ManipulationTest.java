package deephash.manipulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deephash.data.source.DatasetException;
import deephash.picture.Picture;
import deephash.picture.Resize;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ManipulationTest {

    private final Picture original = Example.picture();

    /**
     * Against Pillow 13.0.0 on the picture of {@link Example}: {@code zlib.crc32} of the pixels of {@code
     * ImageEnhance.Brightness(p).enhance(1.4)}, {@code p.rotate(5, BICUBIC)} and so on.
     */
    @Test
    void valuesArePillows() {
        same(original, 0xe7290858L);
        same(Manipulations.jpeg(20).apply(original, 1), 0x6a43d9e5L);
        same(Manipulations.jpeg(75).apply(original, 1), 0x0cf13991L);
        same(Manipulations.resize(0.5).apply(original, 1), 0xfab4174eL);
        same(Manipulations.resize(1.5).apply(original, 1), 0xb8d36042L);
        same(Resize.LANCZOS.apply(original, 9, 8), 0x81013de2L);
        same(Resize.BILINEAR.apply(original, 16, 16), 0xfaba4c4aL);
        same(Manipulations.brightness(1.4).apply(original, 1), 0x39488c84L);
        same(Manipulations.brightness(0.3).apply(original, 1), 0x562bebbeL);
        same(Manipulations.contrast(0.6).apply(original, 1), 0x7c186efbL);
        same(Manipulations.contrast(1.7).apply(original, 1), 0x8c37274dL);
        same(Manipulations.saturation(2).apply(original, 1), 0x07722e8aL);
        same(Manipulations.sharpen(4).apply(original, 1), 0xa5df6128L);
        same(Manipulations.grey().apply(original, 1), 0x0dd6774eL);
        same(Manipulations.blur(2).apply(original, 1), 0xb8c25cd0L);
        same(Manipulations.blur(0.7).apply(original, 1), 0x5ac7cd4eL);
        same(Manipulations.blur(9).apply(original, 1), 0xaaa59635L);
        same(Manipulations.rotate(5).apply(original, 1), 0x279dfc79L);
        same(Manipulations.rotate(15).apply(original, 1), 0xa5c2c035L);
        same(Manipulations.rotate(-200.5).apply(original, 1), 0xff31a59dL);
        same(Manipulations.turn(1).apply(original, 1), 0x318ce7ceL);
        same(Manipulations.turn(3).apply(original, 1), 0x3182cccbL);
        same(Manipulations.flip().apply(original, 1), 0xf922f635L);
        same(Manipulations.gamma(0.6).apply(original, 1), 0xd84b7f85L);
    }

    private static void same(Picture ours, long pillows) {
        assertThat(Example.crc(ours)).isEqualTo(pillows);
    }

    static List<Manipulation> all() {
        List<Manipulation> all = new ArrayList<>(Manipulations.eachKind());
        all.addAll(Manipulations.fifteen());
        return all;
    }

    @ParameterizedTest
    @MethodSource("all")
    void theSameSeedGivesTheSamePixelsAndThePictureItselfStays(Manipulation manipulation) {
        Picture before = Example.picture();
        Picture once = manipulation.apply(original, 7);
        assertThat(Example.crc(manipulation.apply(original, 7))).isEqualTo(Example.crc(once));
        assertThat(Example.crc(original)).isEqualTo(Example.crc(before));
        assertThat(Example.crc(once)).as(manipulation.name()).isNotEqualTo(Example.crc(original));
    }

    @Test
    void anotherSeedCutsElsewhere() {
        Set<Long> results = new HashSet<>();
        for (int seed = 0; seed < 20; seed++) {
            results.add(Example.crc(Manipulations.crop(0.36).apply(original, seed)));
        }
        assertThat(results).hasSizeGreaterThan(15);
    }

    @ParameterizedTest
    @MethodSource("all")
    void aPictureOfASinglePixelAndAVeryLongOneAreChangedToo(Manipulation manipulation) {
        assertThat(manipulation.apply(Example.picture(1, 1), 1).width()).isPositive();
        assertThat(manipulation.apply(Example.picture(300, 1), 1).width()).isPositive();
        assertThat(manipulation.apply(Example.picture(2, 300), 1).width()).isPositive();
    }

    @Test
    void sizesAreThoseTheStrengthsSay() {
        Picture picture = Example.picture(200, 100);
        assertThat(size(Manipulations.crop(0.64), picture)).isEqualTo("160x80");
        assertThat(size(Manipulations.crop(0.36), picture)).isEqualTo("120x60");
        assertThat(size(Manipulations.centreCrop(0.81), picture)).isEqualTo("180x90");
        assertThat(size(Manipulations.resize(0.5), picture)).isEqualTo("100x50");
        assertThat(size(Manipulations.border(0.12), picture)).isEqualTo("224x124");
        assertThat(size(Manipulations.letterbox(4), picture)).isEqualTo("400x100");
        assertThat(size(Manipulations.letterbox(1), picture)).isEqualTo("200x200");
        assertThat(size(Manipulations.screenshot(0.5), picture)).isEqualTo("200x200");
        assertThat(size(Manipulations.turn(1), picture)).isEqualTo("100x200");
        assertThat(size(Manipulations.rotate(10), picture)).isEqualTo("200x100");
    }

    private static String size(Manipulation manipulation, Picture picture) {
        Picture changed = manipulation.apply(picture, 3);
        return changed.width() + "x" + changed.height();
    }

    @Test
    void noiseHasTheStatedDeviationAndLeavesTheMean() {
        Picture flat = Picture.filled(200, 200, 0x808080);
        byte[] noisy = Manipulations.noise(10).apply(flat, 5).plane(0);
        double sum = 0;
        double squares = 0;
        for (byte b : noisy) {
            double difference = (b & 255) - 128;
            sum += difference;
            squares += difference * difference;
        }
        assertThat(sum / noisy.length).isBetween(-0.3, 0.3);
        assertThat(Math.sqrt(squares / noisy.length)).isBetween(9.8, 10.2);
    }

    @Test
    void aChainDoesOneAfterTheOtherAndSaysSo() {
        Manipulation chain = Manipulations.grey().then(Manipulations.blur(2), Manipulations.jpeg(50));
        assertThat(chain.name()).isEqualTo("grey, blur 2 px, JPEG quality 50");
        Picture byHand = Manipulations.jpeg(50)
                .apply(Manipulations.blur(2).apply(Manipulations.grey().apply(original, 1), 1), 1);
        assertThat(Example.crc(chain.apply(original, 1))).isEqualTo(Example.crc(byHand));
    }

    @Test
    void namesAreDifferentAndSayTheStrength() {
        assertThat(all().stream().map(Manipulation::name))
                .contains("JPEG quality 20", "crop to 64 % of the area", "jpeg20");
        List<String> names =
                Manipulations.eachKind().stream().map(Manipulation::name).toList();
        assertThat(names).doesNotHaveDuplicates();
    }

    @Test
    void aStrengthThatMakesNoSenseIsRefusedWithTheRange() {
        assertThatThrownBy(() -> Manipulations.jpeg(0)).hasMessage("A JPEG quality is 1 to 100, not 0.");
        assertThatThrownBy(() -> Manipulations.crop(64)).hasMessageContaining("a share above 0 and below 1, not 64");
        assertThatThrownBy(() -> Manipulations.brightness(-1)).hasMessageContaining("not -1");
        assertThatThrownBy(() -> Manipulations.noise(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aFileIsChangedIntoAnotherFile(@TempDir Path folder) throws IOException {
        Path from = folder.resolve("from.png");
        ImageIO.write(original.toImage(), "png", from.toFile());
        Path to = folder.resolve("to.png");
        Manipulations.flip().apply(from, to, 1);
        assertThat(Example.crc(Picture.read(to)))
                .isEqualTo(Example.crc(Manipulations.flip().apply(original, 1)));
        Manipulations.flip().apply(from, folder.resolve("to.jpg"), 1);
        assertThat(Picture.read(folder.resolve("to.jpg")).width()).isEqualTo(61);
        assertThatThrownBy(() -> Manipulations.flip().apply(from, from, 1))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("over itself");
        Files.write(folder.resolve("half.jpg"), new byte[] {(byte) 0xff, (byte) 0xd8, 1});
        assertThatThrownBy(() -> Manipulations.flip().apply(folder.resolve("half.jpg"), to, 1))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("half.jpg");
    }

    @Test
    void aStripHasTheOriginalAndACopyAManipulation() {
        Strip strip = Strip.of(original.toImage(), 3, Manipulations.eachKind());
        assertThat(strip.size()).isEqualTo(1 + Manipulations.eachKind().size());
        assertThat(strip.name(0)).isEqualTo("original");
        assertThat(strip.name(1)).isEqualTo("JPEG quality 20");
        BufferedImage grey = strip.picture(strip.names().indexOf("grey"));
        int rgb = grey.getRGB(5, 5) & 0xffffff;
        assertThat(rgb).isEqualTo((rgb & 255) * 0x010101);
    }
}
