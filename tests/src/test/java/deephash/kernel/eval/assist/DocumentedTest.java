package deephash.kernel.eval.assist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import deephash.kernel.eval.CellEvaluator;
import deephash.kernel.library.Workbench;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What help says of classes in files and in cells. */
class DocumentedTest {

    private static final Map<String, String> FILES = Map.of(
            "far/away/Kite.java",
            "package far.away; /** Flies. */ public class Kite { /** Up. */ public Kite rise(int m) { return this; }\n"
                    + "/** Makes. */ public static <K extends Kite> K of(K kite) { return kite; }\n"
                    + "/** Tails. */ public static final int TAILS = 3; public static class Tail {\n"
                    + "/** Wags. */ public static void wag() {} } }",
            "far/away/Kind.java",
            "package far.away; public enum Kind { /** A box. */ BOX, /** A delta. */ DELTA }",
            "near/Kite.java",
            "package near; public class Kite { /** Not this. */ public Kite land(int m) { return this; } }",
            "near/Stunt.java",
            "package near; public interface Stunt { /** Turns over. */ void loop(String how); }",
            "far/away/Deep.java",
            "package far.away; import near.Stunt; public class Deep extends Shallow implements Stunt {\n"
                    + "@Override public void loop(String how) {}\n"
                    + "/** @return {@inheritDoc} in metres */ @Override public int dive() { return 1; } }",
            "far/away/Shallow.java",
            "package far.away; public class Shallow {\n"
                    + "/** Goes down.\n * @return how far */ public int dive() { return 0; } }");

    @TempDir
    private static Path folder;

    private static CellEvaluator cells;

