package deephash.kernel.notebook;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import deephash.kernel.eval.text.JavaToken;
import deephash.kernel.eval.text.NearNames;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parameters of a notebook, as papermill knows them: a cell tagged {@code parameters} declares variables with their
 * usual values; others are set in a cell tagged {@code injected-parameters} behind it.
 */
final class NotebookParameters {

    private static final String DECLARED = "parameters";
    private static final String INJECTED = "injected-parameters";

    /** {@code final int bits = 32;} */
    private static final Pattern DECLARATION = Pattern.compile("(?m)^[ "
            + "\\t]*(?:(?:final|static|public|private)\\s+)*([\\w.$]+(?:<[^=;]*>)?(?:\\[])*)"
            + "\\s+(\\w+)\\s*=\\s*([^;]*);");

    private static final Map<String, Function<String, Object>> NUMBERS = Map.of(
            "int", Integer::valueOf,
            "Integer", Integer::valueOf,
            "long", Long::valueOf,
            "Long", Long::valueOf,
            "double", Double::valueOf,
            "Double", Double::valueOf,
            "float", Float::valueOf,
            "short", Short::valueOf,
            "byte", Byte::valueOf);

    private NotebookParameters() {}

    /**
     * Sets parameters of a notebook.
     *
     * @param pairs names and values by turns
     * @return the notebook with a cell that sets them
     * @throws IllegalArgumentException if the notebook has no such parameter, or a value is not of its type
     */
    static Notebook set(Notebook notebook, List<String> pairs) {
        List<Cell> cells = notebook.cells();
        Optional<Cell> declared = cells.stream()
                .filter(each -> each.isCode() && each.isTagged(DECLARED))
                .findFirst();
        if (declared.isEmpty()) {
            throw new IllegalArgumentException("The notebook has no parameters: no cell is tagged \"" + DECLARED
                    + "\". Tag the cell that declares them, in JupyterLab's property inspector.");
        }
        Map<String, String> types = types(declared.get().source());
        StringBuilder java = new StringBuilder("// Parameters");
        for (int i = 0; i + 1 < pairs.size(); i += 2) {
            String name = pairs.get(i);
            String type = types.get(name);
            if (type == null) {
                throw new IllegalArgumentException("The notebook has no parameter " + name + "."
                        + NearNames.nearest(name, types.keySet())
                                .map(near -> " Did you mean " + near + "?")
                                .orElse("")
                        + " It has " + String.join(", ", types.keySet()) + ".");
            }
            java.append('\n').append(type).append(' ').append(name).append(" = ");
            java.append(value(type, name, pairs.get(i + 1))).append(';');
        }
        return notebook.withCellAfter(declared.get(), cell(java.toString()), each -> each.isTagged(INJECTED));
    }

    /** The variables that a cell declares with a value, and their types. */
    static Map<String, String> types(String cell) {
        Map<String, String> types = new LinkedHashMap<>();
        Matcher each = DECLARATION.matcher(cell);
        while (each.find()) {
            String type = each.group(1);
            types.put(each.group(2), type.equals("var") ? typeOf(each.group(3).strip()) : type);
        }
        return types;
    }

    /** The type of a literal; of anything else, {@code var}. */
    private static String typeOf(String literal) {
        if (literal.startsWith("\"")) {
            return "String";
        } else if (literal.matches("true|false")) {
            return "boolean";
        } else if (literal.matches("-?[\\d_]+")) {
            return "int";
        } else if (literal.matches("-?[\\d_]+[lL]")) {
            return "long";
        }
        return literal.matches("-?[\\d_]*\\.?[\\d_]+(?:[eE][-+]?\\d+)?[dD]?") ? "double" : "var";
    }

    /** A value as Java. */
    private static String value(String type, String name, String written) {
        if (type.equals("String")) {
            return JavaToken.quoted(written);
        }
        if (type.equalsIgnoreCase("boolean") && !written.matches("true|false")) {
            throw wrong(type, name, written);
        }
        Function<String, Object> number = NUMBERS.get(type);
        if (number == null) {
            // Anything else is Java: an option, a list, a constant.
            return written;
        }
        try {
            Object read = number.apply(written.replace("_", ""));
            return read + (read instanceof Long ? "L" : read instanceof Float ? "f" : "");
        } catch (NumberFormatException e) {
            throw wrong(type, name, written);
        }
    }

    private static IllegalArgumentException wrong(String type, String name, String written) {
        return new IllegalArgumentException(
                "The parameter " + name + " is of type " + type + ", and \"" + written + "\" is none.");
    }

    private static Cell cell(String source) {
        JsonArray tags = new JsonArray();
        tags.add(INJECTED);
        JsonObject metadata = new JsonObject();
        metadata.add("tags", tags);
        JsonObject json = new JsonObject();
        json.addProperty("cell_type", "code");
        json.add("execution_count", JsonNull.INSTANCE);
        json.add("metadata", metadata);
        json.add("outputs", new JsonArray());
        json.addProperty("source", source);
        return new Cell(json);
    }
}
