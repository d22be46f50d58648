package deephash.data.layout;

import deephash.code.Labels;
import deephash.data.pixel.Fit;
import deephash.data.source.DatasetException;
import deephash.data.source.ImageFiles;
import deephash.data.source.Listing;
import deephash.data.source.OtherPictures;
import deephash.progress.Screen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder of images with one subfolder a class, or the same below {@code train} and {@code test} (or {@code val}); or
 * images alone, which are then unlabelled. Classes and files are taken in the order of their names. Nothing is looked
 * for at greater depth, so links that lead in circles do no harm.
 */
final class ClassFolders {

    private static final String UNLABELLED =
            "These images are unlabelled: they can be hashed and searched, but nothing says which are relevant.";

    private final Path folder;
    private final List<String> notes = new ArrayList<>();
    private final List<String> parts = new ArrayList<>();
    private final Set<Path> seen = new HashSet<>();

    /** Pictures that are no images by their endings. */
    private final List<Path> others = new ArrayList<>();

    /** The images of each class, part by part. */
    private final Map<String, Map<Integer, List<Path>>> found = new TreeMap<>();

    private ClassFolders(Path folder) {
        this.folder = folder;
    }

    /** Reads what the names of folders and files say; opens no image. */
    static Catalog read(Path folder) throws IOException {
        return new ClassFolders(folder).read("Images in folders", UnaryOperator.identity());
    }

    /**
     * The same, with other names for classes than their folders have.
     *
     * @param naming from a folder's name to the class's
     */
    static Catalog read(String title, Path folder, UnaryOperator<String> naming) throws IOException {
        return new ClassFolders(folder).read(title, naming);
    }

    private Catalog read(String title, UnaryOperator<String> naming) throws IOException {
        PartFolders divided = PartFolders.in(folder);
        notes.addAll(divided.notes());
        parts.addAll(divided.parts());
        if (divided.flat()) {
            return flat(divided);
        }
        for (int r = 0; r < divided.roots().size(); r++) {
            for (Path sub : Listing.folders(divided.roots().get(r))) {
                Screen.checkInterrupted("Reading " + folder);
                readClass(sub, divided.partOf().get(r));
            }
        }
        if (found.isEmpty()) {
            return unlabelled();
        }
        noteOthers();
        noteBeside(folder);
        for (Path root : divided.roots()) {
            if (!root.equals(folder)) {
                noteBeside(root);
            }
        }
        return catalog(title, naming, divided.queries());
    }

    private void noteOthers() {
        if (!others.isEmpty()) {
            notes.add(OtherPictures.note(others));
        }
    }

