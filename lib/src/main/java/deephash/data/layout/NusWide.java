package deephash.data.layout;

import deephash.code.Labels;
import deephash.data.pixel.Fit;
import deephash.data.source.DatasetException;
import deephash.data.source.ImageFiles;
import deephash.progress.Screen;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * NUS-WIDE as it is distributed: {@code ImageList/} names images with backslashes and CRLF,
 * {@code Groundtruth/TrainTestLabels/Labels_CONCEPT_Train.txt} has 0 or 1 a line in the same order, images lie in
 * {@code Flickr/}. Images that are missing are left out and counted; so are labels that are neither 0 nor 1, which are
 * taken from {@code AllLabels}, or as 0.
 */
final class NusWide {

    /** How many concepts nearly all publications keep. */
    private static final int USUAL = 21;

    private final Path folder;
    private final Path flickr;
    private final List<String> notes = new ArrayList<>();
    private final List<Path> files = new ArrayList<>();
    private final List<BitSet> rows = new ArrayList<>();
    private final List<Integer> parts = new ArrayList<>();
    private int missing;
    private @Nullable Map<String, Integer> allList;

    private NusWide(Path folder) {
        this.folder = folder;
        this.flickr = below(folder, "Flickr");
    }

    /** Whether a folder has the lists and the ground truth. */
    static boolean isIn(Path folder) {
        return Files.isDirectory(below(folder, "ImageList")) && Files.isDirectory(below(folder, "Groundtruth"));
    }

    static Catalog read(Path folder) throws IOException {
        return new NusWide(folder).read();
    }

    private Catalog read() throws IOException {
        Path lists = below(folder, "ImageList");
        Path labels = below(below(folder, "Groundtruth"), "TrainTestLabels");
        Path all = below(below(folder, "Groundtruth"), "AllLabels");
        boolean split = Files.isRegularFile(below(lists, "TrainImagelist.txt")) && Files.isDirectory(labels);
        List<String> concepts = concepts(split ? labels : all, split ? "_Train.txt" : ".txt");
        if (split) {
            part(below(lists, "TrainImagelist.txt"), labels, concepts, "_Train.txt", 0);
            part(below(lists, "TestImagelist.txt"), labels, concepts, "_Test.txt", 1);
        } else {
            part(below(lists, "Imagelist.txt"), all, concepts, ".txt", 0);
        }
        int listed = files.size() + missing;
        if (files.isEmpty()) {
            throw new DatasetException("None of the " + listed + " images that the lists name is in " + flickr
                    + ". The images of NUS-WIDE come apart from its lists: see datasets/nus-wide.md.");
        }
        if (missing > 0) {
            notes.add(String.format(
                    Locale.ROOT, "%,d of %,d listed images are not in %s and are left out.", missing, listed, flickr));
        }
        return new Catalog(
                "NUS-WIDE, " + concepts.size() + " concepts, several an image",
                new ImageFiles(flickr, List.copyOf(files)),
                Labels.multi(concepts, rows),
                split ? List.of("train", "test") : List.of(Catalog.ALL),
                parts.stream().mapToInt(Integer::intValue).toArray(),
                64,
                Fit.STRETCH,
                Math.min(USUAL, concepts.size()),
                notes);
    }

    /** From the list of concepts if there is one, otherwise from the names of the label files. */
    private List<String> concepts(Path labels, String ending) throws IOException {
        for (Path place : List.of(folder, below(folder, "ConceptsList"), below(folder, "Groundtruth"))) {
            if (!Files.isDirectory(place)) {
                continue;
            }
            try (Stream<Path> entries = Files.list(place)) {
                Path list = entries.filter(p -> p.getFileName().toString().matches("(?i)concepts\\d+\\.txt"))
                        .max(Path::compareTo)
                        .orElse(null);
                if (list != null) {
                    return lines(list);
                }
            }
        }
        try (Stream<Path> entries = Files.list(labels)) {
            return entries.map(p -> p.getFileName().toString())
                    .filter(name -> name.startsWith("Labels_") && name.endsWith(ending))
                    .map(name -> name.substring("Labels_".length(), name.length() - ending.length()))
                    .sorted()
                    .toList();
        }
    }

