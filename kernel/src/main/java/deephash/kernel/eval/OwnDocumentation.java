package deephash.kernel.eval;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.JShell;
import jdk.jshell.MethodSnippet;
import jdk.jshell.TypeDeclSnippet;
import org.jspecify.annotations.Nullable;

/**
 * The documentation that JShell does not find: that of what cells declare, and, before JDK 22, of methods with
 * annotated types such as {@code @Nullable Object}, which it then takes for others than those of the compiled class.
 */
final class OwnDocumentation {

    /** What JShell says of a method: perhaps type parameters and a type, then its name with classes, then parameters. */
    private static final Pattern METHOD =
            Pattern.compile("(?:.*[ >])?((?:[\\w$]+(?:<[^()<>]*>)?\\.?)+)\\((.*)\\)((?: throws .*)?)");

    private static final Pattern COMMA = Pattern.compile(",\\s*(?![^<]*>)");

    private final JShell shell;
    private final List<Path> sources;

    OwnDocumentation(JShell shell, List<Path> sources) {
        this.shell = shell;
        this.sources = sources;
    }

    /** What is known of one meaning of a name. */
    record Entry(String signature, @Nullable String javadoc) {}

    /** What JShell says, with what it lacks. */
    Entry completed(String signature, @Nullable String javadoc) {
        String plain = SourceComments.withoutAnnotations(signature);
        return javadoc != null ? new Entry(plain, javadoc) : found(plain).orElseGet(() -> new Entry(plain, null));
    }

    private Optional<Entry> found(String signature) {
        Matcher method = METHOD.matcher(signature);
        if (!method.matches()) {
            return source(signature)
                    .flatMap(source -> source.comments().ofClass(source.name()))
                    .map(found -> new Entry(signature, found.text()));
        }
        List<String> parameters = method.group(2).isEmpty() ? List.of() : Arrays.asList(COMMA.split(method.group(2)));
        Optional<Source> source = source(method.group(1));
        Optional<SourceComments.Comment> found =
                source.flatMap(each -> each.comments().ofMethod(each.name(), parameters));
        return found.isPresent()
                ? found.map(each -> new Entry(withNames(signature, method, each), each.text()))
                // The constructor of a record.
                : source.flatMap(each -> each.comments().ofClass(each.name()))
                        .map(each -> new Entry(signature, each.text()));
    }

    private static String withNames(String signature, Matcher method, SourceComments.Comment found) {
        List<String> parameters = found.parameters() == null ? List.of() : found.parameters();
        return signature.substring(0, method.start(2)) + String.join(", ", parameters) + ")" + method.group(3);
    }

    /** A source text, and what the name is called in it. */
    private record Source(SourceComments comments, String name) {}

    private Optional<Source> source(String generic) {
        String name = generic.replaceAll("<[^<>]*>", "");
        return name.indexOf('.') < 0 || Character.isUpperCase(name.charAt(0)) ? declared(name) : filed(name);
    }

    /** In the last cell that declares it. */
    private Optional<Source> declared(String name) {
        String first = name.replaceFirst("\\..*", "");
        Optional<String> type = shell.types()
                .filter(each -> each.name().equals(first) && shell.status(each).isActive())
                .map(TypeDeclSnippet::source)
                .findFirst();
        if (type.isPresent()) {
            return type.map(source -> new Source(new SourceComments(source), name));
        }
        String methods = shell.methods()
                .filter(each -> each.name().equals(first) && shell.status(each).isActive())
                .map(MethodSnippet::source)
                .reduce("", (all, each) -> all + "\n" + each);
        return methods.isEmpty()
                ? Optional.empty()
                : Optional.of(new Source(new SourceComments("class Cell {" + methods + "\n}"), "Cell." + name));
    }

    /** In a file of the sources that are configured, which the JDK's are not: JShell knows them. */
    private Optional<Source> filed(String name) {
        if (name.startsWith("java.") || name.startsWith("javax.")) {
            return Optional.empty();
        }
        String[] parts = name.split("\\.");
        for (int classes = parts.length; classes > 1; classes--) {
            String file = String.join("/", Arrays.asList(parts).subList(0, classes)) + ".java";
            String inside = String.join(".", Arrays.asList(parts).subList(classes - 1, parts.length));
            for (Path each : sources) {
                Path path = Sources.root(each).resolve(file);
                if (Files.isRegularFile(path)) {
                    return read(path).map(text -> new Source(new SourceComments(text), inside));
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> read(Path path) {
        try {
            return Optional.of(Files.readString(path));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