    /** Lists that lie beside images, as on Kaggle and, under the name of metadata.csv, on Hugging Face. */
    private void noteLists() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> file.getFileName()
                            .toString()
                            .toLowerCase(Locale.ROOT)
                            .matches(".*\\.(csv|tsv)"))
                    .sorted()
                    .findFirst()
                    .ifPresent(list -> notes.add("Beside the images lies " + list.getFileName()
                            + ". If it names their classes, load that file instead of the folder."));
        }
    }

    private void noteBeside(Path root) throws IOException {
        List<Path> beside = Listing.images(root);
        if (!beside.isEmpty()) {
            notes.add(beside.size() + (beside.size() == 1 ? " image lies" : " images lie")
                    + " beside the class folders, not in one, and "
                    + (beside.size() == 1 ? "is" : "are") + " not used: "
                    + name(beside.get(0)) + (beside.size() > 1 ? " and others" : "") + ".");
        }
    }

    private void readClass(Path sub, int part) throws IOException {
        if (!seen.add(sub.toRealPath())) {
            notes.add("Folder \"" + name(sub) + "\" is a link to another folder of this set, and is not read twice.");
            return;
        }
        List<Path> images = images(sub);
        // Tiny ImageNet keeps the images of a class in a folder of their own
        if (images.isEmpty() && Files.isDirectory(sub.resolve("images"))) {
            images = images(sub.resolve("images"));
        }
        if (images.isEmpty()) {
            notes.add("Folder \"" + name(sub) + "\" has no images.");
            return;
        }
        for (Path deeper : Listing.folders(sub)) {
            if (!Listing.images(deeper).isEmpty()) {
                notes.add("Folder \"" + name(deeper) + "\" lies inside a class and is not read.");
            }
        }
        Map<Integer, List<Path>> ofClass =
                found.computeIfAbsent(sub.getFileName().toString(), n -> new TreeMap<>());
        List<Path> other = ofClass.get(part);
        if (other == null) {
            ofClass.put(part, images);
        } else if (other.get(0).startsWith(sub.resolveSibling(""))) {
            throw new DatasetException("Two folders in \"" + sub.getParent()
                    + "\" have names that this Java cannot tell"
                    + " apart, both read as \"" + sub.getFileName() + "\". Start it with the environment variable"
                    + " LC_ALL=C.UTF-8.");
        } else {
            // a part in two folders, such as train/ and Train/
            List<Path> both = new ArrayList<>(other);
            both.addAll(images);
            ofClass.put(part, both);
        }
    }

    private List<Path> images(Path of) throws IOException {
        Listing.Pictures pictures = Listing.files(of);
        others.addAll(pictures.others());
        return pictures.images();
    }

    private String name(Path sub) {
        return folder.relativize(sub).toString().replace('\\', '/');
    }

    private Catalog catalog(String title, UnaryOperator<String> naming, List<Path> queries) throws IOException {
        List<Path> files = new ArrayList<>();
        List<Integer> classOf = new ArrayList<>();
        List<Integer> part = new ArrayList<>();
        for (int p = 0; p < parts.size(); p++) {
            int c = 0;
            for (Map<Integer, List<Path>> ofParts : found.values()) {
                for (Path file : ofParts.getOrDefault(p, List.of())) {
                    files.add(file);
                    classOf.add(c);
                    part.add(p);
                }
                c++;
            }
        }
        List<String> classes = found.keySet().stream().map(naming).toList();
        if (classes.size() == 1) {
            notes.add("All images have one class, \"" + classes.get(0) + "\": every image is relevant to every query, "
                    + "so retrieval metrics say nothing here. Add a second subfolder to evaluate.");
        }
        Labels labels = Labels.single(
                classes, classOf.stream().mapToInt(Integer::intValue).toArray());
        for (Path folder : queries) {
            List<Path> images = images(folder);
            files.addAll(images);
            part.addAll(Collections.nCopies(images.size(), parts.indexOf("query")));
            notes.add(images.size() + (images.size() == 1 ? " image in " : " images in ") + folder.getFileName()
                    + "/ without classes: the queries. They can be searched for among the labelled images, but not"
                    + " measured; to measure, load the labelled folder by itself.");
        }
        if (!queries.isEmpty()) {
            List<BitSet> rows = new ArrayList<>();
            for (int i = 0; i < files.size(); i++) {
                rows.add(i < labels.size() ? labels.of(i) : new BitSet());
            }
            labels = Labels.multi(classes, rows);
        }
        return catalog(
                title, files, labels, part.stream().mapToInt(Integer::intValue).toArray());
    }

    private Catalog catalog(String title, List<Path> files, Labels labels, int[] part) {
        return new Catalog(
                title, new ImageFiles(folder, List.copyOf(files)), labels, parts, part, 0, Fit.STRETCH, 0, notes);
    }

    private Catalog unlabelled() throws IOException {
        List<Path> images = images(folder);
        if (images.isEmpty()) {
            Path right = oneTooDeep();
            throw new DatasetException("Folder \"" + folder + "\" has no images"
                    + (right != null
                            ? " one level down, but \"" + right + "\" has: is that the one you mean?"
                            : ": expected one subfolder a class with .jpg, .png, .webp, .bmp or .gif files in "
                                    + "it, the same"
                                    + " below train/ and test/, or images alone."
                                    + (others.isEmpty() ? "" : " " + OtherPictures.note(others))));
        }
        notes.clear();
        noteOthers();
        notes.add(UNLABELLED);
        noteLists();
        parts.clear();
        parts.add(Catalog.ALL);
        return catalog("Images in one folder", images, Labels.none(images.size()), new int[images.size()]);
    }

    /** Images in train/ and test/ without classes. */
    private Catalog flat(PartFolders divided) throws IOException {
        List<Path> files = new ArrayList<>();
        List<Integer> part = new ArrayList<>();
        for (int r = 0; r < divided.roots().size(); r++) {
            List<Path> images = images(divided.roots().get(r));
            files.addAll(images);
            part.addAll(Collections.nCopies(images.size(), divided.partOf().get(r)));
        }
        noteOthers();
        notes.add(UNLABELLED);
        return catalog(
                "Images in folders of parts, without classes",
                files,
                Labels.none(files.size()),
                part.stream().mapToInt(Integer::intValue).toArray());
    }

    /** A folder below this one that has class folders itself, if this one has none. */
    private @Nullable Path oneTooDeep() throws IOException {
        for (Path sub : Listing.folders(folder)) {
            for (Path inside : Listing.folders(sub)) {
                if (!Listing.images(inside).isEmpty()) {
                    return sub;
                }
                for (Path deeper : Listing.folders(inside)) {
                    if (!Listing.images(deeper).isEmpty()) {
                        return PartNames.of(inside.getFileName().toString()) != null ? sub : inside;
                    }
                }
            }
        }
        return null;
    }
}
