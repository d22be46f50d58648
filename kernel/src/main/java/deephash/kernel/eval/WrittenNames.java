package deephash.kernel.eval;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.MethodSnippet;
import jdk.jshell.TypeDeclSnippet;
import org.jspecify.annotations.Nullable;

/** Where the classes and methods that JShell names are written: in cells or in files. */
final class WrittenNames {

    private final JShell shell;
    private final List<Path> roots;
    private final ImportedNames imported;

    /** Which roots have a package, by its folder. */
    private final Map<String, List<Path>> byPackage = new ConcurrentHashMap<>();

    /** A method has several meanings, mostly of one class. */
    private volatile @Nullable LastRead last;

    private record LastRead(Path path, SourceComments comments) {}

    /**
     * Reads what is found.
     *
     * @param roots the root folders of all files
     */
    WrittenNames(JShell shell, List<Path> roots) {
        this.shell = shell;
        this.roots = roots;
        imported = new ImportedNames(shell);
    }

    /**
     * A source text.
     *
     * @param name what is asked about is called in it
     */
    record Place(SourceComments comments, String name, boolean isFile) {}

    /** Where a name may be written, the likeliest first; a class of a cell hides all others. */
    Stream<Place> of(String name) {
        Optional<Place> declared = declared(name);
        return declared.isPresent()
                ? declared.stream()
                : Stream.concat(Stream.of(name), imported.meantBy(name)).flatMap(each -> filed(each).stream());
    }

    /** In the last cell that declares it. */
    private Optional<Place> declared(String name) {
        String first = name.replaceFirst("\\..*", "");
        Optional<String> type = shell.types()
                .filter(each -> each.name().equals(first) && shell.status(each).isActive())
                .map(TypeDeclSnippet::source)
                .findFirst();
        if (type.isPresent()) {
            return type.map(source -> new Place(new SourceComments(source), name, false));
        }
        String methods = shell.methods()
                .filter(each -> each.name().equals(name) && shell.status(each).isActive())
                .map(MethodSnippet::source)
                .reduce("", (all, each) -> all + "\n" + each);
        return methods.isEmpty()
                ? Optional.empty()
                : Optional.of(new Place(new SourceComments("class Cell {" + methods + "\n}"), "Cell." + name, false));
    }

    /** In a file, whose name begins with a capital. */
    private Optional<Place> filed(String name) {
        List<String> parts = List.of(name.split("\\."));
        int outer = 0;
        while (outer < parts.size() && !Character.isUpperCase(parts.get(outer).charAt(0))) {
            outer++;
        }
        if (outer == 0 || outer == parts.size()) {
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
                .map(read -> new Place(read, inside, true));
    }

    private List<Path> withPackage(String folder) {
        return roots.stream()
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
