package deephash.kernel.magic;

import deephash.kernel.eval.Declarations;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Lines such as {@code /vars}: commands of {@code jshell}, which its scripts contain. */
public final class SlashCommands {

    private static final Pattern COMMAND = Pattern.compile("/[a-z!?-][\\w?-]*(?:\\s.*)?");

    /** The commands that jshell and our prompt know. */
    private static final Pattern KNOWN = Pattern.compile(
            "/(?:drop|edit|env|exit|help|history|imports|list|methods|open|quit|reload|reset|save|set|types|vars"
                    + "|\\?|!|-\\d+)"
                    + "(?:\\s[^;]*)?");

    private static final List<String> ENDS = List.of("/exit", "/quit");

    private SlashCommands() {}

    /** Whether a line is a command, where a statement could begin. */
    public static boolean isOne(String line) {
        return COMMAND.matcher(line.strip()).matches();
    }

    /** Whether a line is a command, where an expression could continue. */
    public static boolean isKnown(String line) {
        return KNOWN.matcher(line.strip()).matches();
    }

    /** Whether the command ends the script. */
    public static boolean ends(String line) {
        return ENDS.contains(name(line));
    }

    /** The first word of a command. */
    public static String name(String line) {
        return line.strip().split("\\s+", 2)[0];
    }

    /** The rest of a command. */
    public static String argument(String line) {
        String[] words = line.strip().split("\\s+", 2);
        return words.length < 2 ? "" : words[1].strip();
    }

    /** The declarations that a command lists, as lines; empty for other commands. */
    public static Optional<String> listing(String line, Declarations declared) {
        return switch (name(line)) {
            case "/vars" -> lines(declared.variables(), each -> each.type() + " " + each.name() + " = " + each.value());
            case "/methods" -> lines(declared.methods(), each -> each);
            case "/types" -> lines(declared.types(), Declarations.Type::name);
            case "/imports" -> lines(declared.imports(), each -> "import " + each);
            default -> Optional.empty();
        };
    }

    private static <T> Optional<String> lines(List<T> all, Function<T, String> line) {
        String listed = all.stream().map(each -> line.apply(each) + "\n").collect(Collectors.joining());
        return Optional.of(listed.isEmpty() ? "Nothing is declared.\n" : listed);
    }
}
