package deephash.kernel.magic;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import deephash.kernel.display.Lines;
import deephash.kernel.eval.CellEvaluator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Scripts and notebooks that a cell runs with {@code %load}. */
final class Scripts {

    private static final List<String> ENDINGS = List.of("", ".ipynb", ".jshell", ".jsh", ".java");

    /** A script that loads itself would do so for ever. */
    private static final int DEEPEST = 20;

    private static int depth;

    private Scripts() {}

    static @Nullable Object load(MagicHost magics, CellEvaluator cells, List<String> words) throws Exception {
        if (words.size() != 1) {
            throw new IllegalArgumentException(
                    words.isEmpty()
                            ? "Say which: %load script.jshell"
                            : "%load takes one file, not " + String.join(" and ", words)
                                    + ". A name with blanks stands in quotes: %load \"" + String.join(" ", words)
                                    + "\"");
        }
        String name = words.get(0);
        Path file = file(name)
                .orElseThrow(() -> new IllegalArgumentException("There is no script " + name + " in "
                        + Path.of("").toAbsolutePath() + ", nor with the ending "
                        + String.join(", ", ENDINGS.subList(1, ENDINGS.size())) + "."));
        if (++depth > DEEPEST) {
            depth = 0;
            throw new IllegalArgumentException(file + " loads itself.");
        }
        try {
            List<String> texts = texts(file);
            for (int i = 0; i < texts.size(); i++) {
                String cell = texts.size() > 1 ? ", cell " + (i + 1) : "";
                run(magics, cells, texts.get(i), file.getFileName() + cell);
            }
        } finally {
            depth = Math.max(0, depth - 1);
        }
        return null;
    }

    /** Runs a script piece by piece: between its commands for jshell, up to one that ends it. */
    private static void run(MagicHost magics, CellEvaluator cells, String text, String name) throws Exception {
        int start = 0;
        for (int at : MagicText.commands(text)) {
            magics.evalScript(cells, onItsLines(text, start, at), name);
            int end = MagicText.endOfLine(text, at);
            String command = text.substring(at, end).strip();
            if (SlashCommands.ends(command)) {
                return;
            }
            runCommand(
                    magics,
                    cells,
                    command,
                    name + ", line " + text.substring(0, end).lines().count());
            start = end;
        }
        magics.evalScript(cells, onItsLines(text, start, text.length()), name);
    }

    private static String onItsLines(String text, int start, int end) {
        long before = text.substring(0, start).chars().filter(c -> c == '\n').count();
        return "\n".repeat((int) before) + text.substring(start, end);
    }

    private static void runCommand(MagicHost magics, CellEvaluator cells, String command, String where)
            throws Exception {
        Optional<String> listing = SlashCommands.listing(command, cells.declarations());
        if (listing.isPresent()) {
            System.out.print(listing.get());
        } else if (SlashCommands.name(command).equals("/open")) {
            load(magics, cells, List.of(SlashCommands.argument(command)));
        } else {
            throw new IllegalArgumentException(where + ": " + SlashCommands.name(command)
                    + " is a command of jshell that means nothing here. Those that do: /open, /vars, /methods, /types,"
                    + " /imports, /exit.");
        }
    }

    private static Optional<Path> file(String name) {
        return ENDINGS.stream()
                .flatMap(ending -> ClassPathFiles.matching(name + ending).stream())
                .filter(Files::isRegularFile)
                .findFirst();
    }

    /** The text of a script, or those of a notebook's code cells. */
    private static List<String> texts(Path file) throws IOException {
        String text = Files.readString(file);
        if (!file.toString().endsWith(".ipynb")) {
            return List.of(text);
        }
        try {
            if (JsonParser.parseString(text) instanceof JsonObject notebook
                    && notebook.get("cells") instanceof JsonArray all) {
                return all.asList().stream()
                        .filter(each -> each instanceof JsonObject cell
                                && Lines.joined(cell.get("cell_type")).equals("code"))
                        .map(each -> Lines.joined(each.getAsJsonObject().get("source")))
                        .toList();
            }
        } catch (JsonParseException | IllegalStateException e) {
            throw new IllegalArgumentException(file + " is no notebook: " + e.getMessage(), e);
        }
        throw new IllegalArgumentException(file + " is no notebook of format 4: it has no cells.");
    }
}
