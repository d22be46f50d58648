package deephash.kernel.eval.doc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

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
                /** Several. */ int one = 1 < 2 ? 3 : 4, two[] = {5, 6}, three;
                /** Of maps. */ protected Map<String, List<? extends T>> map, other = new HashMap<String, List<T>>();
                /** Of calls. */ long call = Math.max(1, 2), shifted = 1<<3, made = Map.<String, Long>of().size();
                /** A function. */ Function<T, Integer> function = (x) -> x == null ? 1 : 2, next = x -> 3;
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
                /** Without an end. **/
                enum Plain { /** A. */ A, /** B. */ @Deprecated B(x -> 1, 2) }
                enum Most { /** C. */ C, }
                /** A record. */
                record Pair(int left, Map<String, T> right) { /** Compact. */ Pair { left++; } static void record() {} }
                /** An annotation. */
                @interface Note { /** Its value. */ String[] value() default {"a", "b"}; }
                /** Sealed. */
                sealed interface Shape permits A, B { /** Area. */ double area(); default void draw() { } }
                /** Last. */ abstract static non-sealed class A implements Shape { }
            }
            """;

    private static final int TYPE = -1;
    private static final int FIELD = -2;

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
                    add(name, TYPE);
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
                    add(around + tree.getName(), FIELD);
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
                                switch (each.kind()) {
                                    case TYPE -> TYPE;
                                    case FIELD -> FIELD;
                                    case METHOD -> each.parameters().size();
                                },
                                Optional.ofNullable(each.text()).orElseThrow().replaceAll("\\s+", "")))
                        .toList();
    }

    @Test
    void whatTheCompilerFindsIsFound() throws IOException {
        assertThat(byWords(TRICKY)).containsExactlyInAnyOrderElementsOf(byCompiler(TRICKY));
        assertThat(byWords(TRICKY)).hasSizeGreaterThan(28);
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
    void inThoseOfTheJdkToo() throws IOException {
        Path jdk = Path.of(System.getProperty("java.home"), "lib", "src.zip");
        assumeThat(jdk).exists();
        Path util = Sources.root(jdk).resolve("java.base/java/util");
        for (String each : List.of("Map", "HashMap", "Locale", "concurrent/TimeUnit", "concurrent/ForkJoinPool")) {
            String source = Files.readString(util.resolve(each + ".java"));
            assertThat(byWords(source)).as(each).containsExactlyInAnyOrderElementsOf(byCompiler(source));
        }
    }

    @Test
    void ofHalfASourceTheFirstHalfIsFound() {
        for (int end = 0; end < TRICKY.length(); end++) {
            byWords(TRICKY.substring(0, end));
        }
        assertThat(byWords(TRICKY.substring(0, TRICKY.indexOf("Two lines"))))
                .extracting(Found::name)
                .filteredOn(each -> !each.startsWith("Outer."))
                .containsExactly("Outer", "Outer");
    }

    @Test
    void remarksOfMarkdownAreRead() {
        SourceComments comments = new SourceComments("/// One\n/// *two*\nclass A { }");
        assertThat(comments.ofClass("A"))
                .hasValueSatisfying(found -> assertThat(found.text()).isEqualTo("One\n*two*"));
    }
}
