package deephash.kernel.eval.jshell;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Asks the compiler's own parser, where JShell's takes valid Java for wrong. */
public final class Syntax {

    private static final String BEFORE = "class $ { ";

    private Syntax() {}

    /** Whether a text is what can stand in a class, such as methods and other classes. */
    public static boolean isDeclaration(String text) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            return false;
        }
        DiagnosticCollector<JavaFileObject> errors = new DiagnosticCollector<>();
        try {
            JavaCompiler.CompilationTask task = compiler.getTask(
                    Writer.nullWriter(),
                    null,
                    errors,
                    List.of("-proc:none"),
                    null,
                    List.of(new Text(BEFORE, text, "\n}")));
            if (task instanceof JavacTask javac) {
                javac.parse();
                return errors.getDiagnostics().isEmpty();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return false;
    }

    /**
     * A source file in its parts.
     *
     * @param imports the statements
     * @param types the declarations, whole
     */
    public record Unit(List<String> imports, List<String> types) {
        /** Copies the lists. */
        public Unit {
            imports = List.copyOf(imports);
            types = List.copyOf(types);
        }
    }

    /** The parts of a source file; none if it cannot be parsed. */
    public static Unit unit(String source) {
        List<String> imports = new ArrayList<>();
        List<String> types = new ArrayList<>();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> errors = new DiagnosticCollector<>();
        try {
            JavaCompiler.CompilationTask task = compiler.getTask(
                    Writer.nullWriter(), null, errors, List.of("-proc:none"), null, List.of(new Text("", source, "")));
            if (task instanceof JavacTask javac) {
                for (CompilationUnitTree unit : javac.parse()) {
                    SourcePositions places = Trees.instance(javac).getSourcePositions();
                    unit.getImports().forEach(each -> imports.add(text(source, unit, each, places)));
                    unit.getTypeDecls().stream()
                            .filter(ClassTree.class::isInstance)
                            .forEach(each -> types.add(text(source, unit, each, places)));
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return errors.getDiagnostics().isEmpty() ? new Unit(imports, types) : new Unit(List.of(), List.of());
    }

    private static String text(String source, CompilationUnitTree unit, Tree tree, SourcePositions places) {
        return source.substring((int) places.getStartPosition(unit, tree), (int) places.getEndPosition(unit, tree));
    }

    private static final class Text extends SimpleJavaFileObject {

        private final String text;

        Text(String before, String text, String after) {
            super(URI.create("string:///$.java"), Kind.SOURCE);
            this.text = before + text + after;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
