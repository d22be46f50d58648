package deephash.code.file;

import deephash.code.HashCodes;
import deephash.code.Labels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Reads bit strings without a header, as others write them: one a line, or with classes behind it under a first line
 * {@code #class,airplane,bird,...} (one class a code) or {@code #classes,...} (any number).
 */
final class BareCsv {

    private static final String SINGLE = "#class";
    private static final String MULTI = "#classes";

    private BareCsv() {}

    static HashCodes read(Path file, List<List<String>> lines) {
        boolean labelled = !lines.isEmpty()
                && (lines.get(0).get(0).equals(SINGLE) || lines.get(0).get(0).equals(MULTI));
        List<List<String>> rows = labelled ? lines.subList(1, lines.size()) : lines;
        HashCodes codes =
                ofBitStrings(file, rows.stream().map(row -> row.get(0)).toList());
        return labelled ? codes.labelled(labels(file, lines.get(0), rows)) : codes;
    }

    static HashCodes ofBitStrings(Path file, List<String> bits) {
        try {
            return HashCodes.ofBitStrings(bits);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
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
}
