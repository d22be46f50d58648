package deephash.code.file;

import java.util.ArrayList;
import java.util.List;

/** Several names in one field: "a; b", with \ before a semicolon or a backslash of a name. */
final class CsvNames {

    private CsvNames() {}

    static String join(List<String> names) {
        return String.join(
                "; ",
                names.stream()
                        .map(name -> name.replace("\\", "\\\\").replace(";", "\\;"))
                        .toList());
    }

    static List<String> split(String field) {
        List<String> names = new ArrayList<>();
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            if (c == '\\' && i + 1 < field.length()) {
                name.append(field.charAt(++i));
            } else if (c == ';') {
                names.add(name.toString());
                name.setLength(0);
                // the blank behind it belongs to the separator
                i += i + 1 < field.length() && field.charAt(i + 1) == ' ' ? 1 : 0;
            } else {
                name.append(c);
            }
        }
        if (!field.isEmpty()) {
            names.add(name.toString());
        }
        return names;
    }
}
