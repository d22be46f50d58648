package deephash.data;

import deephash.data.cache.Cache;
import deephash.data.cache.StorageFolders;
import deephash.data.fetch.Archive;
import deephash.data.fetch.Download;
import deephash.data.fetch.Remote;
import deephash.data.layout.Bundled;
import deephash.data.layout.Catalog;
import deephash.data.layout.CifarBinary;
import deephash.data.layout.DatasetFormat;
import deephash.data.layout.Names;
import deephash.data.source.DatasetException;
import deephash.data.source.FileStamp;
import deephash.data.source.Fingerprint;
import deephash.data.source.Listing;
import deephash.file.Claim;
import deephash.progress.Screen;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Loads data sets by name, and folders of images by path. */
public final class Datasets {

    /** The set that comes with the library. */
    static final String MINI = Bundled.NAME;

    private Datasets() {}

    /**
     * Loads a set with default options: grey, 32×32 where images are small and 64×64 where they are photos, all images,
     * split as published.
     *
     * @param nameOrPath a known name ({@code "cifar10"}); or the path of a folder with one subfolder of images a class,
     *     of a folder of images alone, or of a CSV file of paths and labels
     * @return the data set with its three splits
     * @throws DatasetException if there is no such set, or it cannot be read; the message says what to do
     */
    public static RetrievalDataset load(String nameOrPath) {
        return load(nameOrPath, LoadOptions.loading());
    }

    /**
     * Loads a set.
     *
     * @param nameOrPath a known name ({@code "cifar10"}); or the path of a folder with one subfolder of images a class,
     *     of a folder of images alone, or of a CSV file of paths and labels
     * @param options which images, and how they look
     * @return the data set with its three splits
     * @throws DatasetException if there is no such set, or it cannot be read; the message says what to do
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public static RetrievalDataset load(String nameOrPath, LoadOptions options) {
        if (nameOrPath == null || nameOrPath.isBlank()) {
            throw NotFound.nothingNamed();
        }
        if (options == null) {
            throw new DatasetException("The options for \"" + nameOrPath + "\" are null. Give loading(), or none.");
        }
        return loadNamed(StorageFolders.withHome(nameOrPath), options);
    }

    private static RetrievalDataset loadNamed(String nameOrPath, LoadOptions options) {
        try {
            if (nameOrPath.equals(MINI)) {
                if (options.coarseLabels()) {
                    throw CifarBinary.notCoarse(MINI);
                }
                return Loading.load(MINI, "the library", Bundled.read(), options);
            }
            Path found = find(nameOrPath);
            return Loading.load(nameOrPath, found.toString(), read(nameOrPath, found, options.coarseLabels()), options);
        } catch (IOException | UncheckedIOException | InvalidPathException e) {
            String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            throw new DatasetException("\"" + nameOrPath + "\" could not be read: " + reason, e);
        }
    }

    /** The sets that load by name, where they lie on this computer, and how to get those that do not. */
    public static List<KnownDataset> known() {
        List<KnownDataset> known = new ArrayList<>();
        for (KnownDataset set : KnownDataset.all()) {
            List<Path> places = places(set.name());
            known.add(
                    set.name().equals(MINI)
                            ? set.at("the library")
                            : places.isEmpty() ? set : set.at(places.get(0).toString()));
        }
        return known;
    }

    /**
     * The first of these sets that is on this computer.
     *
     * @param names known names, the one that is wanted most first
     * @return its name
     * @throws DatasetException if none is here, or one is not known
     */
    public static String firstPresent(String... names) {
        List<KnownDataset> known = known();
        for (String name : names) {
            KnownDataset set = known.stream()
                    .filter(each -> each.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> NotFound.unknown(name));
            if (set.isPresent()) {
                return name;
            }
        }
        List<String> here = known.stream()
                .filter(KnownDataset::isPresent)
                .map(KnownDataset::name)
                .toList();
        throw new DatasetException("None of " + String.join(", ", names) + " is on this computer. Here: "
                + Names.list(here) + "; DeepHash.datasets() says how to get the others.");
    }

    /** What is kept on disk so that the next load starts at once, and a way to clear it. */
    public static Cache cache() {
        return Cache.now();
    }

