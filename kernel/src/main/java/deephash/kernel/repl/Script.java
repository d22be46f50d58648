package deephash.kernel.repl;

import deephash.kernel.eval.FirstSnippet;
import deephash.kernel.magic.SlashCommands;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Java from a file or a pipe, statement by statement. The value of an expression is shown, as at the prompt, unless a
 * semicolon ends it.
 */
final class Script {

    /**
     * A statement.
     *
     * @param line where it starts, from 1
     * @param shown whether its value is
     */
    record Statement(String source, int line, boolean shown) {}

    /** A line that continues the statement before it, although that statement could have ended. */
    private static final Pattern CONTINUATION =
            Pattern.compile("\\s*(\\.|[-+*/&|^?:<>=](?![/*])|%(?![%A-Za-z])|else\\b|catch\\b|finally\\b|\\{)");

    private Script() {}

    /**
     * Reads a script.
     *
     * @throws IllegalArgumentException if it is none; the message says what it is, and what to do
     */
    static String text(Path file) throws IOException {
        if (file.toString().endsWith(".ipynb")) {
            throw new IllegalArgumentException(file + " is a notebook: deephash run " + file + " runs it.");
        } else if (Files.isDirectory(file)) {
            throw new IllegalArgumentException(file + " is a folder. Give a script in it.");
        }
        try {
            return Files.readString(file);
        } catch (NoSuchFileException missing) {
            throw new IllegalArgumentException("There is no script " + file + ".", missing);
        } catch (MalformedInputException binary) {
            throw new IllegalArgumentException(file + " is no script: it is not text in UTF-8.", binary);
        }
    }

    /** Evaluates a script up to the first error; says where that was, and returns whether there was none. */
    static boolean run(Session session, String name, String text) {
        Commands commands = new Commands(session);
        for (Statement statement : statements(session.cells()::firstSnippet, text)) {
            boolean well = SlashCommands.isOne(statement.source())
                    ? commands.run(statement.source())
                    : session.eval(statement.source(), statement.shown());
            if (!well) {
                session.say(name + " failed in the statement at line " + statement.line() + ".");
                return false;
            }
            if (session.isLeft()) {
                break;
            }
        }
        return true;
    }

    /**
     * Where the command or the magic ends that starts in a line: one that is a cell at an empty line; the line itself
     * if it is none.
     */
    private static int endOfCommand(List<String> lines, int line) {
        if (SlashCommands.isOne(lines.get(line))) {
            return line + 1;
        }
        if (!lines.get(line).strip().matches("%%?[A-Za-z].*")) {
            return line;
        }
        int end = line + 1;
        while (lines.get(line).strip().startsWith("%%")
                && end < lines.size()
                && !lines.get(end).isBlank()) {
            end++;
        }
        return end;
    }

    /** Cuts a script where a user at a prompt would press Enter: at the end of each line that ends a statement. */
    static List<Statement> statements(Function<String, FirstSnippet> cutter, String text) {
        // A script may be made executable: its first line is then for the system.
        List<String> lines =
                (text.startsWith("#!") ? "//" + text : text).lines().toList();
        List<Statement> statements = new ArrayList<>();
        StringBuilder pending = new StringBuilder();
        int start = 1;
        for (int i = 0; i < lines.size(); i++) {
            if (pending.toString().isBlank()) {
                pending.setLength(0);
                start = i + 1;
                int end = endOfCommand(lines, i);
                if (end > i) {
                    statements.add(new Statement(String.join("\n", lines.subList(i, end)), start, true));
                    i = end - 1;
                    continue;
                }
            }
            pending.append(lines.get(i)).append('\n');
            boolean last = i == lines.size() - 1;
            if (!last
                    && CONTINUATION.matcher(lines.get(i + 1)).lookingAt()
                    && !SlashCommands.isKnown(lines.get(i + 1))) {
                continue;
            }
            String rest = pending.toString();
            while (!rest.isBlank()) {
                FirstSnippet first = cutter.apply(rest);
                if (!first.isWhole() && !last) {
                    break;
                }
                String remaining = first.rest();
                if (remaining.length() >= rest.length()) {
                    // Nothing was taken: the rest is one statement, so that this ends.
                    remaining = "";
                }
                String source =
                        rest.substring(0, rest.length() - remaining.length()).strip();
                if (!first.isEmpty()) {
                    statements.add(new Statement(source, start, !source.endsWith(";")));
                }
                rest = remaining;
            }
            pending.replace(0, pending.length(), rest);
        }
        return statements;
    }
}
