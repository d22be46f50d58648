package deephash.spark;

import static org.assertj.core.api.Assertions.assertThat;

import deephash.data.image.Images;
import deephash.data.pixel.Fit;
import deephash.data.pixel.Pixels;
import deephash.model.Architecture;
import deephash.model.HashModel;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ClusterTest {

    private static final int OF_EACH_ARCHIVE = 300;

    @TempDir
    Path folder;

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void aClusterThatLosesAWorkerGivesTheTableOfOneProcessNothingLostNothingTwice()
            throws IOException, InterruptedException {
        Path photos = folder.resolve("photos");
        List<Path> files = new ArrayList<>(Photos.make(photos, 400, 7));
        // real ones too, where they lie beside the checkout
        for (String archive : List.of("photos-1000", "tiny-imagenet-100")) {
            Path shared = shared().resolve("datasets/" + archive + ".tar.gz");
            if (Files.exists(shared)) {
                files.addAll(unpack(shared, Files.createDirectories(photos.resolve(archive))));
            }
        }
        HashModel model = Photos.model(Architecture.CSVAE, Pixels.colour(32), 3);
        model.save(folder.resolve("model"));
        Map<String, String> expected = new TreeMap<>();
        for (Path file : files) {
            Images one = Images.ofFiles(model.pixels(), Fit.STRETCH, List.of(Files.readAllBytes(file)));
            expected.putAll(Photos.byName(List.of(file), model.hash(one)));
        }
        Files.writeString(photos.resolve("broken.jpg"), "no image");
        expected.put("broken.jpg", "! not an image of a known format (JPEG, PNG, WebP, BMP, GIF)");

        Path codes = folder.resolve("codes");
        try (StandaloneCluster cluster = new StandaloneCluster(Files.createDirectories(folder.resolve("cluster")))) {
            Process driver = cluster.driver(
                    Map.of(CodeTable.FILES_A_TASK, "40"),
                    Main.class.getName(),
                    "hash",
                    "--model",
                    folder.resolve("model").toString(),
                    "--out",
                    codes.toString(),
                    photos.toString());
            try {
                while (parts(codes) < 4 && driver.isAlive()) {
                    Thread.sleep(20);
                }
                cluster.kill(0);
                int written = parts(codes);
                assertThat(driver.isAlive()).as(cluster.said("driver")).isTrue();
                assertThat(written)
                        .as("parts written when the worker was killed")
                        .isLessThan(expected.size() / 40);
                assertThat(driver.waitFor(8, TimeUnit.MINUTES)).isTrue();
            } finally {
                driver.destroyForcibly();
            }
            assertThat(driver.exitValue()).as(cluster.said("driver")).isZero();
            assertThat(cluster.said("driver")).contains("Lost executor");
            assertThat(cluster.said("driver"))
                    .contains(
                            String.format("%,d images hashed, 0 were there before; 1 have no code.", expected.size()));
        }
        assertThat(Photos.byName(CodeTable.read(LocalSpark.session(), codes.toString())))
                .isEqualTo(expected);
    }

    private static int parts(Path table) throws IOException {
        if (!Files.isDirectory(table)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(table)) {
            return (int) files.filter(f -> f.getFileName().toString().startsWith("part-"))
                    .count();
        }
    }

    private static Path shared() {
        String given = System.getenv("DEEPHASH_SHARED");
        return given != null
                ? Path.of(given)
                : Path.of(System.getProperty("deephash.root")).resolveSibling("shared");
    }

    /** Some of the images of an archive, flat, under names that tell them apart. */
    private static List<Path> unpack(Path archive, Path to) throws IOException {
        List<Path> files = new ArrayList<>();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(archive));
                TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(in))) {
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null && files.size() < OF_EACH_ARCHIVE;
                    entry = tar.getNextEntry()) {
                String name = entry.getName().replace('/', '-');
                if (entry.isFile() && name.matches("(?i).*\\.jpe?g")) {
                    Path file = to.resolve(name);
                    Files.copy(tar, file);
                    files.add(file);
                }
            }
        }
        return files;
    }
}
