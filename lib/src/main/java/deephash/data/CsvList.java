package deephash.data;

import deephash.code.Labels;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A CSV file of paths and labels. The first line names the columns: one of {@code path, file, filename, image}; one of
 * {@code label, labels, class, classes, tags} (several labels are separated by {@code ;} or {@code |}); and, if it
 * likes, one of {@code split, part, subset} with train, test, val, database or query (or another name that {@link Parts}
 * knows). Without such a line, the first column is the path and the second the labels. Paths are relative to the file's
 * own folder.
 */
final class CsvList {

    private static final Set<String> PATH = Set.of("path", "file", "filename", "image");
    private static final Set<String> LABEL = Set.of("label", "labels", "class", "classes", "tags");
    private static final Set<String> PART = Set.of("split", "part", "subset");

    private final Path file;
    private final List<Path> images = new ArrayList<>();
    private final List<List<String>> labels = new ArrayList<>();
    private final List<String> parts = new ArrayList<>();

    private CsvList(Path file) {
        this.file = file;
    }

    static Catalog read(Path file) throws IOException {
        return new CsvList(file).read();
    }

    private Catalog read() throws IOException {
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setTrim(true)
                .setIgnoreEmptyLines(true)
                .setCommentMarker('#')
                .get();
        try (BufferedReader reader = Files.newBufferedReader(file);
                CSVParser parser = CSVParser.parse(behindMark(reader), format)) {
            rows(parser);
        } catch (CharacterCodingException e) {
            throw notUtf8(e);
        } catch (UncheckedIOException e) {
            throw e.getCause() instanceof CharacterCodingException ? notUtf8(e) : unreadable(e);
        } catch (IllegalStateException e) {
            throw unreadable(e);
        }
        if (images.isEmpty()) {
            throw new DatasetException(file + " names no images. Expected lines like \"photos/cat1.jpg,cat\".");
        }
        return catalog();
    }

    /** Passes over the byte order mark that some programs put at the beginning. */
    private static Reader behindMark(BufferedReader reader) throws IOException {
        reader.mark(1);
        if (reader.read() != '\uFEFF') {
            reader.reset();
        }
        return reader;
    }

    private DatasetException notUtf8(Exception e) {
        return new DatasetException(file + " is not UTF-8 text. Save it as UTF-8.", e);
    }

    private DatasetException unreadable(Exception e) {
        return new DatasetException(file + " is no readable CSV: " + e.getMessage() + ".", e);
    }

    private void rows(CSVParser parser) {
        int path = 0;
        int label = 1;
        int part = -1;
        boolean first = true;
        for (CSVRecord row : parser) {
            if (first) {
                first = false;
                int named = column(row, PATH);
                if (named >= 0) {
                    path = named;
                    label = column(row, LABEL);
                    part = column(row, PART);
                    continue;
                }
            }
            String name = path < row.size() ? row.get(path) : "";
            if (name.isEmpty()) {
                throw new DatasetException(file + ", line " + parser.getCurrentLineNumber() + ", names no image.");
            }
            try {
                images.add(image(name.replace('\\', '/')));
            } catch (InvalidPathException e) {
                throw new DatasetException(
                        file + ", line " + parser.getCurrentLineNumber() + ": \"" + name + "\" is no path here.", e);
            }
            labels.add(label >= 0 && label < row.size() ? split(row.get(label)) : List.of());
            parts.add(
                    part >= 0 && part < row.size() ? part(row.get(part), parser.getCurrentLineNumber()) : Catalog.ALL);
        }
    }

    private String part(String name, long line) {
        if (name.isEmpty()) {
            return Catalog.ALL;
        }
        String part = Parts.of(name);
        if (part == null) {
            throw new DatasetException(
                    file + ", line " + line + ": no split is called \"" + name + "\". Allowed: " + Parts.names() + ".");
        }
        return part;
    }

    /** A list written on another system may compose é otherwise than the file's name does. */
    private Path image(String name) {
        Path image = file.resolveSibling(name).normalize();
        if (name.chars().allMatch(c -> c < 128) || Files.exists(image)) {
            return image;
        }
        for (Normalizer.Form form : List.of(Normalizer.Form.NFC, Normalizer.Form.NFD)) {
            Path other = file.resolveSibling(Normalizer.normalize(name, form)).normalize();
            if (Files.exists(other)) {
                return other;
            }
        }
        return image;
    }

    private static int column(CSVRecord header, Set<String> names) {
        for (int c = 0; c < header.size(); c++) {
            String name = header.get(c).toLowerCase(Locale.ROOT);
            if (names.contains(name)) {
                return c;
            }
        }
        return -1;
    }

    private static List<String> split(String value) {
        List<String> names = new ArrayList<>();
        for (String name : value.split("[;|]")) {
            if (!name.isBlank()) {
                names.add(name.strip());
            }
        }
        return names;
    }

    private Catalog catalog() {
        TreeMap<String, Integer> numbers = new TreeMap<>();
        labels.forEach(names -> names.forEach(name -> numbers.put(name, 0)));
        List<String> classes = List.copyOf(numbers.keySet());
        for (int c = 0; c < classes.size(); c++) {
            numbers.put(classes.get(c), c);
        }
        List<String> notes = new ArrayList<>();
        long bare = labels.stream().filter(List::isEmpty).count();
        if (bare > 0 && !classes.isEmpty()) {
            notes.add(bare + " of " + labels.size() + " images have no label.");
        }
        long loose = parts.stream().filter(Catalog.ALL::equals).count();
        if (loose > 0 && loose < parts.size()) {
            notes.add(loose + " of " + parts.size() + " images name no split.");
        }
        List<String> named = new ArrayList<>(new TreeSet<>(parts));
        return new Catalog(
                file.getFileName() + ", a list of images",
                new ImageFiles(file.toAbsolutePath().resolveSibling(""), List.copyOf(images)),
                labels(classes, numbers),
                named,
                parts.stream().mapToInt(named::indexOf).toArray(),
                0,
                Fit.STRETCH,
                0,
                notes);
    }

    private Labels labels(List<String> classes, Map<String, Integer> numbers) {
        if (classes.isEmpty()) {
            return Labels.none(labels.size());
        }
        List<BitSet> rows = new ArrayList<>();
        for (List<String> names : labels) {
            BitSet row = new BitSet();
            names.forEach(name -> row.set(numbers.getOrDefault(name, 0)));
            rows.add(row);
        }
        if (rows.stream().allMatch(row -> row.cardinality() == 1)) {
            return Labels.single(
                    classes, rows.stream().mapToInt(row -> row.nextSetBit(0)).toArray());
        }
        return Labels.multi(classes, rows);
    }
}
