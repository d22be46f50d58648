package deephash.data;

import static deephash.data.LoadOptions.loading;
import static org.assertj.core.api.Assertions.assertThat;

import deephash.data.layout.Catalog;
import deephash.data.layout.CifarBinary;
import deephash.data.source.DatasetException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sets of every layout, with files spoiled, cut off, emptied, removed, renamed, moved, and replaced by folders and
 * links that lead to themselves, thousands of times: each time there is an error that says something, or a data set in
 * which every label is what the files say and every whole image has its pixels; and nothing stays open, mapped or lying
 * about.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DamagedSetsTest {

    /** What the damaged files say, read in another way than the library reads them. */
    private interface Truth {
        /** Checks the label of one image. */
        void check(Split split, int index) throws IOException;
    }

    @TempDir
    Path folder;

    private Path set;
    private Path cache;
    private String before;

    @BeforeEach
    void useACacheOfOurOwn() throws IOException {
        set = Files.createDirectories(folder.resolve("set"));
        cache = folder.resolve("cache");
        before = System.getProperty("deephash.cache");
        System.setProperty("deephash.cache", cache.toString());
    }

    @AfterEach
    void giveTheCacheBack() {
        if (before == null) {
            System.clearProperty("deephash.cache");
        } else {
            System.setProperty("deephash.cache", before);
        }
    }

    @Test
    void foldersOfAllKindsOfPictures() throws Exception {
        String[] kinds = {"png", "jpg", "gif", "bmp"};
        for (int i = 0; i < 24; i++) {
            String name = (i < 16 ? "train/" : "test/") + (i % 2 == 0 ? "cat/" : "dog/") + i + "." + kinds[i % 4];
            Drawings.write(set.resolve(name), Drawings.noise(24, 20, i));
        }
        spoil(600, set, (split, index) -> {
            String[] path = split.images().name(index).split("/");
            assertThat(split.labels().text(index)).isEqualTo(path[path.length - 2]);
        });
    }

    @Test
    void plainIdxFiles() throws Exception {
        idx(false);
        spoil(300, set, (split, index) -> idxLabel(split, index, ""));
    }

    @Test
    void gzippedIdxFiles() throws Exception {
        idx(true);
        spoil(300, set, (split, index) -> idxLabel(split, index, ".gz"));
    }

    @Test
    void imageNetAsKagglePacksIt() throws Exception {
        String[] wnids = {"n01440764", "n02012849"};
        StringBuilder csv = new StringBuilder("ImageId,PredictionString\n");
        for (int i = 0; i < 12; i++) {
            Drawings.write(
                    set.resolve("ILSVRC/Data/CLS-LOC/train/" + wnids[i % 2] + "/" + i + ".png"),
                    Drawings.noise(20, 20, i));
            Drawings.write(set.resolve("ILSVRC/Data/CLS-LOC/val/v" + i + ".png"), Drawings.noise(20, 20, 100 + i));
            csv.append("v" + i + "," + wnids[i % 2] + " 85 1 499 272 \n");
        }
        Files.writeString(set.resolve("LOC_val_solution.csv"), csv);
        Files.writeString(set.resolve("LOC_synset_mapping.txt"), "n01440764 tench, Tinca\nn02012849 crane\n");
        spoil(400, set, new Wnids(set.resolve("LOC_val_solution.csv"), ','));
    }

    @Test
    void tinyImageNet() throws Exception {
        String[] wnids = {"n01443537", "n01629819"};
        StringBuilder annotations = new StringBuilder();
        for (int i = 0; i < 12; i++) {
            Drawings.write(set.resolve("train/" + wnids[i % 2] + "/images/" + i + ".png"), Drawings.noise(20, 20, i));
            Drawings.write(set.resolve("val/images/v" + i + ".png"), Drawings.noise(20, 20, 100 + i));
            annotations.append("v" + i + ".png\t" + wnids[i % 2] + "\t0\t32\t44\t62\n");
        }
        Files.writeString(set.resolve("val/val_annotations.txt"), annotations);
        Files.writeString(set.resolve("words.txt"), "n01443537\tgoldfish\nn01629819\tsalamander\n");
        spoil(300, set, new Wnids(set.resolve("val/val_annotations.txt"), '\t'));
    }

    @Test
    void nusWide() throws Exception {
        String[] concepts = {"sky", "lake", "sun"};
        Map<String, StringBuilder> files = new HashMap<>();
        for (int i = 0; i < 20; i++) {
            Drawings.write(set.resolve("Flickr/actor/000" + i + "_7.png"), Drawings.noise(20, 20, i));
            String part = i < 10 ? "Train" : "Test";
            for (String list : List.of("ImageList/Imagelist.txt", "ImageList/" + part + "Imagelist.txt")) {
                files.computeIfAbsent(list, n -> new StringBuilder()).append("actor\\000" + i + "_7.png\r\n");
            }
            for (int c = 0; c < 3; c++) {
                for (String labels : List.of(
                        "AllLabels/Labels_" + concepts[c], "TrainTestLabels/Labels_" + concepts[c] + "_" + part)) {
                    files.computeIfAbsent("Groundtruth/" + labels + ".txt", n -> new StringBuilder())
                            .append((i >> c & 1) + "\r\n");
                }
            }
        }
        files.put("ConceptsList/Concepts81.txt", new StringBuilder("sky\r\nlake\r\nsun\r\n"));
        for (Map.Entry<String, StringBuilder> file : files.entrySet()) {
            Files.createDirectories(set.resolve(file.getKey()).resolveSibling(""));
            Files.writeString(set.resolve(file.getKey()), file.getValue());
        }
        spoil(400, set, this::nusWideLabels);
    }

    @Test
    void lists() throws Exception {
        StringBuilder csv = new StringBuilder("path,label\n");
        for (int i = 0; i < 18; i++) {
            Drawings.write(set.resolve("photos/" + i + ".png"), Drawings.noise(20, 20, i));
            csv.append("photos/" + i + ".png,c" + i % 3 + "\n");
        }
        Files.writeString(set.resolve("list.csv"), csv);
        spoil(500, set.resolve("list.csv"), (split, index) -> {
            String text = Files.readString(set.resolve("list.csv"));
            String label = split.labels().text(index);
            // quotes and separators that damage brought in can mean much; where there are none, the line must be there
            if (!label.isEmpty() && !text.contains("\"") && !text.contains(";") && !text.contains("|")) {
                String name = split.images().name(index);
                assertThat(text.replace('\\', '/')
                                .lines()
                                .map(line -> line.replaceAll("\\s*,\\s*", ",").strip()))
                        .anySatisfy(line -> assertThat(line + ",").startsWith(name + "," + label + ","));
            }
        });
    }

    @Test
    void archives() throws Exception {
        Path images = folder.resolve("images");
        for (int i = 0; i < 16; i++) {
            Drawings.write(images.resolve((i % 2 == 0 ? "cat/" : "dog/") + i + ".png"), Drawings.noise(20, 20, i));
        }
        for (String ending : List.of(".zip", ".tar.gz")) {
            Path archive = set.resolve("pets" + ending);
            pack(images, archive);
            spoil(
                    200,
                    archive,
                    (split, index) -> assertThat(split.images().name(index))
                            .contains(split.labels().text(index) + "/"));
            Files.deleteIfExists(archive);
        }
    }

    /** The official files are of a length that cannot be made small, so only labels are read, not 60,000 images. */
    @Test
    void cifarBinaryFiles() throws Exception {
        for (int batch = 0; batch < 6; batch++) {
            byte[] records = new byte[10_000 * 3073];
            for (int i = 0; i < 10_000; i++) {
                records[i * 3073] = (byte) ((i + batch) % 10);
            }
            Files.write(set.resolve(batch == 5 ? "test_batch.bin" : "data_batch_" + (batch + 1) + ".bin"), records);
        }
        Files.writeString(set.resolve("batches.meta.txt"), "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\n");
        Damage damage = new Damage(set);
        Random random = new Random(9);
        int read = 0;
        for (int round = 0; round < 100; round++) {
            String how = damage.spoil(random);
            try {
                Path found = CifarBinary.in(set);
                if (found != null) {
                    Catalog catalog = CifarBinary.read(found, false);
                    read++;
                    for (int k = 0; k < 200; k++) {
                        int i = random.nextInt(60_000);
                        Path file = set.resolve(catalog.originals().name(i).replaceAll("/.*", ".bin"));
                        byte[] label = new byte[1];
                        try (var channel = Files.newByteChannel(file)) {
                            channel.position(i % 10_000 * 3073L).read(ByteBuffer.wrap(label));
                        }
                        assertThat(catalog.labels().classOf(i)).as(how).isEqualTo(label[0]);
                    }
                }
            } catch (DatasetException e) {
                assertThat(e.getMessage()).as(how).isNotBlank();
            }
            damage.mend();
        }
        assertThat(read).as("loads that succeeded").isBetween(1, 99);
        damage.mend();
        assertNothingStaysOpenOrMapped(0);
    }

    private void spoil(int rounds, Path toLoad, Truth truth) throws Exception {
        Damage damage = new Damage(set);
        Map<Path, Long> prints = prints(damage, toLoad);
        int open = openFiles();
        int loaded = 0;
        for (int round = 0; round < rounds; round++) {
            Random random = new Random(round);
            StringBuilder how = new StringBuilder("round " + round + ":");
            for (int k = 0; k <= random.nextInt(3); k++) {
                how.append(' ').append(damage.spoil(random));
            }
            LoadOptions options = loading().pixels(16).mostFrequent(81);
            try {
                RetrievalDataset data =
                        Datasets.load(toLoad.toString(), random.nextInt(4) > 0 ? options.skipBroken() : options);
                loaded++;
                check(data, damage, prints, truth, how.toString());
            } catch (DatasetException e) {
                assertThat(e.getMessage()).as(how.toString()).isNotBlank();
            } catch (RuntimeException | IOException e) {
                throw new AssertionError(how.toString(), e);
            }
            assertThat(leftovers()).as(how.toString()).isEmpty();
            Damage.clear(cache, path -> false);
            damage.mend();
        }
        assertThat(loaded).as("loads that succeeded").isBetween(rounds / 50, rounds - rounds / 50);
        assertNothingStaysOpenOrMapped(open);
    }

    private void check(RetrievalDataset data, Damage damage, Map<Path, Long> prints, Truth truth, String how)
            throws IOException {
        for (Split split : data.splits()) {
            for (int i = 0; i < split.size(); i++) {
                try {
                    truth.check(split, i);
                } catch (AssertionError e) {
                    throw new AssertionError(how + ": " + split.images().name(i), e);
                }
                Path file = file(split.images().name(i));
                Path whole = file == null ? null : damage.holderOf(Files.readAllBytes(file));
                if (whole != null && prints.containsKey(whole)) {
                    assertThat(split.images().fingerprint(i))
                            .as("%s: %s", how, file)
                            .isEqualTo(prints.get(whole));
                }
            }
        }
    }

    /** The file that an image's name stands for, in whichever folder names start from; null if it is no file. */
    private Path file(String name) {
        for (String root : List.of("", "Flickr", "ILSVRC/Data/CLS-LOC")) {
            if (Files.isRegularFile(set.resolve(root).resolve(name))) {
                return set.resolve(root).resolve(name);
            }
        }
        return null;
    }

    private Map<Path, Long> prints(Damage damage, Path toLoad) throws IOException {
        Map<Path, Long> prints = new HashMap<>();
        RetrievalDataset data =
                Datasets.load(toLoad.toString(), loading().pixels(16).mostFrequent(81));
        for (Split split : data.splits()) {
            for (int i = 0; i < split.size(); i++) {
                Path file = file(split.images().name(i));
                if (file != null) {
                    prints.put(
                            damage.holderOf(Files.readAllBytes(file)),
                            split.images().fingerprint(i));
                }
            }
        }
        return prints;
    }

    private List<Path> leftovers() throws IOException {
        if (!Files.exists(cache)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(cache)) {
            return all.filter(path -> path.getFileName().toString().matches("(partial|unpacking)-.*"))
                    .toList();
        }
    }

    private void assertNothingStaysOpenOrMapped(int open) throws Exception {
        if (!Files.exists(Path.of("/proc/self/maps"))) {
            return;
        }
        for (int wait = 0; wait < 100 && mapped() > 0; wait++) {
            System.gc();
            Thread.sleep(20);
        }
        assertThat(mapped()).as("mapped files of the set").isZero();
        if (open > 0) {
            assertThat(openFiles()).as("open files").isLessThan(open + 10);
        }
    }

    private long mapped() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/maps"))) {
            return lines.filter(line -> line.contains(folder.toString())).count();
        }
    }

    private static int openFiles() throws IOException {
        Path open = Path.of("/proc/self/fd");
        if (!Files.exists(open)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(open)) {
            return (int) files.count();
        }
    }

    private void idx(boolean packed) throws IOException {
        for (String part : List.of("train", "t10k")) {
            int count = part.equals("train") ? 20 : 10;
            ByteBuffer images = ByteBuffer.allocate(16 + count * 64);
            images.putInt(0x803).putInt(count).putInt(8).putInt(8);
            new Random(count).nextBytes(images.array());
            images.rewind().putInt(0x803).putInt(count).putInt(8).putInt(8);
            ByteBuffer labels = ByteBuffer.allocate(8 + count);
            labels.putInt(0x801).putInt(count);
            for (int i = 0; i < count; i++) {
                labels.put((byte) (i % 4));
            }
            write(part + "-images-idx3-ubyte", images.array(), packed);
            write(part + "-labels-idx1-ubyte", labels.array(), packed);
        }
    }

    private void write(String name, byte[] bytes, boolean packed) throws IOException {
        try (OutputStream file = Files.newOutputStream(set.resolve(name + (packed ? ".gz" : "")));
                OutputStream out = packed ? new GZIPOutputStream(file) : file) {
            out.write(bytes);
        }
    }

    private void idxLabel(Split split, int index, String ending) throws IOException {
        String[] name = split.images().name(index).split("/");
        Path file = set.resolve((name[0].equals("test") ? "t10k" : name[0]) + "-labels-idx1-ubyte" + ending);
        byte[] labels = Files.readAllBytes(file);
        if (!ending.isEmpty()) {
            labels = new GZIPInputStream(new ByteArrayInputStream(labels)).readAllBytes();
        }
        assertThat(split.labels().text(index)).isEqualTo(Integer.toString(labels[8 + Integer.parseInt(name[1])] & 255));
    }

    /** Images of one WordNet id have one class, and those of another another, whatever these are called. */
    private record Wnids(Path solution, char separator) implements Truth {
        @Override
        public void check(Split split, int index) throws IOException {
            String wnid = wnid(split.images().name(index));
            for (int other = 0; other < index; other++) {
                boolean same = wnid(split.images().name(other)).equals(wnid);
                assertThat(split.labels().relevant(index, split.labels(), other))
                        .isEqualTo(same);
            }
        }

        private String wnid(String name) throws IOException {
            String[] path = name.split("/");
            if (path[0].equals("train")) {
                return path[1];
            }
            String plain = path[path.length - 1].replaceAll("\\.[a-z]+$", "");
            String found = "";
            for (String line : Files.readAllLines(solution)) {
                String start = line.contains(".png" + separator) ? plain + ".png" + separator : plain + separator;
                if (line.strip().startsWith(start)) {
                    found = line.strip().substring(start.length()).substring(0, 9);
                }
            }
            return found;
        }
    }

    private void nusWideLabels(Split split, int index) throws IOException {
        String name = split.images().name(index).replace('/', '\\');
        BitSet row = split.labels().of(index);
        Path lists = set.resolve("ImageList");
        for (String part : List.of("Train", "Test")) {
            List<String> images = Files.isRegularFile(lists.resolve(part + "Imagelist.txt"))
                    ? lines(lists.resolve(part + "Imagelist.txt"))
                    : List.of();
            int at = images.indexOf(name);
            if (at < 0 || images.lastIndexOf(name) != at) {
                continue;
            }
            for (int c = 0; c < split.labels().classes().size(); c++) {
                Path labels = set.resolve("Groundtruth/TrainTestLabels/Labels_"
                        + split.labels().classes().get(c) + "_" + part + ".txt");
                if (Files.isRegularFile(labels) && lines(labels).get(at).matches("[01]")) {
                    assertThat(row.get(c)).isEqualTo(lines(labels).get(at).equals("1"));
                }
            }
        }
    }

    private static List<String> lines(Path file) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(file, StandardCharsets.ISO_8859_1));
        lines.replaceAll(String::strip);
        return lines;
    }

    private static void pack(Path images, Path archive) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(images)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        try (OutputStream file = Files.newOutputStream(archive)) {
            if (archive.toString().endsWith(".zip")) {
                try (ZipOutputStream out = new ZipOutputStream(file)) {
                    for (Path image : files) {
                        out.putNextEntry(new ZipEntry("pets/" + images.relativize(image)));
                        out.write(Files.readAllBytes(image));
                    }
                }
                return;
            }
            try (TarArchiveOutputStream out = new TarArchiveOutputStream(new GZIPOutputStream(file))) {
                for (Path image : files) {
                    TarArchiveEntry entry = new TarArchiveEntry("pets/" + images.relativize(image));
                    entry.setSize(Files.size(image));
                    out.putArchiveEntry(entry);
                    out.write(Files.readAllBytes(image));
                    out.closeArchiveEntry();
                }
            }
        }
    }
}
