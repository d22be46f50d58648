package deephash.code;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A bit string a line, and its classes behind it; see {@link CodeFile}. */
final class CsvFile {

    private static final String SINGLE = "#class";
    private static final String MULTI = "#classes";

    private CsvFile() {}

    static void write(HashCodes codes, OutputStream out) throws IOException {
        Labels labels = codes.labels().orElse(Labels.none(codes.size()));
        if (labels.isPresent()) {
            requireNames(labels.classes());
            write(out, labels.isSingle() ? SINGLE : MULTI, labels.classes());
        }
        for (int i = 0; i < codes.size(); i++) {
            write(
                    out,
                    codes.get(i).toString(),
                    labels.of(i).stream().mapToObj(labels.classes()::get).toList());
        }
    }

    private static void requireNames(List<String> classes) {
        Set<String> seen = new HashSet<>();
        for (String name : classes) {
            boolean broken = name.indexOf('\n') >= 0 || name.indexOf('\r') >= 0;
            if (broken || !seen.add(name)) {
                throw new IllegalArgumentException(
                        "A .csv file of codes has a line a code and knows classes by their names, but "
                                + (broken ? "there is a line break in" : "two classes are called") + " \"" + name
                                + "\"; name it otherwise, or save under a name without .csv.");
            }
        }
    }

    private static void write(OutputStream out, String first, List<String> names) throws IOException {
        StringBuilder line = new StringBuilder(first);
        for (String name : names) {
            // a blank at the end of a line would not be read
            boolean plain = name.matches("[^\",]*") && name.equals(name.strip());
            line.append(',').append(plain ? name : '"' + name.replace("\"", "\"\"") + '"');
        }
        out.write(line.append('\n').toString().getBytes(StandardCharsets.UTF_8));
    }

    static HashCodes read(Path file) throws IOException {
        List<List<String>> lines = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            // some programs put a byte order mark at the beginning
            String text = (lines.isEmpty() && line.startsWith("\uFEFF") ? line.substring(1) : line).strip();
            if (!text.isEmpty()) {
                lines.add(fields(text));
            }
        }
        boolean labelled = !lines.isEmpty() && lines.get(0).get(0).startsWith(SINGLE);
        List<List<String>> rows = labelled ? lines.subList(1, lines.size()) : lines;
        HashCodes codes =
                HashCodes.ofBitStrings(rows.stream().map(row -> row.get(0)).toList());
        return labelled ? codes.labelled(labels(file, lines.get(0), rows)) : codes;
    }

    private static Labels labels(Path file, List<String> head, List<List<String>> rows) {
        List<String> classes = head.subList(1, head.size());
        List<BitSet> items = new ArrayList<>();
        for (List<String> row : rows) {
            BitSet item = new BitSet();
            for (String name : row.subList(1, row.size())) {
                int index = classes.indexOf(name);
                if (index < 0) {
                    throw new IllegalArgumentException("Code " + items.size() + " of " + file + " has the class \""
                            + name + "\", which the first line does not name: " + classes + ".");
                }
                item.set(index);
            }
            items.add(item);
        }
        if (head.get(0).equals(MULTI)) {
            return Labels.multi(classes, items);
        }
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i).cardinality() != 1) {
                throw new IllegalArgumentException("Code " + i + " of " + file + " has "
                        + items.get(i).cardinality() + " classes; where the first line starts with " + SINGLE
                        + ", each has one. For several, start it with " + MULTI + ".");
            }
        }
        return Labels.single(
                classes, items.stream().mapToInt(item -> item.nextSetBit(0)).toArray());
    }

    /** The fields of a line, quoted ones without their quotes (RFC 4180; a field is within one line). */
    private static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                field.append('"');
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return fields;
    }
}
