package deephash.kernel.eval;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.JShell;
import jdk.jshell.MethodSnippet;
import jdk.jshell.TypeDeclSnippet;
import org.jspecify.annotations.Nullable;

/**
 * Documentation looked up in sources by the signatures that JShell gives. JShell itself has the compiler read the whole
 * source of a class for each question; it finds nothing of what cells declare, nor, before JDK 22, of methods with
 * annotated types such as {@code @Nullable Object}, which it then takes for others than those of the compiled class.
 */
final class OwnDocumentation {

    /** What JShell says of a method: perhaps type parameters and a type, then its name with classes, then parameters. */
    private static final Pattern METHOD =
            Pattern.compile("(?:.*[ >])?((?:[\\w$]+(?:<[^()<>]*>)?\\.?)+)\\((.*)\\)((?: throws .*)?)");

    private final JShell shell;
    private final List<Path> sources;

    /** Which sources have a package, by its folder. */
    private final Map<String, List<Path>> byPackage = new ConcurrentHashMap<>();

    /** A method has several meanings, mostly of one class. */
    private volatile @Nullable LastRead last;

    private record LastRead(Path path, SourceComments comments) {}

    /**
     * Reads sources.
     *
     * @param sources the root folders of all
     */
    OwnDocumentation(JShell shell, List<Path> sources) {
        this.shell = shell;
        this.sources = sources;
    }

    /**
     * What is known of one meaning of a name.
     *
     * @param inherits whether the rest may be said where a method was first declared
     */
    record Entry(String signature, @Nullable String javadoc, boolean inherits) {}

    /** What JShell says, with what it lacks. */
    Entry completed(String signature, @Nullable String javadoc) {
        String plain = SourceComments.withoutAnnotations(signature);
        return javadoc == null ? found(plain) : new Entry(plain, javadoc, false);
    }

    private Entry found(String signature) {
        Entry none = new Entry(signature, null, false);
        Matcher method = METHOD.matcher(signature);
        if (!method.matches()) {
            return source(signature)
                    .flatMap(source -> source.comments().ofClass(source.name()))
                    .map(found -> new Entry(signature, found.text(), false))
                    .orElse(none);
        }
        List<String> parameters = SourceComments.split(method.group(2));
        Optional<Source> source = source(method.group(1));
        Optional<SourceComments.Comment> found =
                source.flatMap(each -> each.comments().ofMethod(each.name(), parameters));
        return found.isPresent()
                ? found.map(each -> ofMethod(signature, method, each, source.get()))
                        .get()
                // The constructor of a record.
                : source.flatMap(each -> each.comments().ofClass(each.name()))
                        .map(each -> new Entry(signature, each.text(), false))
                        .orElse(none);
    }

    private static Entry ofMethod(String signature, Matcher method, SourceComments.Comment found, Source source) {
        String text = found.text();
        String named =
                signature.substring(0, method.start(2)) + String.join(", ", found.parameters()) + ")" + method.group(3);
        return new Entry(named, text, source.isFile() && (text == null || text.contains("{@inheritDoc")));
    }

    /**
     * A source text.
     *
     * @param name what is asked about is called in it
     */
    private record Source(SourceComments comments, String name, boolean isFile) {}

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
            return type.map(source -> new Source(new SourceComments(source), name, false));
        }
        String methods = shell.methods()
                .filter(each -> each.name().equals(first) && shell.status(each).isActive())
                .map(MethodSnippet::source)
                .reduce("", (all, each) -> all + "\n" + each);
        return methods.isEmpty()
                ? Optional.empty()
                : Optional.of(new Source(new SourceComments("class Cell {" + methods + "\n}"), "Cell." + name, false));
    }

    /** In a file of the sources. */
    private Optional<Source> filed(String name) {
        List<String> parts = List.of(name.split("\\."));
        int outer = 0;
        while (outer < parts.size() && !Character.isUpperCase(parts.get(outer).charAt(0))) {
            outer++;
        }
        if (outer == parts.size()) {
            return Optional.empty();
        }
        String folder = String.join("/", parts.subList(0, outer));
        String file = parts.get(outer) + ".java";
        String inside = String.join(".", parts.subList(outer, parts.size()));
        return byPackage.computeIfAbsent(folder, this::withPackage).stream()
                .map(each -> each.resolve(file))
                .filter(Files::isRegularFile)
                .findFirst()
                .flatMap(this::read)
                .map(read -> new Source(read, inside, true));
    }

    private List<Path> withPackage(String folder) {
        return sources.stream()
                .map(each -> each.resolve(folder))
                .filter(Files::isDirectory)
                .toList();
    }

    private Optional<SourceComments> read(Path path) {
        LastRead before = last;
        if (before != null && before.path().equals(path)) {
            return Optional.of(before.comments());
        }
        try {
            LastRead now = new LastRead(path, new SourceComments(Files.readString(path)));
            last = now;
            return Optional.of(now.comments());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
