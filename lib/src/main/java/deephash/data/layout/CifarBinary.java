package deephash.data.layout;

import deephash.code.Labels;
import deephash.data.pixel.Fit;
import deephash.data.pixel.Pixels;
import deephash.data.source.DatasetException;
import deephash.data.source.PackedFiles;
import deephash.data.source.TextLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * CIFAR-10 and CIFAR-100 in their official "binary version": records of one label byte (CIFAR-10) or two (CIFAR-100:
 * coarse, fine) and 3,072 bytes of pixels, all red, then all green, then all blue, row by row.
 */
public final class CifarBinary {

    private static final Pixels SHAPE = Pixels.colour(32);
    private static final int BATCH = 10_000;

    private CifarBinary() {}

    /** The folder itself, or the one below it, that holds the official files; null if there is none. */
    public static @Nullable Path in(Path folder) {
        for (String below : List.of("", "cifar-10-batches-bin", "cifar-100-binary")) {
            Path candidate = folder.resolve(below);
            if (Files.isRegularFile(candidate.resolve("data_batch_1.bin"))
                    || (Files.isRegularFile(candidate.resolve("train.bin"))
                            && Files.isRegularFile(candidate.resolve("fine_label_names.txt")))) {
                return candidate;
            }
        }
        return null;
    }

    /** Whether a folder holds the version for Python, which is written in Python's own serialization. */
    static boolean isPython(Path folder) {
        for (String below : List.of("", "cifar-10-batches-py", "cifar-100-python")) {
            Path candidate = folder.resolve(below);
            if (Files.isRegularFile(candidate.resolve("data_batch_1"))
                    || (Files.isRegularFile(candidate.resolve("train"))
                            && Files.isRegularFile(candidate.resolve("meta")))) {
                return true;
            }
        }
        return false;
    }

    /**
     * Maps the files and reads the labels.
     *
     * @param folder as {@link #in} gave it
     * @param coarse whether CIFAR-100 is labelled with its 20 coarse classes
     */
    public static Catalog read(Path folder, boolean coarse) throws IOException {
        boolean isTen = Files.isRegularFile(folder.resolve("data_batch_1.bin"));
        if (isTen && coarse) {
            throw notCoarse(folder.toString());
        }
        return isTen ? ten(folder) : hundred(folder, coarse);
    }

    private static Catalog ten(Path folder) throws IOException {
        PackedFiles files = new PackedFiles(SHAPE, 1);
        List<Integer> parts = new ArrayList<>();
        for (int batch = 1; batch <= 5; batch++) {
            add(files, folder, "data_batch_" + batch + ".bin", BATCH, 0, parts);
        }
        add(files, folder, "test_batch.bin", BATCH, 1, parts);
        return catalog("CIFAR-10, the official binary version", files, 0, names(folder, "batches.meta.txt", 10), parts);
    }

    private static Catalog hundred(Path folder, boolean coarse) throws IOException {
        PackedFiles files = new PackedFiles(SHAPE, 2);
        List<Integer> parts = new ArrayList<>();
        add(files, folder, "train.bin", 5 * BATCH, 0, parts);
        add(files, folder, "test.bin", BATCH, 1, parts);
        return catalog(
                "CIFAR-100, the official binary version, " + (coarse ? "20 coarse" : "100 fine") + " labels",
                files,
                coarse ? 0 : 1,
                coarse ? names(folder, "coarse_label_names.txt", 20) : names(folder, "fine_label_names.txt", 100),
                parts);
    }

    private static void add(PackedFiles files, Path folder, String name, int expected, int part, List<Integer> parts)
            throws IOException {
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file)) {
            try (Stream<Path> entries = Files.list(folder)) {
                throw new DatasetException(file + " is missing; the folder has "
                        + Names.list(entries.map(p -> p.getFileName().toString())
                                .sorted()
                                .toList())
                        + ". Unpack the official archive again.");
            }
        }
        int count = files.add(file, expected);
        for (int i = 0; i < count; i++) {
            parts.add(part);
        }
    }

    private static List<String> names(Path folder, String file, int count) throws IOException {
        Path path = folder.resolve(file);
        if (!Files.isRegularFile(path)) {
            throw new DatasetException(
                    path + ", which names the classes, is missing. Unpack the official archive again.");
        }
        List<String> names =
                TextLines.of(path).stream().filter(line -> !line.isEmpty()).toList();
        if (names.size() != count) {
            throw new DatasetException(path + " names " + names.size() + " classes instead of " + count + ".");
        }
        return names;
    }

    private static Catalog catalog(
            String title, PackedFiles files, int which, List<String> classes, List<Integer> parts) {
        int[] classOf = new int[files.size()];
        for (int i = 0; i < classOf.length; i++) {
            classOf[i] = files.label(i, which);
            if (classOf[i] >= classes.size()) {
                throw new DatasetException("Record " + files.name(i) + " has label " + classOf[i]
                        + ", but there are only " + classes.size() + " classes (0 to " + (classes.size() - 1)
                        + "). The file is damaged; get it again.");
            }
        }
        return new Catalog(
                title,
                files,
                Labels.single(classes, classOf),
                List.of("train", "test"),
                parts.stream().mapToInt(Integer::intValue).toArray(),
                32,
                Fit.STRETCH,
                0,
                List.of());
    }

    /** The error for a set that was asked for its coarse classes and has none. */
    public static DatasetException notCoarse(String name) {
        return new DatasetException("\"" + name + "\" has no coarse classes: only CIFAR-100 in its official binary"
                + " version has. Load it without coarse().");
    }
}
