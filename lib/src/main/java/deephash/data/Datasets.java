package deephash.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Loads data sets by name, and folders of images by path. */
public final class Datasets {

    private static final String MINI = "fashion-mnist-mini";
    private static final List<String> KNOWN = List.of("cifar10", "fashion-mnist", MINI, "mnist");
    private static final List<String> GARMENTS = List.of(
            "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot");
    private static final Map<String, List<String>> FOLDERS = Map.of(
            "cifar10", List.of("cifar10", "cifar-10", "cifar10-jpeg"),
            "fashion-mnist", List.of("fashion-mnist"),
            "mnist", List.of("mnist"));

    private Datasets() {}

    /**
     * Loads a set with default options: grey, 32×32 where images are small and 64×64 where they are photos, all images,
     * split as published.
     *
     * @param nameOrPath a known name ({@code "cifar10"}), or the path of a folder with one subfolder of images a class
     * @throws DatasetException if there is no such set, or it cannot be read; the message says what to do
     */
    public static RetrievalDataset load(String nameOrPath) {
        return load(nameOrPath, LoadOptions.loading());
    }

    /**
     * Loads a set.
     *
     * @param nameOrPath a known name ({@code "cifar10"}), or the path of a folder with one subfolder of images a class
     * @param options which images, and how they look
     * @throws DatasetException if there is no such set, or it cannot be read; the message says what to do
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public static RetrievalDataset load(String nameOrPath, LoadOptions options) {
        try {
            if (nameOrPath.equals(MINI)) {
                return Loading.load(
                        MINI,
                        "the library",
                        Idx.read("Fashion-MNIST, a stratified slice (MIT licence)", bundled(), GARMENTS),
                        options);
            }
            Path folder = find(nameOrPath);
            return Loading.load(nameOrPath, folder.toString(), read(nameOrPath, folder), options);
        } catch (IOException e) {
            throw new DatasetException("\"" + nameOrPath + "\" could not be read: " + e.getMessage() + ".", e);
        }
    }

    private static Catalog read(String name, Path path) throws IOException {
        if (Files.isRegularFile(path)) {
            if (path.toString().toLowerCase(Locale.ROOT).endsWith(".csv")) {
                return CsvList.read(path);
            }
            throw new DatasetException("\"" + name + "\" is a file of a kind that no data set is. Give a folder of"
                    + " images, or a .csv file of paths and labels.");
        }
        if (Idx.isIn(path)) {
            return Idx.read(name, Idx.in(path), name.equals("fashion-mnist") ? GARMENTS : List.of());
        }
        Path cifar = CifarBinary.in(path);
        if (cifar != null) {
            return CifarBinary.read(cifar);
        }
        if (CifarBinary.isPython(path)) {
            throw new DatasetException("Folder \"" + path + "\" holds the Python version of CIFAR, which only Python"
                    + " reads. Get the binary version (cifar-10-binary.tar.gz or cifar-100-binary.tar.gz).");
        }
        if (NusWide.isIn(path)) {
            return NusWide.read(path);
        }
        return ImageNet.isIn(path) ? ImageNet.read(path) : ClassFolders.read(path);
    }

    private static Path find(String name) {
        for (Path root : Places.roots()) {
            for (String folder : FOLDERS.getOrDefault(name, List.of(name))) {
                Path candidate = resolve(root, folder);
                if (candidate != null && Files.isDirectory(candidate)) {
                    return candidate;
                }
            }
        }
        Path path = resolve(Path.of(""), name);
        if (path != null && (Files.isDirectory(path) || Files.isRegularFile(path))) {
            return path.toAbsolutePath().normalize();
        }
        if (KNOWN.contains(name)) {
            throw new DatasetException("Data set \"" + name + "\" is not on this computer. Looked in "
                    + Names.list(Places.roots().stream().map(Path::toString).toList())
                    + ". Put its folder there, or name another place in DEEPHASH_DATASETS.");
        }
        if (path != null && Files.exists(path)) {
            throw new DatasetException(
                    "\"" + name + "\" is a file. Give a folder with one subfolder of images a class.");
        }
        throw new DatasetException("No data set \"" + name + "\"." + Names.suggest(name, KNOWN) + " Known: "
                + String.join(", ", KNOWN) + "; or give a folder with one subfolder of images a class.");
    }

    private static @Nullable Path resolve(Path root, String name) {
        try {
            return root.resolve(name);
        } catch (InvalidPathException e) {
            return null;
        }
    }

    private static Idx.Folder bundled() {
        return new Idx.Folder() {
            @Override
            public @Nullable InputStream open(String file) {
                return Datasets.class.getResourceAsStream(MINI + "/" + file);
            }

            @Override
            public String stamp(String file) {
                return "bundled/" + file;
            }
        };
    }
}
