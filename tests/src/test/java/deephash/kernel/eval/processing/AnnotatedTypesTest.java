package deephash.kernel.eval.processing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import deephash.kernel.eval.CellEvaluator;
import deephash.kernel.eval.EvaluatorOptions;
import deephash.kernel.eval.error.CellException.CompileError;
import deephash.kernel.eval.error.CellException.RuntimeFailure;
import deephash.kernel.eval.error.Colour;
import deephash.kernel.eval.text.CellSource.Piece;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Annotations of the types that cells declare. */
class AnnotatedTypesTest {

    /** Generates, for each type with the annotation {@code @Beside}, a class that makes one. */
    private static final String PROCESSOR = """
            package beside;
            import java.io.*;
            import java.util.*;
            import javax.annotation.processing.*;
            import javax.lang.model.SourceVersion;
            import javax.lang.model.element.*;
            public class Processor extends AbstractProcessor {
                public Set<String> getSupportedAnnotationTypes() { return Set.of("beside.Beside"); }
                public SourceVersion getSupportedSourceVersion() { return SourceVersion.latest(); }
                public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
                    for (TypeElement annotation : annotations) {
                        for (Element each : round.getElementsAnnotatedWith(annotation)) make(each);
                    }
                    return true;
                }
                private void make(Element type) {
                    String name = type.getSimpleName().toString();
                    if (name.startsWith("No")) {
                        processingEnv.getMessager().printMessage(javax.tools.Diagnostic.Kind.ERROR, "not of " + name);
                        return;
                    }
                    boolean wide = type.getModifiers().contains(Modifier.ABSTRACT);
                    try (Writer out = processingEnv.getFiler().createSourceFile("Made" + name).openWriter()) {
                        out.write("import java.util.BitSet;\\n// made\\nfinal class Made" + name
                            + (wide ? " extends " + name + " { @Override String word() { return \\"made\\"; } }"
                                : " { BitSet bits = new BitSet(); " + name + " one() { return new " + name + "(); } }"));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
            }
            """;

    private final CellEvaluator cells = CellEvaluator.start(EvaluatorOptions.defaults());

    @AfterEach
    void close() {
        cells.close();
    }

    private void addLombok() throws Exception {
        cells.addToClassPath(Path.of(lombok.Data.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI()));
    }

    private Path processor(Path folder) throws Exception {
        Path source = Files.createDirectories(folder.resolve("beside"));
        Files.writeString(source.resolve("Processor.java"), PROCESSOR);
        Files.writeString(source.resolve("Beside.java"), "package beside; public @interface Beside {}");
        int status = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        source.resolve("Processor.java").toString(),
                        source.resolve("Beside.java").toString());
        assertThat(status).isZero();
        Path jar = folder.resolve("beside.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(file)) {
            entries.putNextEntry(new ZipEntry("META-INF/services/javax.annotation.processing.Processor"));
            entries.write("beside.Processor".getBytes());
            for (String each : List.of("Processor", "Beside")) {
                entries.putNextEntry(new ZipEntry("beside/" + each + ".class"));
                Files.copy(source.resolve(each + ".class"), entries);
            }
        }
        return jar;
    }

    @Test
    void lombokGivesTheTypesOfACellTheirAccessorsConstructorsAndBuilders() throws Exception {
        addLombok();
        cells.eval("import lombok.*;\nimport java.util.List;");
        cells.eval(
                "@Data @AllArgsConstructor\nclass Point {\n    int x;  // of the first\n    int twice() { return 2 * getX(); }\n}\n"
                        + "@Value @Builder class User { String name; @Singular List<String> roles; }");
        assertThat(cells.eval("var p = new Point(3);\np.setX(5);\np + \" \" + p.twice() + p.equals(new Point(5))"))
                .isEqualTo("Point(x=5) 10true");
        assertThat(cells.eval("User.builder().name(\"ann\").role(\"a\").role(\"b\").build().toString()"))
                .isEqualTo("User(name=ann, roles=[a, b])");
        assertThatThrownBy(() -> cells.eval("var user = User.builder().build();\nuser.name = \"other\";"))
                .isInstanceOf(CompileError.class)
                .hasMessageContaining("name has private access in User");
    }

    @Test
    void anErrorInsideATypeThatLombokChangedNamesTheCellAndWhereTheTypeBegins() throws Exception {
        addLombok();
        RuntimeFailure failure = (RuntimeFailure) catchThrowable(() -> cells.eval(
                "int before = 1;\n@lombok.Getter class Deep {\n    int x;\n    int fail() { throw new IllegalStateException(\"deep\"); }\n}\n"
                        + "new Deep().fail()",
                4));
        assertThat(failure.trace().stream().map(Colour::without))
                .anyMatch(line -> line.contains("cell 4, line 2 in fail()"))
                .anyMatch(line -> line.contains("cell 4, line 6"));
    }

    @Test
    void annotationsOfTheJdkStayAsTheyAreWithAndWithoutLombok() throws Exception {
        assertThat(cells.eval("@Deprecated class Old { int x = 1; }\nnew Old().x"))
                .isEqualTo(1);
        addLombok();
        assertThat(cells.eval("@Deprecated class Old { int x = 2; }\nnew Old().x"))
                .isEqualTo(2);
    }

    @Test
    void whatAProcessorGeneratesIsDeclaredBesideTheType(@TempDir Path folder) throws Exception {
        cells.addToClassPath(processor(folder));
        cells.eval("import beside.Beside;");
        assertThat(
                        cells.eval(
                                "@Beside class Thing { int size = 7; }\nnew MadeThing().one().size + new MadeThing().bits.size()"))
                .isEqualTo(7 + 64);
        // run again, unedited, and edited
        assertThat(cells.eval("@Beside class Thing { int size = 8; }\nnew MadeThing().one().size"))
                .isEqualTo(8);
    }

    @Test
    void aGeneratedTypeMayExtendTheOneThatUsesIt(@TempDir Path folder) throws Exception {
        cells.addToClassPath(processor(folder));
        assertThat(cells.eval("@beside.Beside abstract class Word {\n    abstract String word();\n"
                        + "    static Word of() { return new MadeWord(); }\n}\nWord.of().word()"))
                .isEqualTo("made");
    }

    @Test
    void aProcessorThatRefusesATypeSaysSo(@TempDir Path folder) throws Exception {
        List<String> said = new ArrayList<>();
        AnnotatedTypes types = new AnnotatedTypes(said::add);
        types.added(processor(folder));
        types.processed(List.of(new Piece(0, "@beside.Beside class Nothing {}")), new AnnotatedTypes.Session() {
            @Override
            public Stream<String> imports() {
                return Stream.empty();
            }

            @Override
            public Map<String, String> types() {
                return Map.of();
            }
        });
        assertThat(said).containsExactly("not of Nothing");
    }
}