    @BeforeAll
    static void start() throws Exception {
        List<String> options =
                new java.util.ArrayList<>(List.of("-d", folder.resolve("out").toString()));
        Files.createDirectories(folder.resolve("out"));
        for (Map.Entry<String, String> each : FILES.entrySet()) {
            Path file = folder.resolve("src").resolve(each.getKey());
            Files.createDirectories(file.getParent());
            options.add(Files.writeString(file, each.getValue()).toString());
        }
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, options.toArray(String[]::new)))
                .isZero();
        cells = CellEvaluator.start(
                Workbench.options().classPath(List.of(folder.resolve("out"))).sources(List.of(folder.resolve("src"))));
    }

    @AfterAll
    static void close() {
        cells.close();
    }

    private static String help(String cell) {
        return cells.inspect(cell, cell.length(), true).orElse("");
    }

    @Test
    void anImportHidesNoDocumentation() {
        assertThat(help("new far.away.Kite().rise(")).contains("Up.");
        cells.eval("import near.*; import far.away.*;");
        assertThat(help("far.away.Kind.BOX")).contains("A box.");
        assertThat(help("new far.away.Kite().rise("))
                .contains("rise(int m)", "Up.")
                .doesNotContain("Not this");
        cells.eval("import far.away.Kite;");
        assertThat(help("new Kite().rise(")).contains("Kite Kite.rise(int m)\n\n    Up.");
        assertThat(help("Kite.of(")).contains("Makes.");
        assertThat(help("Kite.TAILS")).isEqualTo("Kite.TAILS:int\n\n    Tails.");
        assertThat(help("Kite.Tail.wag(")).contains("Wags.");
        cells.eval("import static far.away.Kite.Tail;");
        assertThat(help("Tail.wag(")).contains("Wags.");
    }

    @Test
    void theJdkIsExplainedAfterImportsToo() {
        assumeThat(Path.of(System.getProperty("java.home"), "lib", "src.zip")).exists();
        cells.eval("import java.util.*; import java.util.stream.Stream; String str = \"\";");
        assertThat(help("str.substring(")).contains("String.substring(int beginIndex)", "is a substring of this");
        assertThat(help("Math.max(")).contains("the greater of two");
        assertThat(help("Stream.of(1).map(")).contains("results of applying the given");
        assertThat(help("List.of(")).contains("containing zero elements");
        assertThat(help("Integer.MAX_VALUE")).contains("maximum value an");
        assertThat(help("java.util.Optional.of(")).contains("describing the given");
    }

    @Test
    void moduleImportsHideNoDocumentation() {
        assumeThat(Runtime.version().feature()).isGreaterThanOrEqualTo(25);
        assumeThat(Path.of(System.getProperty("java.home"), "lib", "src.zip")).exists();
        cells.eval("import module java.sql;");
        assertThat(help("java.util.logging.Level.parse(")).contains("Level Level.parse(", "Parse a level name");
    }

    @Test
    void genericClassesOfCellsAreExplained() {
        cells.eval("class Bx<T extends Comparable<T>> { /** Goes. */ void go(T t) {}\n"
                + "/** Stays. */ static <U> U of(U u) { return u; } class In<K> { /** Inner. */ <V> void in(Map<K, V> m) {} } }"
                + "Bx<String> bx = new Bx<>(); Bx<String>.In<Long> in = null;");
        assertThat(help("bx.go(")).contains("Goes.");
        assertThat(help("Bx.of(")).contains("Stays.");
        assertThat(help("in.in(")).contains("Inner.");
    }

    @Test
    void namesOfAllAlphabetsAreExplained() {
        cells.eval("/** Groß. */ int größe(int ä) { return ä; } int größe(long ä) { return 1; }");
        cells.eval("class punkt { /** Weit. */ void ging(int ñ) {} void ging(String ñ) {} }");
        assertThat(help("größe(")).contains("größe(int ä)\n\n    Groß.");
        assertThat(help("new punkt().ging(")).contains("ging(int ñ)\n\n    Weit.");
    }

    @Test
    void recordsAreExplained() {
        cells.eval("/** A point. */ record Pt(int x, int y) { /** Length of it. */ double len() { return 1; }\n"
                + "static Pt origin() { return null; } } Pt pt = new Pt(1, 2);");
        cells.eval(
                "/** A span. */ record Span<T extends Comparable<T>>(T from, T to) { /** Of one. */ public Span { } }");
        assertThat(help("pt.len(")).isEqualTo("double Pt.len()\n\n    Length of it.");
        assertThat(help("new Pt(")).isEqualTo("Pt(int x, int y)\n\n    A point.");
        assertThat(help("new Pt(1")).isEqualTo("Pt(int x, int y)\n\n    A point.");
        assertThat(help("Pt")).endsWith("\n\n    A point.");
        assertThat(help("pt.hashCode(")).isEqualTo("int Pt.hashCode()");
        assertThat(help("pt.x(")).isEqualTo("int Pt.x()");
        assertThat(help("Pt.origin(")).isEqualTo("Pt Pt.origin()");
        assertThat(help("new Span<String>(")).endsWith("(T from, T to)\n\n    Of one.");
        assertThat(help("Span")).endsWith("\n\n    A span.");
    }

    @Test
    void fieldsAndConstantsAreExplained() {
        cells.eval("enum Co { /** The red. */ RED, /** The blue. */ BLUE }");
        cells.eval("class My { /** The field. */ int f, g; } My my = new My();");
        assertThat(help("Co.RED")).isEqualTo("Co.RED\n\n    The red.");
        assertThat(help("Co.BLUE")).isEqualTo("Co.BLUE\n\n    The blue.");
        assertThat(help("my.g")).isEqualTo("My.g:int\n\n    The field.");
    }

    @Test
    void whatIsInheritedIsShown() {
        assertThat(help("new far.away.Deep().loop(")).contains("Turns over.");
        assertThat(help("new far.away.Deep().dive(")).contains("Goes down.", "@return how far in metres");
        cells.eval(
                "class Deeper extends far.away.Shallow { /** {@inheritDoc} Deeper. */ @Override public int dive() { return 2; }\n"
                        + "@Override public String toString() { return \"\"; } } Deeper deeper = null;");
        assertThat(help("deeper.dive(")).isEqualTo("int Deeper.dive()\n\n    Goes down. Deeper.");
        assertThat(help("deeper.toString(")).startsWith("String Deeper.toString()");
    }

    @Test
    void whatACellOverridesIsExplained() {
        cells.eval("import near.Stunt;");
        cells.eval("interface Ab { /** Abs. */ int abs(int x); }");
        cells.eval("interface Of<T> extends Ab { /** Takes. */ void take(T what); }");
        cells.eval(
                "class Impl implements Of<String>, Stunt { public int abs(int x) { return x; } int abs(long x) { return 1; }\n"
                        + "public void take(String what) {} public void loop(String how) {}\n"
                        + "interface Un { /** In. */ void un(); } class Du implements Un { public void un() {} } }");
        cells.eval("Impl im = new Impl(); Impl.Du du = null;");
        assertThat(help("im.abs(")).contains("int Impl.abs(int x)\n\n    Abs.").endsWith("int Impl.abs(long x)");
        assertThat(help("im.take(")).isEqualTo("void Impl.take(String what)\n\n    Takes.");
        assertThat(help("im.loop(")).isEqualTo("void Impl.loop(String how)\n\n    Turns over.");
        assertThat(help("du.un(")).isEqualTo("void Impl.Du.un()\n\n    In.");
    }
}
