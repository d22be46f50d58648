package deephash.kernel.magic;

import deephash.kernel.eval.text.JavaToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the magics in the text of a cell: {@code %name} at the start of a line of Java or after an equals sign, and
 * {@code %%name} at the start of the cell. A percent sign in a string, a text block or a comment, or one that continues
 * a computation ({@code a % b}), starts none.
 */
final class MagicText {

    private static final Pattern WHOLE =
            Pattern.compile("\\s*%%([A-Za-z]\\w*)[ \\t]*([^\\n]*)(?:\\n(.*))?", Pattern.DOTALL);

    /** The prefix of a cell magic's name where it stands in the middle of a cell. */
    static final String MISPLACED = "%";

    private final String cell;
    private final Predicate<String> known;
    private final List<Line> lines = new ArrayList<>();
    private int depth;
    private char last = ';';

    private MagicText(String cell, Predicate<String> known) {
        this.cell = cell;
        this.known = known;
    }

    /**
     * A magic that is a cell.
     *
     * @param arguments the rest of the first line
     * @param body all that follows it
     * @param bodyLine the line, from 0, on which the body starts
     */
    record WholeCell(String name, String arguments, String body, int bodyLine) {}

    /**
     * A magic that is a line.
     *
     * @param start where its percent sign stands
     * @param end where its line ends
     * @param assigned whether its value is assigned
     */
    record Line(int start, int end, String name, String arguments, boolean assigned) {}

    /** The cell magic of a cell, if it is one. */
    static Optional<WholeCell> whole(String cell) {
        Matcher matcher = WHOLE.matcher(cell);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String body = matcher.group(3) == null ? "" : matcher.group(3);
        int bodyLine = (int) cell.substring(0, cell.length() - body.length())
                .chars()
                .filter(c -> c == '\n')
                .count();
        return Optional.of(new WholeCell(matcher.group(1), matcher.group(2).strip(), body, bodyLine));
    }

    /**
     * The lines of a cell that are magics.
     *
     * @param known whether there is a magic of this name; where Java could stand as well, that decides
     */
    static List<Line> lines(String cell, Predicate<String> known) {
        MagicText text = new MagicText(cell, known);
        int at = 0;
        while (at < cell.length()) {
            at = text.next(at);
        }
        return text.lines;
    }

    /** The offsets of the lines of a script that are commands of jshell. */
    static List<Integer> commands(String script) {
        MagicText text = new MagicText(script, name -> false);
        List<Integer> found = new ArrayList<>();
        int at = 0;
        while (at < script.length()) {
            if (text.isCommand(at)) {
                found.add(at);
                at = endOfLine(script, at);
                text.last = ';';
            } else {
                at = text.next(at);
            }
        }
        return found;
    }

    private boolean isCommand(int at) {
        if (cell.charAt(at) != '/' || (at > 0 && cell.charAt(at - 1) != '\n')) {
            return false;
        }
        String line = cell.substring(at, endOfLine(at));
        boolean afterStatement = last == ';' || last == '}';
        return afterStatement ? SlashCommands.isOne(line) : depth == 0 && SlashCommands.isKnown(line);
    }

    /** Takes one token and returns where the next begins. */
    private int next(int at) {
        JavaToken token = JavaToken.at(cell, at);
        if (!token.isCode()) {
            return token.end();
        }
        char c = cell.charAt(at);
        if (cell.startsWith("%%", at)
                && startsLine(at)
                && isLetter(at + 2)
                && !cell.substring(0, at).isBlank()) {
            return misplaced(at);
        }
        if (c == '%' && depth == 0 && isLetter(at + 1)) {
            return percent(at);
        }
        if (c == '(' || c == '[') {
            depth++;
        } else if (c == ')' || c == ']') {
            depth--;
        }
        last = c;
        return token.end();
    }

    private boolean isLetter(int at) {
        return at < cell.length() && Character.isLetter(cell.charAt(at));
    }

    private boolean startsLine(int at) {
        return cell.substring(cell.lastIndexOf('\n', at) + 1, at).isBlank();
    }

    private int endOfName(int at) {
        int end = at;
        while (end < cell.length() && Character.isJavaIdentifierPart(cell.charAt(end))) {
            end++;
        }
        return end;
    }

    /** A cell magic that is not on the first line: the text after it belongs to the magic and is not Java. */
    private int misplaced(int at) {
        lines.add(new Line(at, cell.length(), MISPLACED + cell.substring(at + 2, endOfName(at + 2)), "", false));
        return cell.length();
    }

    private int percent(int at) {
        int end = endOfLine(at);
        int nameEnd = endOfName(at + 1);
        String name = cell.substring(at + 1, nameEnd);
        boolean afterStatement = last == ';' || last == '{' || last == '}';
        boolean assigned = last == '=' && known.test(name);
        if (!assigned && !(startsLine(at) && (afterStatement || known.test(name)))) {
            last = '%';
            return at + 1;
        }
        lines.add(new Line(at, end, name, cell.substring(nameEnd, end).strip(), assigned));
        last = ';';
        return end;
    }

    private int endOfLine(int at) {
        return endOfLine(cell, at);
    }

    /** The end of the line that contains an offset. */
    static int endOfLine(String cell, int at) {
        int end = cell.indexOf('\n', at);
        return end < 0 ? cell.length() : end;
    }

    /** The arguments of a magic: words, or texts in quotes. */
    static List<String> words(String arguments) {
        List<String> words = new ArrayList<>();
        Matcher matcher = Pattern.compile("\"((?:[^\"\\\\]++|\\\\.)*+)\"|'([^']*)'|(\\S+)")
                .matcher(arguments);
        while (matcher.find()) {
            if (matcher.group(1) != null) {
                // A path of Windows keeps its backslashes.
                words.add(matcher.group(1).replaceAll("\\\\([\"\\\\])", "$1"));
            } else {
                words.add(matcher.group(2) != null ? matcher.group(2) : matcher.group(3));
            }
        }
        return words;
    }
}