    private void part(Path list, Path labels, List<String> concepts, String ending, int part) throws IOException {
        List<String> names = lines(list);
        BitSet[] marks = new BitSet[names.size()];
        for (int i = 0; i < marks.length; i++) {
            marks[i] = new BitSet(concepts.size());
        }
        for (int c = 0; c < concepts.size(); c++) {
            Screen.checkInterrupted("Reading the labels of NUS-WIDE");
            Path file = labels.resolve("Labels_" + concepts.get(c) + ending);
            if (!Files.isRegularFile(file)) {
                throw new DatasetException("Concept \"" + concepts.get(c) + "\" has no labels: " + file
                        + " is missing. Unpack Groundtruth again, or take the concept out of the list.");
            }
            mark(file, concepts.get(c), c, names, marks);
        }
        for (int i = 0; i < marks.length; i++) {
            Path image = image(names.get(i));
            if (image == null) {
                missing++;
                continue;
            }
            files.add(image);
            rows.add(marks[i]);
            parts.add(part);
        }
    }

    private @Nullable Path image(String name) {
        try {
            Path image = flickr.resolve(name.replace('\\', '/')).normalize();
            return image.startsWith(flickr) && Files.isRegularFile(image) ? image : null;
        } catch (java.nio.file.InvalidPathException e) {
            return null;
        }
    }

    private void mark(Path file, String concept, int number, List<String> names, BitSet[] marks) throws IOException {
        List<String> values = lines(file);
        if (values.size() != marks.length) {
            throw new DatasetException(file + " has " + values.size() + " labels, but its list names " + marks.length
                    + " images. The two belong together; get both again.");
        }
        for (int i = 0; i < marks.length; i++) {
            String value = values.get(i);
            if (value.equals("1")) {
                marks[i].set(number);
            } else if (!value.equals("0")) {
                String other = fromAll(concept, names.get(i));
                notes.add(String.format(
                        Locale.ROOT,
                        "%s, line %,d, reads \"%s\" instead of 0 or 1: taken as %s.",
                        file.getFileName(),
                        i + 1,
                        value,
                        other == null ? "0" : other + ", as in AllLabels"));
                marks[i].set(number, "1".equals(other));
            }
        }
    }

    /** The label of an image in the files that cover all images, if those are there and sound. */
    private @Nullable String fromAll(String concept, String name) throws IOException {
        Path file = below(below(folder, "Groundtruth"), "AllLabels").resolve("Labels_" + concept + ".txt");
        Path list = below(below(folder, "ImageList"), "Imagelist.txt");
        if (!Files.isRegularFile(file) || !Files.isRegularFile(list)) {
            return null;
        }
        if (allList == null) {
            allList = new HashMap<>();
            List<String> all = lines(list);
            for (int i = 0; i < all.size(); i++) {
                allList.put(all.get(i), i);
            }
        }
        Integer at = allList.get(name);
        List<String> values = lines(file);
        String value = at == null || at >= values.size() ? null : values.get(at);
        return "0".equals(value) || "1".equals(value) ? value : null;
    }

    /** The lines of a file without blanks around them; empty lines at its end do not count. */
    private static List<String> lines(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new DatasetException(file + " is missing. NUS-WIDE needs ImageList, Groundtruth and Flickr.");
        }
        // names in the lists are plain ASCII; Latin-1 reads any byte without failing
        List<String> lines = new ArrayList<>(Files.readAllLines(file, StandardCharsets.ISO_8859_1));
        lines.replaceAll(String::strip);
        while (!lines.isEmpty() && lines.get(lines.size() - 1).isEmpty()) {
            lines.remove(lines.size() - 1);
        }
        return lines;
    }

    /** A file or folder by its name, whatever its case. */
    private static Path below(Path folder, String name) {
        Path exact = folder.resolve(name);
        if (Files.exists(exact) || !Files.isDirectory(folder)) {
            return exact;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(p -> p.getFileName().toString().equalsIgnoreCase(name))
                    .findFirst()
                    .orElse(exact);
        } catch (IOException e) {
            return exact;
        }
    }
}
