package deephash.kernel.eval.doc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.MethodSnippet;
import jdk.jshell.TypeDeclSnippet;
import org.jspecify.annotations.Nullable;

/** Finds where a class or method is written, in cells or in files, by the name that JShell gives it. */
final class WrittenNames {

    /** How many sources are kept in memory; the text of a large class takes a fifth of a megabyte. */
    private static final int MOST_RECENT = 5;

    private final JShell shell;
    private final List<Path> roots;
    private final ImportedNames imported;

    /** Which roots have a package, by its folder. */
    private final Map<String, List<Path>> byPackage = new ConcurrentHashMap<>();

    /** The sources read last: the overloads of a method are mostly in one class and its superclasses. */
    private final Map<Path, SourceComments> recent = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Path, SourceComments> eldest) {
            return size() > MOST_RECENT;
        }
    };

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
     * @param inPackage of a file; null of a cell
     */
    record Place(
            SourceComments comments, String name, @Nullable String inPackage) {

        boolean isFile() {
            return inPackage != null;
        }

        /** The same source for another name. */
        Place with(String other) {
            return new Place(comments, other, inPackage);
        }
    }

    /** Where a name may be written, the likeliest first; a class of a cell hides all others. */
    Stream<Place> of(String name) {
        Optional<Place> declared = declared(name);
        return declared.isPresent() ? declared.stream() : filed(name, imported.meantBy(name));
    }

    /** What a name may mean in a source. */
    Stream<Place> seenFrom(Place place, String name) {
        String own = place.inPackage();
        return own == null
                ? of(name)
                : filed(name, imported.meantBy(name, Stream.of(place.comments().head()), List.of(own, "java.lang")));
    }

    private Stream<Place> filed(String name, Stream<String> meanings) {
        return Stream.concat(Stream.of(name), meanings).flatMap(each -> filed(each).stream());
    }

    /** In the last cell that declares it. */
    private Optional<Place> declared(String name) {
        String first = name.replaceFirst("\\..*", "");
        Optional<String> type = shell.types()
                .filter(each -> each.name().equals(first) && shell.status(each).isActive())
                .map(TypeDeclSnippet::source)
                .findFirst();
        if (type.isPresent()) {
            return type.map(source -> new Place(new SourceComments(source), name, null));
        }
        String methods = shell.methods()
                .filter(each -> each.name().equals(name) && shell.status(each).isActive())
                .map(MethodSnippet::source)
                .reduce("", (all, each) -> all + "\n" + each);
        return methods.isEmpty()
                ? Optional.empty()
                : Optional.of(new Place(new SourceComments("class Cell {" + methods + "\n}"), "Cell." + name, null));
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
                .map(read -> new Place(read, inside, folder.replace('/', '.')));
    }

    private List<Path> withPackage(String folder) {
        return roots.stream()
                .map(each -> each.resolve(folder))
                .filter(Files::isDirectory)
                .toList();
    }

    private Optional<SourceComments> read(Path path) {
        synchronized (recent) {
            SourceComments before = recent.get(path);
            if (before != null) {
                return Optional.of(before);
            }
        }
        try {
            SourceComments now = new SourceComments(Files.readString(path));
            synchronized (recent) {
                recent.put(path, now);
            }
            return Optional.of(now);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
