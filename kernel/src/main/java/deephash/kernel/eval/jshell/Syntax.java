package deephash.kernel.eval.jshell;

import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
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
                    Writer.nullWriter(), null, errors, List.of("-proc:none"), null, List.of(new Text(text)));
            if (task instanceof JavacTask javac) {
                javac.parse();
                return errors.getDiagnostics().isEmpty();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return false;
    }

    private static final class Text extends SimpleJavaFileObject {

        private final String text;

        Text(String text) {
            super(URI.create("string:///$.java"), Kind.SOURCE);
            this.text = BEFORE + text + "\n}";
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