    /**
     * Downloads a set from its authors' address into the user's cache directory, checks it against the published
     * checksum, and unpacks it. A download that broke off is resumed. Nothing else in this library uses the
     * network.
     *
     * @param name of a known set that a program may get: CIFAR-10, CIFAR-100, Fashion-MNIST
     * @return where it lies now
     * @throws DatasetException if it cannot be had; the message says what to do
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public static Path download(String name) {
        KnownDataset set = KnownDataset.all().stream()
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElseThrow(() -> NotFound.unknown(name));
        return download(set, StorageFolders.downloads(), new Download());
    }

    static Path download(KnownDataset set, Path folder, Download download) {
        if (set.downloads().isEmpty()) {
            throw new DatasetException("No program may download \"" + set.name() + "\". To get it:\n" + set.steps()
                    + "\nMore about it is in datasets/" + set.name() + ".md.");
        }
        Path target = folder.resolve(set.name());
        if (Files.isDirectory(target)) {
            return target;
        }
        try {
            Files.createDirectories(folder);
            try (Claim claim = Claim.of(folder, "downloading " + set.name(), Duration.ZERO)) {
                return download(set, folder, target, download);
            }
        } catch (IOException e) {
            String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            throw new DatasetException("\"" + set.name() + "\" could not be downloaded: " + reason, e);
        }
    }

    private static Path download(KnownDataset set, Path folder, Path target, Download download) throws IOException {
        if (Files.isDirectory(target)) {
            return target;
        }
        if (!Archive.isOne(Path.of(set.downloads().get(0).file()))) {
            Path partial = folder.resolve(set.name() + ".part");
            for (Remote remote : set.downloads()) {
                download.get(remote, partial);
            }
            Files.deleteIfExists(partial.resolve(Claim.FILE));
            Files.move(partial, target);
            return target;
        }
        boolean own = Files.exists(folder.resolve(set.downloads().get(0).file()));
        Path archive = download.get(set.downloads().get(0), folder);
        unpack(archive, target);
        if (!own) {
            Files.deleteIfExists(archive);
        }
        return target;
    }

    private static Catalog read(String name, Path path, boolean coarse) throws IOException {
        DatasetFormat format = DatasetFormat.of(path);
        if (coarse && format != DatasetFormat.CIFAR_BINARY) {
            throw CifarBinary.notCoarse(name);
        }
        return format.read(name, path, coarse);
    }

    private static Path find(String name) throws IOException {
        List<Path> places = places(name);
        if (places.size() > 1) {
            Screen.current()
                    .say("\"" + name + "\" is in more than one place; " + places.get(0) + " is taken, not "
                            + Names.list(
                                    places.stream().skip(1).map(Path::toString).toList())
                            + ". Give the path to load another.");
        }
        if (!places.isEmpty()) {
            Path path = places.get(0);
            return Files.isRegularFile(path) && Archive.isOne(path) ? unpacked(path) : path;
        }
        for (KnownDataset set : KnownDataset.all()) {
            if (set.name().equals(name)) {
                throw NotFound.absent(set);
            }
        }
        throw NotFound.unknown(name);
    }

    /**
     * Everything of this name, in the order in which it is looked for: below the folders for data sets, then in the
     * working directory. A path of more than one element, or one that leads upwards, is only what it says.
     */
    private static List<Path> places(String name) {
        Path given = resolve(Path.of("").toAbsolutePath(), name);
        List<Path> places = new ArrayList<>(isBare(name) ? belowRoots(name) : List.of());
        if (given != null && Files.exists(given)) {
            places.add(given.normalize());
        }
        return places.stream().distinct().toList();
    }

    private static boolean isBare(String name) {
        Path path = resolve(Path.of(""), name);
        return path != null
                && !path.isAbsolute()
                && path.getNameCount() == 1
                && !List.of("", ".", "..").contains(path.toString());
    }

    private static List<Path> belowRoots(String name) {
        List<String> folders = KnownDataset.all().stream()
                .filter(set -> set.name().equals(name))
                .findFirst()
                .map(KnownDataset::folders)
                .orElse(List.of(name));
        List<Path> places = new ArrayList<>();
        for (Path root : StorageFolders.roots()) {
            for (String ending : List.of("", ".tar.gz", ".tgz", ".zip")) {
                for (String folder : folders) {
                    Path candidate = resolve(root, folder + ending);
                    if (candidate != null
                            && (ending.isEmpty() ? Files.isDirectory(candidate) : Files.isRegularFile(candidate))) {
                        places.add(candidate);
                    }
                }
            }
        }
        return places;
    }

    /** Unpacks an archive once, beside the downloads, into a folder named after its path, length and time of change. */
    private static Path unpacked(Path archive) throws IOException {
        byte[] stamp = FileStamp.of(archive).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        String plain = archive.getFileName().toString().replaceAll("(?i)\\.(tar\\.gz|tgz|tar|zip)$", "");
        Path folder = StorageFolders.cache()
                .resolve("unpacked")
                .resolve(plain + "-" + Long.toHexString(Fingerprint.of(stamp, 0, stamp.length)));
        if (!Files.isDirectory(folder)) {
            Screen.current().say("Unpacking " + archive + " to " + folder + ", once.");
            unpack(archive, folder);
        }
        Cache.touch(folder);
        // most archives hold one folder with everything in it, some a folder in a folder
        Path set = folder;
        List<Path> inside = Listing.folders(set);
        while (inside.size() == 1
                && Listing.images(set).isEmpty()
                && CifarBinary.in(set) == null
                && (set.equals(folder) || Listing.images(inside.get(0)).isEmpty())) {
            set = inside.get(0);
            inside = Listing.folders(set);
        }
        return set;
    }

    /** If another process has unpacked the same archive meanwhile, its folder is as good. */
    private static void unpack(Path archive, Path folder) throws IOException {
        try {
            Archive.unpack(archive, folder);
        } catch (IOException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
    }

    private static @Nullable Path resolve(Path root, String name) {
        try {
            return root.resolve(name);
        } catch (InvalidPathException e) {
            return null;
        }
    }
}
