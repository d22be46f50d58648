package deephash.kernel.eval.processing;

import deephash.kernel.eval.jshell.Syntax;
import deephash.kernel.eval.text.CellSource.Added;
import deephash.kernel.eval.text.CellSource.Piece;
import deephash.kernel.eval.text.JavaToken;
import deephash.kernel.eval.text.TypeHeader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs the annotation processors that were added to the class path over the types of a cell. Lombok changes the types
 * themselves; others generate further types, which are declared behind them.
 */
public final class AnnotatedTypes {

    private static final String PROCESSORS = "META-INF/services/javax.annotation.processing.Processor";
    private static final String LOMBOK = "lombok/launch/Main.class";

    private final List<Path> classPath = new CopyOnWriteArrayList<>();
    private final List<Path> processors = new CopyOnWriteArrayList<>();
    private final Consumer<String> note;
    private volatile @Nullable Path lombok;

    /** @param note takes what a processor says that generates nothing */
    public AnnotatedTypes(Consumer<String> note) {
        this.note = note;
    }

    /** Takes note of a jar or a folder that was added to the class path. */
    public void added(Path path) {
        classPath.add(path);
        if (!Files.isRegularFile(path)) {
            return;
        }
        try (JarFile jar = new JarFile(path.toFile())) {
            if (jar.getEntry(LOMBOK) != null) {
                lombok = path;
            } else if (jar.getEntry(PROCESSORS) != null) {
                processors.add(path);
            }
        } catch (IOException noJar) {
            // The compiler says what is wrong with it.
        }
    }

    /** Where processors are looked for, with what they need; not Lombok, which changes the compiler that runs it. */
    private List<Path> processorPath() {
        return Stream.concat(processors.stream(), classPath.stream().filter(each -> !each.equals(lombok)))
                .distinct()
                .toList();
    }

    /** What the session has declared, which the types of a cell may refer to. */
    public interface Session {
        /** The imports, as statements. */
        Stream<String> imports();

        /** The types by name, as text. */
        Map<String, String> types();
    }

    /** The pieces of a cell with what the processors make of its types; those very pieces if there is nothing to do. */
    public List<Piece> processed(List<Piece> pieces, Session session) {
        Path changing = lombok;
        if ((changing == null && processors.isEmpty()) || pieces.stream().noneMatch(AnnotatedTypes::isAnnotatedType)) {
            return pieces;
        }
        List<String> imports = Stream.concat(
                        session.imports(), pieces.stream().map(Piece::text).filter(each -> each.startsWith("import ")))
                .distinct()
                .toList();
        List<Piece> made = changing == null ? pieces : changed(pieces, imports, changing);
        return processors.isEmpty() ? made : withGenerated(made, imports, session.types());
    }

    private static boolean isAnnotatedType(Piece piece) {
        return piece.text().indexOf('@') >= 0 && TypeHeader.of(piece.text()).isPresent();
    }

    private List<Piece> changed(List<Piece> pieces, List<String> imports, Path changing) {
        if (imports.stream().noneMatch(each -> each.contains("lombok."))
                && pieces.stream().noneMatch(each -> each.text().contains("lombok."))) {
            return pieces;
        }
        List<String> types = pieces.stream()
                .filter(AnnotatedTypes::isAnnotatedType)
                .map(Piece::text)
                .toList();
        List<String> made = Lombok.changed(changing, classPath, imports, types);
        if (made.size() != types.size()) {
            // What Lombok does not understand is wrong Java too, as JShell will say.
            return pieces;
        }
        List<Piece> all = new ArrayList<>();
        int next = 0;
        for (Piece each : pieces) {
            all.add(isAnnotatedType(each) ? replaced(each, made.get(next++)) : each);
        }
        return all;
    }

    /**
     * A piece with another text. Its lines no longer match the cell's, so all of it counts as the piece's first line.
     */
    private static Piece replaced(Piece piece, String text) {
        String line = onOneLine(text);
        return line.equals(onOneLine(piece.text()))
                ? piece
                : new Piece(piece.start(), line, List.of(new Added(0, line)));
    }

    /** Java on the line where it begins, without its comments. */
    private static String onOneLine(String java) {
        StringBuilder line = new StringBuilder();
        for (int at = 0; at < java.length(); ) {
            JavaToken token = JavaToken.at(java, at);
            boolean apart = token.kind() == JavaToken.Kind.BLANK || token.kind() == JavaToken.Kind.COMMENT;
            line.append(apart ? " " : token.of(java));
            at = token.end();
        }
        return line.toString().strip();
    }

    private List<Piece> withGenerated(List<Piece> pieces, List<String> imports, Map<String, String> declared) {
        Map<String, String> others = new HashMap<>(declared);
        pieces.stream().filter(each -> !name(each).isEmpty()).forEach(each -> others.put(name(each), each.text()));
        List<Piece> all = new ArrayList<>();
        for (Piece each : pieces) {
            if (isAnnotatedType(each)) {
                others.remove(name(each));
                all.addAll(withGenerated(
                        each,
                        GeneratedTypes.of(
                                each.text(),
                                imports,
                                mentioned(each.text(), others),
                                processorPath(),
                                classPath,
                                note)));
                others.put(name(each), each.text());
            } else {
                all.add(each);
            }
        }
        return all;
    }

    /**
     * The types that a text mentions, directly or through others. The rest is left out, or it would be processed again.
     */
    private static Collection<String> mentioned(String text, Map<String, String> declared) {
        Map<String, String> found = new LinkedHashMap<>();
        Deque<String> toRead = new ArrayDeque<>(List.of(text));
        while (!toRead.isEmpty()) {
            String next = toRead.remove();
            for (int at = 0; at < next.length(); ) {
                JavaToken token = JavaToken.at(next, at);
                String type = declared.get(token.of(next));
                if (type != null && found.putIfAbsent(token.of(next), type) == null) {
                    toRead.add(type);
                }
                at = token.end();
            }
        }
        return found.values();
    }

    private static String name(Piece type) {
        return TypeHeader.of(type.text()).map(TypeHeader::name).orElse("");
    }

    private static List<Piece> withGenerated(Piece type, List<Syntax.Unit> generated) {
        List<Piece> before = new ArrayList<>();
        List<Piece> behind = new ArrayList<>();
        StringBuilder inside = new StringBuilder();
        for (Syntax.Unit unit : generated) {
            unit.imports().forEach(each -> before.add(generated(type, each)));
            for (String each : unit.types()) {
                if (refersBack(type, each)) {
                    inside.append(" static ").append(onOneLine(each));
                } else {
                    behind.add(generated(type, each));
                }
            }
        }
        before.add(
                inside.isEmpty()
                        ? type
                        : type.with(inside + " ", List.of(type.text().lastIndexOf('}'))));
        before.addAll(behind);
        return before;
    }

    private static Piece generated(Piece by, String text) {
        String line = onOneLine(text);
        return new Piece(by.start(), line, List.of(new Added(0, line)));
    }

    /** Whether a generated type extends the type that uses it: JShell accepts such a pair only as nested types. */
    private static boolean refersBack(Piece type, String generated) {
        Optional<TypeHeader> header = TypeHeader.of(generated);
        return header.isPresent()
                && header.get().above().contains(name(type))
                && type.text().contains(header.get().name());
    }
}
