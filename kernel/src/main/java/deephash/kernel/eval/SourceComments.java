package deephash.kernel.eval;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** The documentation comments in one source text, found without compiling it. */
final class SourceComments {

    private static final Pattern ANNOTATION = Pattern.compile("@[\\w.]+(?:\\([^()]*\\))?\\s*");
    private static final Pattern QUALIFIER = Pattern.compile("\\b[a-z]\\w*\\.(?=\\w)");

    private final List<Comment> all = new ArrayList<>();

    /**
     * A class or a method with its comment.
     *
     * @param name with those of the classes around it: {@code Outer.Inner.method}
     * @param parameters types and names; null of a class
     */
    record Comment(
            String name,
            @Nullable List<String> parameters,
            @Nullable String text) {}

    /** Reads a source text; of what is no Java, as much as can be. */
    SourceComments(String source) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        JavaFileObject file = new Text(source);
        if (compiler.getTask(null, null, problem -> {}, List.of("-proc:none"), null, List.of(file))
                instanceof JavacTask task) {
            try {
                for (CompilationUnitTree unit : task.parse()) {
                    new Scanner(Trees.instance(task)).scan(unit, "");
                }
            } catch (IOException e) {
                // It is in memory.
            }
        }
    }

    /** The comment of a class. */
    Optional<Comment> ofClass(String name) {
        return all.stream()
                .filter(each -> each.parameters() == null && each.name().equals(name))
                .findFirst();
    }

    /**
     * The comment of a method.
     *
     * @param parameters its types, perhaps with names
     */
    Optional<Comment> ofMethod(String name, List<String> parameters) {
        List<Comment> candidates = all.stream()
                .filter(each -> each.name().equals(name)
                        && each.parameters() != null
                        && each.parameters().size() == parameters.size())
                .toList();
        return candidates.size() == 1
                ? Optional.of(candidates.get(0))
                : candidates.stream()
                        .filter(each -> types(each.parameters()).equals(types(parameters)))
                        .findFirst();
    }

    /** Types as both a compiled class and its source say them. */
    private static List<String> types(@Nullable List<String> parameters) {
        return parameters == null
                ? List.of()
                : parameters.stream()
                        .map(each -> withoutAnnotations(each).replaceFirst("(?<=[\\w>\\].])\\s+\\w+$", ""))
                        .map(each -> QUALIFIER.matcher(each).replaceAll(""))
                        .map(each -> each.replaceAll("\\s", "").replace("...", "[]"))
                        .toList();
    }

    /** A signature or a type as users think of it. */
    static String withoutAnnotations(String signature) {
        return ANNOTATION.matcher(signature).replaceAll("");
    }

    /** Collects all comments. */
    private final class Scanner extends TreePathScanner<@Nullable Void, String> {

        private final Trees trees;

        Scanner(Trees trees) {
            this.trees = trees;
        }

        @Override
        public @Nullable Void visitClass(ClassTree tree, String around) {
            String name = around + tree.getSimpleName();
            all.add(new Comment(name, null, comment(getCurrentPath())));
            return super.visitClass(tree, name + ".");
        }

        @Override
        public @Nullable Void visitMethod(MethodTree tree, String around) {
            List<String> parameters =
                    tree.getParameters().stream().map(Scanner::parameter).toList();
            String name =
                    tree.getName().contentEquals("<init>") ? around.replaceFirst("\\.$", "") : around + tree.getName();
            all.add(new Comment(name, parameters, comment(getCurrentPath())));
            // What is declared inside has no documentation.
            return null;
        }

        private static String parameter(VariableTree tree) {
            return withoutAnnotations(tree.toString()).replaceFirst("^final ", "");
        }

        private @Nullable String comment(TreePath path) {
            return trees.getDocComment(path);
        }
    }

    /** A source text for the compiler. */
    private static final class Text extends SimpleJavaFileObject {

        private final String text;

        Text(String text) {
            super(URI.create("string:///Source.java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
