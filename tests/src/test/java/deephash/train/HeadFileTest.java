package deephash.train;

import static deephash.objective.Objectives.DPN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deephash.baseline.PixelValues;
import deephash.code.Labels;
import deephash.data.Split;
import deephash.encoder.Encoder;
import deephash.hash.Threshold;
import deephash.model.ModelFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Heads in files, over a small TorchScript network and over pixels. */
class HeadFileTest {

    private static final Split DATA = new Split(
            "shapes",
            new Shapes(60, 16),
            Labels.single(
                    List.of("even", "odd"),
                    IntStream.range(0, 60).map(i -> i % 2).toArray()));

    @TempDir
    private Path folder;

    private String cache = "";

    @BeforeEach
    void useAnEmptyCache() {
        cache = System.getProperty("deephash.cache", "");
        System.setProperty("deephash.cache", folder.resolve("cache").toString());
    }

    @AfterEach
    void useTheCacheOfBefore() {
        if (cache.isEmpty()) {
            System.clearProperty("deephash.cache");
        } else {
            System.setProperty("deephash.cache", cache);
        }
    }

    private Path encoder(String place) throws IOException {
        Path file = folder.resolve(place);
        Files.createDirectories(file.getParent());
        try (InputStream in = HeadFileTest.class.getResourceAsStream("/encoder/bytes.pt")) {
            Files.write(file, in.readAllBytes());
        }
        return file;
    }

    private static TrainOptions quick() {
        return TrainOptions.options().objective(DPN).bits(16).batch(20).epochs(2);
    }

    @Test
    void aHeadOnAnEncoderIsLoadedByItsFileAloneAndHashesTheSame() throws IOException {
        Head head = HeadTrainer.train(
                Encoder.load(encoder("encoders/bytes.pt")).trusted(), DATA, quick().threshold(Threshold.ITQ));
        Path file = folder.resolve("head.safetensors");
        head.save(file);
        Head loaded = Head.load(file);
        assertThat(loaded.hash(DATA.images())).isEqualTo(head.hash(DATA.images()));
        assertThat(loaded.name()).isEqualTo(head.name());
        assertThat(loaded.history()).isEqualTo(head.history());
        assertThat(loaded.provenance()).isEqualTo(head.provenance());
        assertThat(loaded.provenance().fact("options.objective")).isEqualTo("DPN");
        assertThat(loaded.provenance().fact("encoder.sha256")).hasSize(64);
        // a head that is there already is replaced
        head.save(file);
    }

    @Test
    void anEncoderThatMovedIsFoundBesideTheHeadOrNamedWithWhereItWas() throws IOException {
        Path first = encoder("encoders/bytes.pt");
        Head head = HeadTrainer.train(Encoder.load(first).trusted(), DATA, quick());
        Path file = folder.resolve("head.safetensors");
        head.save(file);
        Files.delete(first);
        assertThatThrownBy(() -> Head.load(file))
                .hasMessageContaining(first.toString())
                .hasMessageContaining("Head.load(file, Encoder.load(");
        Encoder elsewhere = Encoder.load(encoder("other/bytes.pt"));
        assertThat(Head.load(file, elsewhere).hash(DATA.images())).isEqualTo(head.hash(DATA.images()));
        encoder("bytes.pt");
        assertThat(Head.load(file).hash(DATA.images())).isEqualTo(head.hash(DATA.images()));
    }

    @Test
    void featuresOfAnotherNetworkOrOfOtherImagesAreRefused() throws IOException {
        Encoder encoder = Encoder.load(encoder("bytes.pt")).trusted();
        Path file = folder.resolve("head.safetensors");
        HeadTrainer.train(encoder, DATA, quick()).save(file);
        assertThatThrownBy(() -> Head.load(file, new PixelValues()))
                .hasMessageContaining("bytes (SHA-256")
                .hasMessageContaining("was given pixels");
        assertThatThrownBy(() -> Head.load(file, encoder.size(16)))
                .hasMessageContaining("8×8 pixels")
                .hasMessageContaining("16×16 pixels");
    }

    @Test
    void aHeadOnPixelsAsksForThemWhenItIsLoaded() throws IOException {
        Head head = HeadTrainer.train(new PixelValues(), DATA, quick());
        Path file = folder.resolve("head.safetensors");
        head.save(file);
        assertThatThrownBy(() -> Head.load(file)).hasMessageContaining("Head.load(file, embedding)");
        assertThat(Head.load(file, new PixelValues()).hash(DATA.images())).isEqualTo(head.hash(DATA.images()));
    }

    @Test
    void otherFilesAreNeitherReadNorReplacedAndDamageIsNoticed() throws IOException {
        Head head = HeadTrainer.train(new PixelValues(), DATA, quick());
        Path notes = Files.writeString(folder.resolve("notes.txt"), "not a head, but longer than eight bytes");
        assertThatThrownBy(() -> head.save(notes)).hasMessageContaining("no saved head");
        assertThat(notes).content().startsWith("not a head");
        assertThatThrownBy(() -> Head.load(notes)).isInstanceOf(ModelFormatException.class);
        Path file = folder.resolve("head.safetensors");
        head.save(file);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 3] ^= 4;
        Files.write(file, bytes);
        assertThatThrownBy(() -> Head.load(file, new PixelValues()))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("damaged");
    }
}
