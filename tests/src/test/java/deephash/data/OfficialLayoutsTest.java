package deephash.data;

import static deephash.data.LoadOptions.loading;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deephash.data.pixel.Pixels;
import deephash.data.source.DatasetException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each set as its authors distribute it, written here byte for byte. */
class OfficialLayoutsTest {

    private static final List<String> TEN =
            List.of("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

    @TempDir
    Path folder;

    @Test
    void cifar10InItsBinaryVersion() throws IOException {
        Path batches = Files.createDirectories(folder.resolve("cifar-10-batches-bin"));
        for (int b = 0; b < 6; b++) {
            String name = b < 5 ? "data_batch_" + (b + 1) + ".bin" : "test_batch.bin";
            records(batches.resolve(name), 10_000, 1, 10, b);
        }
        Files.writeString(batches.resolve("batches.meta.txt"), String.join("\n", TEN) + "\n\n");
        RetrievalDataset cifar = Datasets.load(folder.toString(), loading().colour());
        assertThat(cifar.toString()).endsWith("32×32 colour, 10 classes, train 50,000 · database 5,000 · query 5,000");
        assertThat(cifar.classes()).isEqualTo(TEN);
        Split query = cifar.query();
        for (int i = 0; i < query.size(); i += 997) {
            String name = query.images().name(i);
            assertThat(name).startsWith("test_batch/");
            int record = Integer.parseInt(name.substring(name.indexOf('/') + 1));
            byte[] expected = record(record, 1, 10, 5);
            assertThat(query.labels().classOf(i)).isEqualTo(expected[0]);
            byte[] values = new byte[3072];
            query.images().read(i, values, 0);
            assertThat(values).isEqualTo(java.util.Arrays.copyOfRange(expected, 1, 3073));
            BufferedImage picture = query.images().original(i);
            assertThat(picture.getRGB(1, 0) & 0xFFFFFF)
                    .isEqualTo((values[1] & 255) << 16 | (values[1025] & 255) << 8 | (values[2049] & 255));
        }
    }

    @Test
    void cifar100WithItsFineLabels() throws IOException {
        records(folder.resolve("train.bin"), 50_000, 2, 100, 1);
        records(folder.resolve("test.bin"), 10_000, 2, 100, 2);
        List<String> names = new ArrayList<>();
        for (int c = 0; c < 100; c++) {
            names.add("class" + c);
        }
        Files.writeString(folder.resolve("fine_label_names.txt"), String.join("\n", names) + "\n");
        RetrievalDataset cifar = Datasets.load(folder.toString());
        assertThat(cifar.classes()).hasSize(100);
        String name = cifar.database().images().name(4);
        byte[] expected = record(Integer.parseInt(name.substring(name.indexOf('/') + 1)), 2, 100, 2);
        assertThat(cifar.database().labels().text(4)).isEqualTo("class" + expected[1]);
        assertThat(cifar.origin().title()).endsWith("100 fine labels");

        assertThatThrownBy(() -> Datasets.load(folder.toString(), loading().coarse()))
                .hasMessageContaining("coarse_label_names.txt, which names the classes, is missing");
        Files.writeString(
                folder.resolve("coarse_label_names.txt"),
                String.join("\n", names.subList(0, 20)).replace("class", "coarse"));
        RetrievalDataset coarse = Datasets.load(folder.toString(), loading().coarse());
        assertThat(coarse.classes()).hasSize(20).startsWith("coarse0", "coarse1");
        name = coarse.query().images().name(7);
        expected = record(Integer.parseInt(name.substring(name.indexOf('/') + 1)), 2, 100, 2);
        assertThat(coarse.query().labels().text(7)).isEqualTo("coarse" + expected[0]);
    }

    @Test
    void aCutOffCifarFileOrAWrongLabelIsNamed() throws IOException {
        Files.writeString(folder.resolve("fine_label_names.txt"), "a\nb\n");
        records(folder.resolve("train.bin"), 10, 2, 100, 1);
        records(folder.resolve("test.bin"), 10, 2, 100, 2);
        assertThatThrownBy(() -> Datasets.load(folder.toString()))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("train.bin has 30,740 bytes; 50,000 records of 3,074 bytes are 153,700,000");
        Path python = Files.createDirectories(folder.resolve("python/cifar-10-batches-py"));
        Files.createFile(python.resolve("data_batch_1"));
        assertThatThrownBy(() -> Datasets.load(folder.resolve("python").toString()))
                .hasMessageContaining("Get the binary version");
    }

    @Test
    void mnistPlainOrGzipped() throws IOException {
        for (boolean packed : new boolean[] {false, true}) {
            Path set = Files.createDirectories(folder.resolve("mnist" + packed));
            idx(set, "train", 60, packed);
            idx(set, "t10k", 20, packed);
            RetrievalDataset mnist = Datasets.load(set.toString());
            assertThat(mnist.train().size()).isEqualTo(60);
            assertThat(mnist.database().size()).isEqualTo(10);
            assertThat(mnist.query().size()).isEqualTo(10);
            assertThat(mnist.classes()).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
            String name = mnist.query().images().name(0);
            assertThat(name).startsWith("test/");
            int number = Integer.parseInt(name.substring(name.indexOf('/') + 1));
            assertThat(mnist.query().labels().classOf(0)).isEqualTo(number % 10);
            BufferedImage original = mnist.query().images().original(0);
            Random random = new Random(31L * number + "t10k".hashCode());
            for (int p = 0; p < 784; p++) {
                assertThat(original.getRaster().getSample(p % 28, p / 28, 0)).isEqualTo(random.nextInt(256));
            }
        }
    }

    @Test
    void idxFilesThatLieAreNamed() throws IOException {
        idx(folder, "train", 60, false);
        Path images = folder.resolve("train-images-idx3-ubyte");
        byte[] good = Files.readAllBytes(images);
        Files.write(images, java.util.Arrays.copyOf(good, good.length - 1));
        assertThatThrownBy(() -> Datasets.load(folder.toString()))
                .hasMessageContaining("train-images-idx3-ubyte promises 47040 values in its header, but has 47039");
        Files.write(images, new byte[0]);
        assertThatThrownBy(() -> Datasets.load(folder.toString())).hasMessageContaining("nothing (0 bytes)");
        Files.write(images, good);
        Files.delete(folder.resolve("train-labels-idx1-ubyte"));
        assertThatThrownBy(() -> Datasets.load(folder.toString())).hasMessageContaining("has no labels beside it");
    }

    @Test
    void imageNetWithAFlatValidationFolder() throws IOException {
        Path data = folder.resolve("ILSVRC/Data/CLS-LOC");
        Drawings.fill(data.resolve("train/n01440764"), 6, 1);
        Drawings.fill(data.resolve("train/n02012849"), 6, 2);
        Drawings.fill(data.resolve("train/n03126707"), 6, 3);
        StringBuilder csv = new StringBuilder("ImageId,PredictionString\n");
        String[] wnids = {"n01440764", "n02012849", "n03126707"};
        for (int i = 0; i < 7; i++) {
            String name = String.format("ILSVRC2012_val_%08d", i + 1);
            Drawings.write(data.resolve("val/" + name + ".png"), Drawings.noise(20, 20, 100 + i));
            if (i < 6) {
                csv.append(name).append(',').append(wnids[i % 3]).append(" 85 1 499 272 \n");
            }
        }
        Files.writeString(folder.resolve("LOC_val_solution.csv"), csv);
        Files.writeString(
                folder.resolve("LOC_synset_mapping.txt"),
                "n01440764 tench, Tinca tinca\nn02012849 crane\nn03126707 crane\n");
        RetrievalDataset imagenet = Datasets.load(folder.toString());
        assertThat(imagenet.classes()).containsExactly("tench", "crane (n02012849)", "crane (n03126707)");
        assertThat(imagenet.train().size()).isEqualTo(18);
        assertThat(imagenet.database().size()).isEqualTo(3);
        assertThat(imagenet.query().size()).isEqualTo(3);
        assertThat(imagenet.notes()).singleElement().asString().startsWith("1 of 7 images in");
        for (int i = 0; i < 3; i++) {
            String name = imagenet.query().images().name(i);
            int number = Integer.parseInt(name.substring(name.length() - 5, name.length() - 4)) - 1;
            assertThat(imagenet.query().labels().classOf(i)).isEqualTo(number % 3);
        }
    }

    @Test
    void tinyImageNetAsItComes() throws IOException {
        StringBuilder annotations = new StringBuilder();
        String[] wnids = {"n01443537", "n01629819"};
        for (String wnid : wnids) {
            Drawings.fill(folder.resolve("train/" + wnid + "/images"), 4, wnid.hashCode());
            Files.writeString(folder.resolve("train/" + wnid + "/" + wnid + "_boxes.txt"), "0.png\t0\t0\t1\t1\n");
        }
        for (int i = 0; i < 4; i++) {
            Drawings.write(folder.resolve("val/images/val_" + i + ".png"), Drawings.noise(64, 64, i));
            annotations.append("val_" + i + ".png\t" + wnids[i % 2] + "\t0\t32\t44\t62\n");
        }
        Files.writeString(folder.resolve("val/val_annotations.txt"), annotations);
        Files.writeString(
                folder.resolve("words.txt"),
                "n01443537\tgoldfish, Carassius auratus\nn01629819\tEuropean fire salamander, Salamandra salamandra\n");
        RetrievalDataset tiny = Datasets.load(folder.toString());
        assertThat(tiny.classes()).containsExactly("goldfish", "European fire salamander");
        assertThat(tiny.train().size()).isEqualTo(8);
        assertThat(tiny.query().size()).isEqualTo(2);
        assertThat(tiny.pixels()).isEqualTo(Pixels.grey(64));
        for (int i = 0; i < 2; i++) {
            String name = tiny.query().images().name(i);
            assertThat(tiny.query().labels().classOf(i)).isEqualTo((name.charAt(name.length() - 5) - '0') % 2);
        }
    }

    /** One record of CIFAR: label bytes, then pixels, all of it known from the number and a seed. */
    private static byte[] record(int number, int labels, int classes, int seed) {
        byte[] bytes = new byte[labels + 3072];
        new Random(1_000_003L * seed + number).nextBytes(bytes);
        for (int l = 0; l < labels; l++) {
            // the first of CIFAR-100's two labels is the coarse one
            bytes[l] = (byte) ((number + l) % (l < labels - 1 ? 20 : classes));
        }
        return bytes;
    }

    private static void records(Path file, int count, int labels, int classes, int seed) throws IOException {
        try (OutputStream out = new java.io.BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            for (int i = 0; i < count; i++) {
                out.write(record(i, labels, classes, seed));
            }
        }
    }

    private static void idx(Path set, String part, int count, boolean packed) throws IOException {
        ByteArrayOutputStream images = new ByteArrayOutputStream();
        images.writeBytes(ByteBuffer.allocate(16)
                .putInt(0x00000803)
                .putInt(count)
                .putInt(28)
                .putInt(28)
                .array());
        ByteArrayOutputStream labels = new ByteArrayOutputStream();
        labels.writeBytes(
                ByteBuffer.allocate(8).putInt(0x00000801).putInt(count).array());
        for (int i = 0; i < count; i++) {
            Random random = new Random(31L * i + part.hashCode());
            for (int p = 0; p < 784; p++) {
                images.write(random.nextInt(256));
            }
            labels.write(i % 10);
        }
        write(set, part + "-images-idx3-ubyte", images.toByteArray(), packed);
        write(set, part + "-labels-idx1-ubyte", labels.toByteArray(), packed);
    }

    private static void write(Path set, String name, byte[] bytes, boolean packed) throws IOException {
        if (!packed) {
            Files.write(set.resolve(name), bytes);
            return;
        }
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(set.resolve(name + ".gz")))) {
            out.write(bytes);
        }
    }
}
