package deephash.code.file;

import java.util.ArrayList;
import java.util.List;

/**
 * Comma-separated values as RFC 4180 has them: a quoted field may hold the separator, quotation marks and line breaks.
 */
final class CsvText {

    private final String text;
    private final char separator;
    private final List<List<String>> rows = new ArrayList<>();
    private List<String> row = new ArrayList<>();
    private int at;

    private CsvText(String text, char separator) {
        this.text = text;
        this.separator = separator;
    }

    /** The rows that are not empty; blanks around an unquoted field are no part of it. */
    static List<List<String>> rows(String text, char separator) {
        return new CsvText(text, separator).rows();
    }

    private List<List<String>> rows() {
        while (at < text.length()) {
            row.add(field());
            boolean more = at < text.length() && text.charAt(at) == separator;
            if (more && at + 1 == text.length()) {
                row.add("");
            }
            at++;
            if (!more || at == text.length()) {
                endRow();
            }
        }
        return rows;
    }

    private void endRow() {
        if (row.size() > 1 || !row.get(0).isEmpty()) {
            rows.add(row);
        }
        row = new ArrayList<>();
    }

    /** Leaves {@code at} on the separator or the line break behind the field. */
    private String field() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        StringBuilder field = new StringBuilder();
        boolean quoted = at < text.length() && text.charAt(at) == '"';
        boolean open = quoted;
        for (at += quoted ? 1 : 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (open && c == '"') {
                boolean twice = at + 1 < text.length() && text.charAt(at + 1) == '"';
                open = twice;
                at += twice ? 1 : 0;
                if (!twice) {
                    continue;
                }
            } else if (!open && (c == separator || c == '\n' || c == '\r')) {
                break;
            }
            field.append(c);
        }
        return quoted ? field.toString() : field.toString().strip();
    }

    /** A field as it stands in a line, quoted if it has to be. */
    static String field(String value) {
        boolean plain = value.equals(value.strip()) && value.chars().noneMatch(c -> ",;\"\n\r\t".indexOf(c) >= 0);
        return plain ? value : '"' + value.replace("\"", "\"\"") + '"';
    }
}
