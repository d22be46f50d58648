package deephash.kernel.eval.processing;

import deephash.kernel.eval.jshell.Syntax;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** What annotation processors generate for a type, by the Java compiler with {@code -proc:only}. */
final class GeneratedTypes {

    private GeneratedTypes() {}

    /**
     * The sources that are generated for a type.
     *
     * @param imports statements that hold for the type
     * @param others types that it may refer to
     * @param processorPath jars that have the processors, and what these need
     * @param note takes what a processor says if nothing is generated
     */
    static List<Syntax.Unit> of(
            String type,
            List<String> imports,
            Collection<String> others,
            List<Path> processorPath,
            List<Path> classPath,
            Consumer<String> note) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try {
            Path folder = Files.createTempDirectory("deephash-generated");
            try {
                DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
                String all = joined(Stream.concat(
                        classPath.stream().map(Path::toString), Stream.of(System.getProperty("java.class.path", ""))));
                List<String> options = List.of(
                        "-proc:only",
                        "-processorpath",
                        joined(processorPath.stream().map(Path::toString)),
                        "-classpath",
                        all,
                        "-s",
                        folder.toString(),
                        "-d",
                        folder.toString());
                String head = String.join("\n", imports) + "\n";
                String unit = head + type + "\n" + String.join("\n", others);
                compiler.getTask(Writer.nullWriter(), null, said, options, null, List.of(new Text(unit)))
                        .call();
                List<Syntax.Unit> made = generated(folder);
                if (made.isEmpty()) {
                    said.getDiagnostics().stream()
                            .filter(each -> each.getKind() == Diagnostic.Kind.ERROR
                                    && each.getCode().contains("proc."))
                            .map(each -> each.getMessage(Locale.ROOT))
                            .distinct()
                            .forEach(note);
                }
                return made;
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The annotation processors could not run: " + e.getMessage(), e);
        }
    }

    private static String joined(Stream<String> paths) {
        return paths.collect(Collectors.joining(File.pathSeparator));
    }

    private static List<Syntax.Unit> generated(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Syntax.Unit> units = new ArrayList<>();
            for (Path each : files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList()) {
                units.add(Syntax.unit(Files.readString(each)));
            }
            return units;
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    private static final class Text extends SimpleJavaFileObject {

        private final String text;

        Text(String text) {
            super(URI.create("string:///Cell.java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public boolean isNameCompatible(String simpleName, Kind kind) {
            // A public type of a cell may have any name.
            return kind == Kind.SOURCE;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
