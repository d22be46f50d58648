package deephash.kernel.magic;

import deephash.kernel.eval.CellEvaluator;
import deephash.kernel.eval.text.JavaToken;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Methods that cells call without an import: they run magics and other cells. */
public final class MagicCalls {

    private record Attached(Magics magics, CellEvaluator cells) {}

    private static volatile @Nullable Attached notebook;

    private MagicCalls() {}

    /** Directs calls to the notebook whose cell is running. */
    static void cells(Magics magics, CellEvaluator cells) {
        Attached known = notebook;
        if (known == null || known.magics != magics || known.cells != cells) {
            notebook = new Attached(magics, cells);
        }
    }

    private static Attached notebook() {
        Attached known = notebook;
        if (known == null) {
            throw new IllegalStateException("Magics can be called from the cells of a notebook only.");
        }
        return known;
    }

    /** Runs a line magic with its arguments as written. */
    static @Nullable Object line(String name, String arguments) throws Exception {
        Attached known = notebook();
        return known.magics.run(known.cells, name, arguments, null);
    }

    /** Runs a line magic: {@code lineMagic("jars", List.of("libs/*.jar"))}. */
    @SuppressWarnings({"unchecked", "NullAway", "TypeParameterUnusedInFormals"}) // notebooks for IJava know it so
    public static <T> T lineMagic(String name, List<String> arguments) throws Exception {
        return (T) line(name, joined(arguments));
    }

    /** Runs a cell magic. */
    @SuppressWarnings({"unchecked", "NullAway", "TypeParameterUnusedInFormals"}) // as lineMagic
    public static <T> T cellMagic(String name, List<String> arguments, String body) throws Exception {
        Attached known = notebook();
        return (T) known.magics.run(known.cells, name, joined(arguments), body);
    }

    /** Evaluates a text as a cell, magics included, and returns its value. */
    public static @Nullable Object eval(String cell) throws Exception {
        Attached known = notebook();
        return known.magics.evalScript(known.cells, cell, "eval(...)");
    }

    private static String joined(List<String> arguments) {
        return arguments.stream()
                .map(each ->
                        each.chars().anyMatch(c -> c == ' ' || c == '"' || c == '\'') ? JavaToken.quoted(each) : each)
                .collect(Collectors.joining(" "));
    }
}
