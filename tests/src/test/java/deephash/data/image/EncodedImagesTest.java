package deephash.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deephash.data.pixel.Fit;
import deephash.data.pixel.Pixels;
import deephash.data.source.DatasetException;
import deephash.data.source.HeapStore;
import deephash.data.source.ImageFiles;
import deephash.data.source.ParallelDecoder;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncodedImagesTest {

    @TempDir
    Path folder;

    @Test
    void bytesOfAFileGiveThePixelsThatLoadingAndPreparingGive() throws IOException {
        List<Path> files = photos();
        List<byte[]> bytes = new ArrayList<>();
        for (Path file : files) {
            bytes.add(Files.readAllBytes(file));
        }
        for (Pixels pixels : List.of(Pixels.grey(32), Pixels.colour(32))) {
            for (Fit fit : List.of(Fit.STRETCH, Fit.CROP, Fit.PAD)) {
                long[] loaded = new long[files.size()];
                HeapStore store = new HeapStore(files.size(), pixels.count(), loaded);
                assertThat(ParallelDecoder.run(
                                "Decoding", new ImageFiles(folder, files), pixels, fit, loaded, store::write))
                        .isEmpty();
                Images ofBytes = Images.ofFiles(pixels, fit, bytes);
                Images prepared = ofBytes.prepare(files.toArray(Path[]::new));
                for (int i = 0; i < files.size(); i++) {
                    assertThat(ofBytes.fingerprint(i)).isEqualTo(loaded[i]);
                    assertThat(prepared.fingerprint(i)).isEqualTo(loaded[i]);
                }
            }
        }
    }

    @Test
    void aBrokenOneIsNamedAndOriginalsKeepTheirSize() throws IOException {
        byte[] good = Files.readAllBytes(photos().get(0));
        Images images = Images.ofFiles(Pixels.grey(16), Fit.STRETCH, List.of(good));
        assertThat(images.original(0).getWidth()).isEqualTo(61);
        assertThat(images.name(0)).isEqualTo("image 0");
        assertThatThrownBy(() -> Images.ofFiles(Pixels.grey(16), Fit.STRETCH, List.of(good, new byte[0])))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("The bytes of image 1 cannot be read: there are none (0 bytes)");
        assertThatThrownBy(() -> Images.ofFiles(Pixels.grey(16), Fit.STRETCH, List.of(new byte[] {1, 2, 3})))
                .hasMessageContaining("image 0 cannot be read: not an image of a known format");
        assertThat(Images.ofFiles(Pixels.grey(16), Fit.STRETCH, List.of()).size())
                .isZero();
    }

    /** Colourful photos with noise, whose grey differs by rounding if it is made of their colours. */
    private List<Path> photos() throws IOException {
        Random random = new Random(1);
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            BufferedImage image = new BufferedImage(61 + i, 47, BufferedImage.TYPE_INT_RGB);
            Graphics2D graphics = image.createGraphics();
            graphics.setPaint(
                    new GradientPaint(0, 0, new Color(random.nextInt()), 61, 47, new Color(random.nextInt())));
            graphics.fillRect(0, 0, 61 + i, 47);
            graphics.dispose();
            for (int p = 0; p < 500; p++) {
                image.setRGB(random.nextInt(61), random.nextInt(47), random.nextInt());
            }
            String format = i % 4 == 3 ? "png" : "jpg";
            Path file = folder.resolve(i + "." + format);
            ImageIO.write(image, format, file.toFile());
            files.add(file);
        }
        return files;
    }
}
