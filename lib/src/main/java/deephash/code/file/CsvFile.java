package deephash.code.file;

import deephash.code.HashCodes;
import deephash.code.Labels;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A code a line under a header, with its name and its classes; see {@link CodeFile}. */
final class CsvFile {

    private static final String CODE = "code";
    private static final String NAME = "name";
    private static final String SINGLE = "class";
    private static final String MULTI = "classes";
    private static final String NUMBER = "class number: ";
    /** Makes a code a word for programs that would take digits for a number. */
    private static final String WORD = "b";

    private final Path file;
    private final List<String> head;
    private final List<List<String>> rows;

    private CsvFile(Path file, List<String> head, List<List<String>> rows) {
        this.file = file;
        this.head = head;
        this.rows = rows;
    }

    static void write(HashCodes codes, OutputStream out) throws IOException {
        @Nullable List<String> names = codes.names().orElse(null);
        @Nullable Labels labels = codes.labels().orElse(null);
        List<String> line = new ArrayList<>(List.of(CODE));
        if (names != null) {
            line.add(NAME);
        }
        if (labels != null) {
            line.add(labels.isSingle() ? SINGLE : MULTI);
            line.add(NUMBER + CsvNames.join(labels.classes()));
        }
        write(line, out);
        for (int i = 0; i < codes.size(); i++) {
            line = new ArrayList<>(List.of(WORD + codes.get(i)));
            if (names != null) {
                line.add(names.get(i));
            }
            if (labels != null) {
                List<String> classes =
                        labels.of(i).stream().mapToObj(labels.classes()::get).toList();
                line.add(labels.isSingle() ? classes.get(0) : CsvNames.join(classes));
                line.add(numbers(labels.of(i)));
            }
            write(line, out);
        }
    }

    private static String numbers(BitSet classes) {
        return String.join("; ", classes.stream().mapToObj(String::valueOf).toList());
    }

    private static void write(List<String> fields, OutputStream out) throws IOException {
        String line = String.join(",", fields.stream().map(CsvText::field).toList());
        out.write((line + '\n').getBytes(StandardCharsets.UTF_8));
    }

    static HashCodes read(Path file) throws IOException {
        String text = text(file);
        String start = text.substring(0, Math.min(text.length(), CODE.length() + 1));
        char last = start.isEmpty() ? ',' : start.charAt(start.length() - 1);
        boolean other = start.toLowerCase(Locale.ROOT).startsWith(CODE) && (last == ';' || last == '\t');
        List<List<String>> rows = CsvText.rows(text, other ? last : ',');
        List<String> head = rows.isEmpty() ? List.of() : rows.get(0);
        if (head.stream().noneMatch(CODE::equalsIgnoreCase)) {
            return BareCsv.read(file, rows);
        }
        return new CsvFile(file, head, rows.subList(1, rows.size())).codes();
    }

    private static String text(Path file) throws IOException {
        try {
            String text = Files.readString(file);
            // some programs put a byte order mark at the beginning
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(
                    file + " is not in UTF-8, as codes in .csv are. Save it as \"CSV UTF-8\".", e);
        }
    }

    private HashCodes codes() {
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).size() != head.size()) {
                throw new IllegalArgumentException("Code " + i + " of " + file + " has "
                        + rows.get(i).size() + " fields, but the first line names " + head.size() + " columns.");
            }
        }
        int code = column(CODE);
        List<String> bits = new ArrayList<>();
        for (List<String> row : rows) {
            bits.add(bits(row.get(code), bits.size()));
        }
        HashCodes codes = BareCsv.ofBitStrings(file, bits);
        int name = column(NAME);
        if (name >= 0) {
            codes = codes.named(rows.stream().map(row -> row.get(name)).toList());
        }
        boolean single = column(SINGLE) >= 0;
        int classes = single ? column(SINGLE) : column(MULTI);
        return classes < 0 ? codes : codes.labelled(labels(single, classes));
    }

    private String bits(String word, int i) {
        String bits = word.startsWith(WORD) ? word.substring(WORD.length()) : word;
        if (bits.isEmpty() || bits.chars().anyMatch(c -> c != '0' && c != '1')) {
            throw new IllegalArgumentException("Code " + i + " of " + file + " is \"" + word + "\"; a code is \"b\""
                    + " and then 0 and 1, bit 0 first. Has a spreadsheet taken the codes for numbers? Save them"
                    + " again, or set the column to text.");
        }
        return bits;
    }

    private int column(String title) {
        for (int i = 0; i < head.size(); i++) {
            if (head.get(i).equalsIgnoreCase(title)) {
                return i;
            }
        }
        return -1;
    }

    private int numberColumn() {
        for (int i = 0; i < head.size(); i++) {
            if (head.get(i).startsWith(NUMBER.strip())) {
                return i;
            }
        }
        return -1;
    }

    private Labels labels(boolean single, int column) {
        List<List<String>> named = rows.stream()
                .map(row -> single ? List.of(row.get(column)) : CsvNames.split(row.get(column)))
                .toList();
        int number = numberColumn();
        List<String> classes = number < 0
                ? named.stream().flatMap(List::stream).distinct().sorted().toList()
                : CsvNames.split(
                        head.get(number).substring(NUMBER.strip().length()).stripLeading());
        List<BitSet> items = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            items.add(
                    number < 0
                            ? numbers(named.get(i), classes)
                            : numbers(rows.get(i).get(number), i, classes));
            TreeSet<String> meant =
                    new TreeSet<>(items.get(i).stream().mapToObj(classes::get).toList());
            if (!meant.equals(new TreeSet<>(named.get(i)))
                    || (single && items.get(i).cardinality() != 1)) {
                throw new IllegalArgumentException("Code " + i + " of " + file + " has the class " + named.get(i)
                        + ", but its class number stands for " + meant + ". Correct one of them, or delete the column"
                        + " of numbers: classes are then numbered in the order of their names.");
            }
        }
        return single
                ? Labels.single(
                        classes,
                        items.stream().mapToInt(item -> item.nextSetBit(0)).toArray())
                : Labels.multi(classes, items);
    }

    private static BitSet numbers(List<String> names, List<String> classes) {
        BitSet item = new BitSet();
        names.forEach(name -> item.set(classes.indexOf(name)));
        return item;
    }

    private BitSet numbers(String numbers, int i, List<String> classes) {
        BitSet item = new BitSet();
        for (String number : numbers.isEmpty() ? new String[0] : numbers.split("; *", -1)) {
            if (!number.matches("\\d{1,9}") || Integer.parseInt(number) >= classes.size()) {
                throw new IllegalArgumentException("Code " + i + " of " + file + " has the class number \"" + number
                        + "\"; the first line names " + classes.size() + " classes, 0 to " + (classes.size() - 1)
                        + ".");
            }
            item.set(Integer.parseInt(number));
        }
        return item;
    }
}
