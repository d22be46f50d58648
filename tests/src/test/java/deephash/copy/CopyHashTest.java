package deephash.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deephash.code.HashCodes;
import deephash.data.image.Images;
import deephash.data.pixel.Pixels;
import deephash.generated.GeneratedPictures;
import deephash.model.ModelFormatException;
import deephash.model.engine.Precision;
import deephash.train.contrastive.ContrastiveOptions;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CopyHashTest {

    private static final GeneratedPictures PICTURES = GeneratedPictures.of(120, 5);

    /** An untrained network with codes of 16 bits. */
    private static final CopyHash HASH = new CopyHash(CopyTraining.fitted(
            Folded.layers(CopyNetworkTest.random(8, 8, 24, 16)), List.of(16), PICTURES, new TreeMap<>()));

    private static Images mirrored(Images images) {
        Pixels pixels = images.pixels();
        byte[] values = new byte[images.size() * pixels.count()];
        byte[] one = new byte[pixels.count()];
        for (int i = 0; i < images.size(); i++) {
            images.read(i, one, 0);
            for (int p = 0; p < one.length; p++) {
                values[i * one.length + p / 64 * 64 + 63 - p % 64] = one[p];
            }
        }
        return Images.of(pixels, values);
    }

    @Test
    void codesAreTheSameAloneAndInABatch() {
        HashCodes codes = HASH.hash(PICTURES);

        assertThat(codes.size()).isEqualTo(120);
        assertThat(codes.bits()).isEqualTo(16);
        assertThat(HASH.hash(PICTURES.select(77)).get(0)).isEqualTo(codes.get(77));
        assertThat(HASH).hasToString("copy hash, 16 bits");
    }

    @Test
    void bitsAreAsOftenSetAsNotWherePicturesAreOfTheKindFittedOn() {
        HashCodes codes = HASH.fittedOn(PICTURES).hash(PICTURES);

        for (int bit = 0; bit < 16; bit++) {
            int set = 0;
            for (int i = 0; i < codes.size(); i++) {
                set += codes.bit(i, bit) ? 1 : 0;
            }
            assertThat(set).isBetween(30, 90);
        }
    }

    @Test
    void mirroredHashGivesAPictureAndItsMirrorImageOneCode() {
        assertThat(HASH.mirrored().hash(mirrored(PICTURES)))
                .isEqualTo(HASH.mirrored().hash(PICTURES));
        assertThat(HASH.hash(mirrored(PICTURES))).isNotEqualTo(HASH.hash(PICTURES));
        assertThat(HASH.mirrored().name()).isEqualTo("copy hash, mirrored");
    }

    @Test
    void thoroughMatchingLooksAtTheMiddleToo() {
        assertThat(HASH.thorough().codes()).isEqualTo(2);
        assertThat(HASH.thorough().members().get(0).hasher().name()).isEqualTo("copy hash, mirrored");
    }

    @Test
    void imagesOfAnyShapeAreHashed() {
        byte[] grey = new byte[2 * 28 * 40];
        for (int i = 0; i < grey.length; i++) {
            grey[i] = (byte) (i % 40 * 6);
        }

        assertThat(HASH.hash(Images.of(new Pixels(1, 28, 40), grey)).size()).isEqualTo(2);
        assertThat(HASH.hash(Images.of(Pixels.colour(1), new byte[3])).size()).isEqualTo(1);
        assertThat(HASH.hash(PICTURES.select()).size()).isZero();
    }

    @Test
    void savedHashGivesTheSameCodes(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("hash.safetensors");
        HASH.save(file);
        CopyHash loaded = CopyHash.load(file);

        assertThat(loaded.hash(PICTURES)).isEqualTo(HASH.hash(PICTURES));
        assertThat(loaded.mirrored().hash(PICTURES)).isEqualTo(HASH.mirrored().hash(PICTURES));
        assertThat(loaded.facts()).isEqualTo(HASH.facts());
        assertThatThrownBy(() -> HASH.save(file)).isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    void damagedFilesAreRefusedByName(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("hash.safetensors");
        HASH.save(file);
        byte[] whole = Files.readAllBytes(file);
        Path damaged = folder.resolve("damaged.safetensors");
        for (int length : new int[] {0, 4, 8, 200, whole.length / 2, whole.length - 1}) {
            Files.write(damaged, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> CopyHash.load(damaged))
                    .as(length + " bytes")
                    .isInstanceOf(ModelFormatException.class)
                    .hasMessageContaining("damaged.safetensors");
        }
        Files.writeString(damaged, "\u0002\0\0\0\0\0\0\0{}");
        assertThatThrownBy(() -> CopyHash.load(damaged)).isInstanceOf(ModelFormatException.class);
    }

    @Test
    void lengthsThatThereAreNotAreRefused() {
        assertThatThrownBy(() -> HASH.bits(32))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[16]")
                .hasMessageContaining("32");
    }

    @Test
    void fittingOnTooFewImagesIsRefused() {
        assertThatThrownBy(() -> HASH.fittedOn(PICTURES.select(1, 2, 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 32 images")
                .hasMessageContaining("not 3");
    }

    @Test
    void trainsOnPicturesOfOnesOwn() {
        ContrastiveOptions options =
                new ContrastiveOptions(8, 8, 32, List.of(16), 16, 5, 2e-3, 1e-4, 0.1, Precision.FLOAT32, 3);

        CopyHash trained = CopyHash.train(GeneratedPictures.of(150, 6), options);

        assertThat(trained.bits()).isEqualTo(16);
        assertThat(trained.hash(PICTURES).size()).isEqualTo(120);
        assertThat(trained.facts())
                .containsEntry("steps", "5")
                .containsEntry("pictures", "150 generated pictures, 64×64 colour");
        assertThatThrownBy(() -> CopyHash.train(PICTURES))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 600 pictures")
                .hasMessageContaining("not 120");
    }
}
