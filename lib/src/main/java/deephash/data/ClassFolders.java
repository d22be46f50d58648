package deephash.data;

import deephash.code.Labels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A folder of images with one subfolder a class, or the same below {@code train} and {@code test} (or {@code val}).
 * Classes and files are taken in the order of their names. Hidden files, and files that are no images by their ending,
 * do not count.
 */
final class ClassFolders {

    private static final Set<String> ENDINGS = Set.of("jpg", "jpeg", "jpe", "jfif", "png", "webp", "bmp", "gif");
    private static final Map<String, String> PARTS = Map.of(
            "train", "train",
            "training", "train",
            "test", "test",
            "testing", "test",
            "val", "val",
            "valid", "val",
            "validation", "val",
            "database", "database",
            "query", "query");

    private ClassFolders() {}

    /** Whether a file is an image by its ending. */
    static boolean isImage(Path file) {
        String name = file.getFileName().toString();
        return !name.startsWith(".")
                && ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }

    /** Reads what the names of folders and files say; opens no image. */
    static Catalog read(String title, Path folder) throws IOException {
        List<String> parts = new ArrayList<>();
        List<Path> roots = new ArrayList<>();
        for (Path sub : subfolders(folder)) {
            String part = PARTS.get(sub.getFileName().toString().toLowerCase(Locale.ROOT));
            if (part != null && !parts.contains(part) && !subfolders(sub).isEmpty()) {
                parts.add(part);
                roots.add(sub);
            }
        }
        if (!parts.contains("train") || parts.size() < 2) {
            parts = List.of(Catalog.ALL);
            roots = List.of(folder);
        }
        List<String> notes = new ArrayList<>();
        Map<String, List<List<Path>>> found = new TreeMap<>();
        for (int p = 0; p < roots.size(); p++) {
            for (Path sub : subfolders(roots.get(p))) {
                List<Path> images = images(sub);
                String name = sub.getFileName().toString();
                if (images.isEmpty()) {
                    notes.add("Folder \"" + folder.relativize(sub) + "\" has no images.");
                    continue;
                }
                List<List<Path>> ofParts = found.computeIfAbsent(name, n -> new ArrayList<>());
                while (ofParts.size() < p) {
                    ofParts.add(List.of());
                }
                ofParts.add(images);
            }
        }
        return catalog(title, folder, parts, found, notes);
    }

    private static Catalog catalog(
            String title, Path folder, List<String> parts, Map<String, List<List<Path>>> found, List<String> notes) {
        List<Path> files = new ArrayList<>();
        List<Integer> classOf = new ArrayList<>();
        List<Integer> part = new ArrayList<>();
        List<String> classes = List.copyOf(found.keySet());
        for (int p = 0; p < parts.size(); p++) {
            for (int c = 0; c < classes.size(); c++) {
                List<List<Path>> ofParts = found.getOrDefault(classes.get(c), List.of());
                for (Path file : p < ofParts.size() ? ofParts.get(p) : List.<Path>of()) {
                    files.add(file);
                    classOf.add(c);
                    part.add(p);
                }
            }
        }
        if (classes.size() == 1) {
            notes.add("All images have one class, \"" + classes.get(0) + "\": every image is relevant to every query, "
                    + "so retrieval metrics say nothing here. Add a second subfolder to evaluate.");
        }
        return new Catalog(
                title,
                new ImageFiles(folder, List.copyOf(files)),
                Labels.single(
                        classes, classOf.stream().mapToInt(Integer::intValue).toArray()),
                parts,
                part.stream().mapToInt(Integer::intValue).toArray(),
                0,
                Fit.STRETCH,
                notes);
    }

    /** The visible subfolders, by name. */
    static List<Path> subfolders(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isDirectory)
                    .filter(p -> !p.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    /** The images that lie directly in a folder, by name. */
    static List<Path> images(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(ClassFolders::isImage)
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        }
    }
}
