package deephash.kernel.eval;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SourceCommentsTest {

    private static final String TRICKY = """
            package some.where; // class Not { }
            import java.util.*;
            /** Of the class. */
            @SuppressWarnings({"a(", "}"}) @some.Where
            public class Outer<T extends Comparable<T>> extends Object {
                /** A field. */
                static final Map<String, List<T>> FIELD = new HashMap<>() {{ put("{", null); }};
                private final Runnable run = () -> { class Hidden { /** No. */ void no() {} } };
                /* not this */
                /** Of the constructor. */
                public Outer(final int first, @Where(name = "x") Map<String, List<T>> second) { if (first > 0) { } }
                /**
                 * Two lines.
                 *   * a star
                 */
                @Override public <U> U method(U... all) throws Exception { char c = '"'; return null; }
                /** Other. */ int method(int[] a, String b) { return 1; }
                void without() { String s = \"""
                    /** no */ void text() {}
                    \"""; }
                static { int x = 1; }
                /** An enum. */
                enum Kind { /** First. */ FIRST(1) { /** Inner. */ @Override int of() { return 2; } }, SECOND(2);
                    /** Of a kind. */ Kind(int n) { }
                    /** What. */ int of() { return 1; } }
                /** A record. */
                record Pair(int left, Map<String, T> right) { /** Compact. */ Pair { left++; } static void record() {} }
                /** An annotation. */
                @interface Note { /** Its value. */ String[] value() default {"a", "b"}; }
                /** Sealed. */
                sealed interface Shape permits A, B { /** Area. */ double area(); default void draw() { } }
                /** Last. */ abstract static non-sealed class A implements Shape { }
            }
            """;

    private record Found(String name, int parameters, String comment) {
        @Override
        public String toString() {
            return name + "/" + parameters + ": " + comment;
        }
    }

    /** What the compiler finds. */
    private static List<Found> byCompiler(String source) throws IOException {
        JavaFileObject file =
                new SimpleJavaFileObject(URI.create("string:///Source.java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                    }
                };
        List<Found> all = new ArrayList<>();
        JavacTask task = (JavacTask) ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, problem -> {}, List.of("-proc:none"), null, List.of(file));
        for (CompilationUnitTree unit : task.parse()) {
            new TreePathScanner<@Nullable Void, String>() {
                private void add(String name, int parameters) {
                    String comment = Trees.instance(task).getDocComment(getCurrentPath());
                    if (comment != null) {
                        all.add(new Found(name, parameters, comment.replaceAll("\\s+", "")));
                    }
                }

                @Override
                public @Nullable Void visitClass(ClassTree tree, String around) {
                    String name = around + tree.getSimpleName();
                    add(name, -1);
                    return super.visitClass(tree, name + ".");
                }

                @Override
                public @Nullable Void visitMethod(MethodTree tree, String around) {
                    boolean constructor = tree.getName().contentEquals("<init>");
                    add(
                            constructor ? around.replaceFirst("\\.$", "") : around + tree.getName(),
                            tree.getParameters().size());
                    return null;
                }

                @Override
                public @Nullable Void visitVariable(com.sun.source.tree.VariableTree tree, String around) {
                    // What a value's classes declare cannot be asked about.
                    return null;
                }

                @Override
                public @Nullable Void visitBlock(com.sun.source.tree.BlockTree tree, String around) {
                    return null;
                }
            }.scan(unit, "");
        }
        return all;
    }

    private static List<Found> byWords(String source) {
        return new SourceComments(source)
                .all().stream()
                        .filter(each -> each.text() != null)
                        .map(each -> new Found(
                                each.name(),
                                each.written() == null ? -1 : each.parameters().size(),
                                Optional.ofNullable(each.text()).orElseThrow().replaceAll("\\s+", "")))
                        .toList();
    }

    @Test
    void whatTheCompilerFindsIsFound() throws IOException {
        assertThat(byWords(TRICKY)).containsExactlyInAnyOrderElementsOf(byCompiler(TRICKY));
        assertThat(byWords(TRICKY)).hasSizeGreaterThan(12);
        SourceComments comments = new SourceComments(TRICKY);
        assertThat(comments.ofMethod("Outer", List.of("int", "Map<String, List<T>>")))
                .hasValueSatisfying(found ->
                        assertThat(found.parameters()).containsExactly("int first", "Map<String, List<T>> second"));
        assertThat(comments.ofMethod("Outer.method", List.of("java.lang.Object...")))
                .hasValueSatisfying(found -> assertThat(found.text()).contains("Two lines.", "  * a star"));
    }

    @Test
    void inAllOurSourcesToo() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("").toAbsolutePath().getParent())) {
            List<Path> sources = files.filter(each -> each.toString().contains("/src/main/java/")
                            && each.toString().endsWith(".java"))
                    .toList();
            assertThat(sources).hasSizeGreaterThan(100);
            for (Path each : sources) {
                String source = Files.readString(each);
                assertThat(byWords(source)).as(each.toString()).containsExactlyInAnyOrderElementsOf(byCompiler(source));
            }
        }
    }

    @Test
    void ofHalfASourceTheFirstHalfIsFound() {
        for (int end = 0; end < TRICKY.length(); end++) {
            byWords(TRICKY.substring(0, end));
        }
        assertThat(byWords(TRICKY.substring(0, TRICKY.indexOf("Two lines"))))
                .extracting(Found::name)
                .containsExactly("Outer", "Outer");
    }

    @Test
    void remarksOfMarkdownAreRead() {
        SourceComments comments = new SourceComments("/// One\n/// *two*\nclass A { }");
        assertThat(comments.ofClass("A"))
                .hasValueSatisfying(found -> assertThat(found.text()).isEqualTo("One\n*two*"));
    }
}
