package deephash.data.layout;

import deephash.code.Labels;
import deephash.data.pixel.Fit;
import deephash.data.source.DatasetException;
import deephash.data.source.ImageFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
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
 * A CSV file of paths and labels, with commas, semicolons or tabs. The first line names the columns, as {@link
 * CsvColumns} knows them: a path, a label (several are separated by {@code ;} or {@code |}, or written as {@code ['a',
 * 'b']}) or a column of zeros and ones for each class, and, if it likes, a split with train, test, val, database or
 * query (or another name that {@link PartNames} knows). Without such a line, the first column is the path and the
 * second the labels. Paths are relative to the file's own folder, or to a folder beside it, and may lack their endings.
 */
final class CsvList {

    private final Path file;
    private final List<Path> images = new ArrayList<>();
    private final List<List<String>> labels = new ArrayList<>();
    private final List<String> parts = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private CsvList(Path file) {
        this.file = file;
    }

    static Catalog read(Path file) throws IOException {
        return new CsvList(file).read();
    }

    private Catalog read() throws IOException {
        try {
            String text = Files.readString(file);
            // some programs put a byte order mark at the beginning
            rows(text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (CharacterCodingException e) {
            throw notUtf8(e);
        } catch (UncheckedIOException | IllegalStateException e) {
            throw unreadable(e);
        }
        return catalog();
    }

    private DatasetException notUtf8(Exception e) {
        return new DatasetException(file + " is not UTF-8 text. Save it as UTF-8.", e);
    }

    private DatasetException unreadable(Exception e) {
        return new DatasetException(file + " is no readable CSV: " + e.getMessage() + ".", e);
    }

    private void rows(String text) throws IOException {
        List<String> lines = text.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .limit(100)
                .toList();
        if (lines.isEmpty()) {
            throw new DatasetException(file + " names no images. Expected lines like \"photos/cat1.jpg,cat\".");
        }
        char separator = CsvColumns.separator(lines);
        List<List<String>> rows = new ArrayList<>();
        List<Long> numbers = new ArrayList<>();
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setDelimiter(separator)
                .setTrim(true)
                .setIgnoreEmptyLines(true)
                .setCommentMarker('#')
                .get();
        try (CSVParser parser = CSVParser.parse(text, format)) {
            for (CSVRecord row : parser) {
                rows.add(row.toList());
                numbers.add(parser.getCurrentLineNumber());
            }
        }
        Path folder = file.toAbsolutePath().resolveSibling("");
        CsvColumns columns = CsvColumns.of(rows, folder, file);
        int from = columns.header() ? 1 : 0;
        List<String> names = new ArrayList<>();
        for (int r = from; r < rows.size(); r++) {
            String name = at(rows.get(r), columns.path()).replace('\\', '/');
            if (name.isEmpty()) {
                throw new DatasetException(file + ", line " + numbers.get(r) + ", names no image.");
            }
            names.add(name);
        }
        if (names.isEmpty()) {
            throw new DatasetException(file + " names no images. Expected lines like \"photos/cat1.jpg,cat\".");
        }
        ListedFiles files = ListedFiles.of(folder, names);
        for (int r = from; r < rows.size(); r++) {
            List<String> row = rows.get(r);
            try {
                images.add(files.of(names.get(r - from)));
            } catch (InvalidPathException e) {
                throw new DatasetException(
                        file + ", line " + numbers.get(r) + ": \"" + names.get(r - from) + "\" is no path here.", e);
            }
            labels.add(labels(row, rows.get(0), columns));
            parts.add(part(at(row, columns.part()), numbers.get(r)));
        }
        understood(columns, rows.get(0), files, separator);
    }

    private static String at(List<String> row, int column) {
        return column >= 0 && column < row.size() ? row.get(column) : "";
    }

    private static List<String> labels(List<String> row, List<String> header, CsvColumns columns) {
        if (columns.hot().isEmpty()) {
            return split(at(row, columns.label()), columns.several());
        }
        return columns.hot().stream()
                .filter(c -> CsvColumns.isSet(at(row, c)))
                .map(header::get)
                .toList();
    }

    /** Says how the list was read, unless it is as the documentation describes it. */
    private void understood(CsvColumns columns, List<String> header, ListedFiles files, char separator) {
        boolean usual = !columns.header()
                || (Set.of("path", "file", "filename", "image")
                                .contains(header.get(columns.path()).toLowerCase(Locale.ROOT))
                        && columns.hot().isEmpty()
                        && separator == ','
                        && columns.label() >= 0);
        if (usual && files.note().isEmpty()) {
            return;
        }
        String classes = !columns.hot().isEmpty()
                ? "classes from " + columns.hot().size() + " columns of zeros and ones"
                : columns.label() >= 0
                        ? "classes from column " + name(columns, header, columns.label())
                        : "no classes, since no column is named label";
        notes.add("Images from column " + name(columns, header, columns.path()) + files.note() + "; " + classes + ".");
    }

    private static String name(CsvColumns columns, List<String> header, int column) {
        return columns.header() ? "\"" + header.get(column) + "\"" : String.valueOf(column + 1);
    }

    private String part(String name, long line) {
        if (name.isEmpty()) {
            return Catalog.ALL;
        }
        String part = PartNames.of(name);
        if (part == null) {
            throw new DatasetException(file + ", line " + line + ": no split is called \"" + name + "\". Allowed: "
                    + PartNames.names() + ".");
        }
        return part;
    }

    private static List<String> split(String value, boolean several) {
        List<String> names = new ArrayList<>();
        boolean bracketed = value.startsWith("[") && value.endsWith("]");
        String plain = bracketed ? value.substring(1, value.length() - 1) : value;
        for (String name : plain.split(bracketed || several ? "[;|,]" : "[;|]")) {
            String stripped = name.strip();
            if (bracketed && stripped.matches("'.*'|\".*\"")) {
                stripped = stripped.substring(1, stripped.length() - 1);
            }
            if (!stripped.isBlank()) {
                names.add(stripped);
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
