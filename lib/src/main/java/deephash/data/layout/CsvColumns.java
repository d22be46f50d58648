package deephash.data.layout;

import deephash.data.source.DatasetException;
import deephash.data.source.Listing;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Which columns of a list hold what, by their names and, where these say nothing, by what is in them.
 *
 * @param header whether the first row names the columns
 * @param path the column of paths, from 0
 * @param label the column of labels; -1 if there is none
 * @param part the column of splits; -1 if there is none
 * @param hot the columns that each stand for a class, 1 where an image has it; empty if there is a column of labels
 * @param several whether the column of labels is named in the plural, so that a comma in it separates labels
 */
record CsvColumns(boolean header, int path, int label, int part, List<Integer> hot, boolean several) {

    private static final Set<String> PATH = Set.of(
            "path",
            "file",
            "filename",
            "image",
            "imagepath",
            "filepath",
            "imagefile",
            "imagename",
            "img",
            "imgpath",
            "imageid",
            "picture",
            "photo");

    /** Names that are a path only if no column has one of the above. */
    private static final Set<String> PERHAPS_PATH = Set.of("id", "name", "fname", "uuid");

    private static final Set<String> LABEL = Set.of(
            "label",
            "class",
            "classname",
            "labelname",
            "category",
            "categoryname",
            "target",
            "classid",
            "labelid",
            "y");

    private static final Set<String> LABELS = Set.of("labels", "classes", "tags", "categories", "attributes");

    private static final Set<String> PART =
            Set.of("split", "part", "subset", "set", "partition", "usage", "dataset", "phase");

    private static final Set<String> HOT = Set.of("0", "1", "0.0", "1.0", "true", "false", "-1");

    /** How many rows are read to find out which column holds what. */
    private static final int SOME = 50;

    /** Reads the names, or finds the files. */
    static CsvColumns of(List<List<String>> rows, Path folder, Path list) {
        List<String> first = rows.get(0);
        int path = column(first, PATH);
        path = path >= 0 ? path : column(first, PERHAPS_PATH);
        if (path >= 0) {
            return named(rows, path);
        }
        path = columnOfFiles(first, folder);
        if (path >= 0) {
            return new CsvColumns(false, path, first.size() == 2 ? 1 - path : 1, -1, List.of(), false);
        }
        path = rows.size() > 1 ? columnOfFiles(rows.get(1), folder) : -1;
        if (path >= 0) {
            return named(rows, path);
        }
        if (first.stream().noneMatch(CsvColumns::looksLikeImage)) {
            throw new DatasetException(list + " has no column that names images: its first line is \""
                    + String.join(",", first) + "\". Name the columns in the first line, \"path,label\", with paths"
                    + " relative to the folder of the list.");
        }
        int named = IntStream.range(0, first.size())
                .filter(c -> looksLikeImage(first.get(c)))
                .findFirst()
                .orElse(0);
        return new CsvColumns(false, named, first.size() == 2 ? 1 - named : 1, -1, List.of(), false);
    }

    private static CsvColumns named(List<List<String>> rows, int path) {
        List<String> names = rows.get(0);
        int part = column(names, PART);
        int single = column(names, LABEL);
        int several = column(names, LABELS);
        int label = single >= 0 ? single : several;
        if (label >= 0) {
            return new CsvColumns(true, path, label, part, List.of(), single < 0);
        }
        List<Integer> left = IntStream.range(0, names.size())
                .filter(c -> c != path && c != part && !names.get(c).isEmpty())
                .boxed()
                .toList();
        if (left.size() == 1 && !isHot(rows, left.get(0))) {
            return new CsvColumns(true, path, left.get(0), part, List.of(), false);
        }
        List<Integer> hot = left.stream().filter(c -> isHot(rows, c)).toList();
        return new CsvColumns(true, path, -1, part, hot.size() >= 2 ? hot : List.of(), false);
    }

    private static boolean isHot(List<List<String>> rows, int column) {
        return rows.size() > 1
                && rows.subList(1, rows.size()).stream()
                        .allMatch(row -> column < row.size()
                                && HOT.contains(row.get(column).toLowerCase(Locale.ROOT)));
    }

    /** Whether a cell of a class's own column says that the image has it. */
    static boolean isSet(String value) {
        return value.startsWith("1") || value.equalsIgnoreCase("true");
    }

    private static int columnOfFiles(List<String> row, Path folder) {
        for (int c = 0; c < row.size(); c++) {
            try {
                if (!row.get(c).isEmpty()
                        && Files.isRegularFile(folder.resolve(row.get(c).replace('\\', '/')))) {
                    return c;
                }
            } catch (InvalidPathException e) {
                // a number is no path
            }
        }
        return -1;
    }

    private static boolean looksLikeImage(String value) {
        String name = value.substring(value.lastIndexOf('/') + 1);
        try {
            return name.indexOf('.') > 0 && Listing.isImage(Path.of(name));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static int column(List<String> header, Set<String> names) {
        for (int c = 0; c < header.size(); c++) {
            if (names.contains(header.get(c).toLowerCase(Locale.ROOT).replaceAll("[\\s_-]", ""))) {
                return c;
            }
        }
        return -1;
    }

    /** What separates the fields of a list: the one that makes columns of known names, else as many in every line. */
    static char separator(List<String> lines) {
        char best = ',';
        int most = -1;
        for (char separator : new char[] {',', '\t', ';', '|'}) {
            String plain = String.valueOf(separator);
            int columns = fields(lines.get(0), separator).size();
            boolean even = columns > 1
                    && lines.stream()
                            .limit(SOME)
                            .allMatch(line -> fields(line, separator).size() == columns);
            List<String> header = fields(lines.get(0), separator);
            boolean named = columns > 1 && (column(header, PATH) >= 0 || column(header, PERHAPS_PATH) >= 0);
            int score = (named ? 2 : 0) + (even ? 1 : 0) + (columns > 1 && plain.equals(",") ? 1 : 0);
            if (columns > 1 && score > most) {
                most = score;
                best = separator;
            }
        }
        return best;
    }

    private static List<String> fields(String line, char separator) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == separator && !quoted) {
                fields.add(field.toString().strip());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString().strip());
        return fields;
    }
}
