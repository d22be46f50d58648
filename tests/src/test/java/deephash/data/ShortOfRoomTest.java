package deephash.data;

import static deephash.data.LoadOptions.loading;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import deephash.data.source.DatasetException;
import deephash.launcher.Program;
import deephash.progress.Said;
import deephash.progress.Screen;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Too little memory and too little disk, in processes of their own that really have so little. */
class ShortOfRoomTest {

    private static final Duration LONG = Duration.ofMinutes(5);

    @TempDir
    Path folder;

    /** Loads a set in colour, reads every pixel, and prints what it was told and found. */
    public static final class Loads {
        private Loads() {}

        /**
         * Loads.
         *
         * @param args the set and the side in pixels
         */
        public static void main(String[] args) {
            List<String> said = new ArrayList<>();
            Screen.use(new Said(said));
            try {
                RetrievalDataset set = Datasets.load(args[0], loading().colour().pixels(Integer.parseInt(args[1])));
                System.out.println("sum " + sum(set));
                System.out.println(set.fingerprint());
            } catch (DatasetException e) {
                System.out.println("refused: " + e.getMessage());
            }
            said.forEach(line -> System.out.println("said: " + line));
        }
    }

    private static long sum(RetrievalDataset set) {
        long sum = 0;
        byte[] values = new byte[set.pixels().count()];
        for (Split split : set.splits()) {
            for (int i = 0; i < split.size(); i++) {
                split.images().read(i, values, 0);
                for (byte value : values) {
                    sum += value & 255;
                }
            }
        }
        return sum;
    }

    @Test
    void aSetThreeTimesAsLargeAsTheMemoryLoadsAndIsRead() throws Exception {
        Path set = images(2_100);
        Program first = java("-Xmx32m", set, 128, List.of());
        assertThat(first.status()).as(first.output()).isZero();
        assertThat(Files.size(cacheFiles().get(0))).isGreaterThan(3 * (32L << 20));
        Program second = java("-Xmx32m", set, 128, List.of());
        assertThat(second.output()).isEqualTo(first.output());
        assertThat(first.output().lines().findFirst().orElseThrow()).isEqualTo("sum " + sum(here(set, 128)));
    }

    @Test
    void aDiskThatFillsUpUnderTheDecodedImagesIsSaidAndTheyStayInMemory() throws Exception {
        Path set = images(100);
        Program full = java("-Xmx256m", set, 64, List.of("sh", "-c", "ulimit -f 600; exec \"$0\" \"$@\""));
        assertThat(full.output())
                .startsWith("sum " + sum(here(set, 64)))
                .contains(
                        "said: The decoded images (2 MB) could not be kept in " + folder.resolve("cache/pixels") + ": ")
                .contains("They stay in memory")
                .contains("Make room there, or name another folder in DEEPHASH_CACHE.");
        assertThat(cacheFiles()).as("nothing half-written").isEmpty();
    }

    @Test
    void aDiskThatFillsUpUnderASetLargerThanTheMemoryIsAnError() throws Exception {
        Path set = images(400);
        Program full = java("-Xmx32m", set, 128, List.of("sh", "-c", "ulimit -f 600; exec \"$0\" \"$@\""));
        assertThat(full.output())
                .startsWith("refused: The decoded images (19 MB) could not be kept in ")
                .contains("They are too many for memory. Make room there, or name another folder in DEEPHASH_CACHE.");
        assertThat(cacheFiles()).as("nothing half-written").isEmpty();
    }

    @Test
    void aFullDiskIsNoticedBeforeTheWork() throws Exception {
        Files.createDirectories(folder.resolve("cache"));
        String mount = "mount -t tmpfs -o size=1m tmpfs '" + folder.resolve("cache") + "'";
        List<String> small = List.of(
                "unshare",
                "-m",
                "sh",
                "-c",
                mount + " && \"$0\" \"$@\"; find '" + folder.resolve("cache") + "' -type f");
        assumeTrue(mounts(mount), "This system lets no test mount a small disk.");
        Path set = images(400);
        Program full = java("-Xmx32m", set, 128, small);
        assertThat(full.output())
                .contains("the disk of " + folder.resolve("cache/pixels") + " is full: ")
                .contains(" MB are left, and 19 MB are needed")
                .doesNotContain(".tmp");
        Program unpacking = java("-Xmx256m", stored(set), 64, small);
        assertThat(unpacking.output())
                .startsWith("refused: ")
                .contains("the disk of " + folder.resolve("cache/unpacked") + " is full")
                .as("nothing half-unpacked")
                .doesNotContain(".png");
    }

    private boolean mounts(String mount) throws Exception {
        try {
            return Program.run(folder, Map.of(), LONG, List.of("unshare", "-m", "sh", "-c", mount))
                            .status()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private Program java(String heap, Path set, int side, List<String> under) throws Exception {
        List<String> command = new ArrayList<>(under);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                heap,
                "-XX:-UsePerfData",
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Loads.class.getName(),
                set.toString(),
                Integer.toString(side)));
        return Program.run(
                folder, Map.of("DEEPHASH_CACHE", folder.resolve("cache").toString()), LONG, command);
    }

    private static RetrievalDataset here(Path set, int side) {
        return Datasets.load(set.toString(), loading().colour().pixels(side));
    }

    private List<Path> cacheFiles() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("cache/pixels"))) {
            return files.toList();
        }
    }

    private Path images(int count) throws IOException {
        Path set = folder.resolve("set");
        Drawings.fill(set.resolve("cat"), count / 2, 1);
        Drawings.fill(set.resolve("dog"), count / 2, 2);
        return set;
    }

    /** The same as an archive that compresses nothing, with a file beside that fills the disk. */
    private Path stored(Path set) throws IOException {
        Path zip = folder.resolve("set.zip");
        try (OutputStream file = Files.newOutputStream(zip);
                ZipOutputStream out = new ZipOutputStream(file);
                Stream<Path> all = Files.walk(set)) {
            for (Path path : all.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new ZipEntry("set/" + set.relativize(path)));
                out.write(Files.readAllBytes(path));
            }
            byte[] noise = new byte[4 << 20];
            new java.util.Random(1).nextBytes(noise);
            out.putNextEntry(new ZipEntry("set/large.bin"));
            out.write(noise);
        }
        return zip;
    }
}
