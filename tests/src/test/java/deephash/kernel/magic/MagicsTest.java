package deephash.kernel.magic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deephash.kernel.display.StandardStreams;
import deephash.kernel.eval.CellEvaluator;
import deephash.kernel.eval.Completeness;
import deephash.kernel.eval.EvaluatorOptions;
import deephash.kernel.eval.Stopper;
import deephash.kernel.eval.assist.Completion;
import deephash.kernel.eval.error.CellException;
import deephash.kernel.eval.error.CellException.CompileError;
import deephash.kernel.eval.error.CellException.Interrupted;
import deephash.kernel.eval.error.CellException.RuntimeFailure;
import deephash.kernel.library.Workbench;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MagicsTest {

    private static final CellEvaluator CELLS = CellEvaluator.start(Workbench.options());
    private static final Magics MAGICS = new Magics();

    @TempDir
    private Path folder;

    @AfterAll
    static void close() {
        CELLS.close();
    }

    static Path emptyJar(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out)) {
            jar.putNextEntry(new ZipEntry("empty.txt"));
        }
        return file;
    }

    private static @Nullable Object eval(String cell) {
        return MAGICS.<@Nullable Object>eval(CELLS, cell, 5, null, value -> value);
    }

    private static void fails(String cell, String... because) {
        assertThatThrownBy(() -> eval(cell))
                .isInstanceOfSatisfying(
                        CellException.class,
                        e -> assertThat(String.join("\n", e.trace())).contains(because));
    }

    @Test
    void anUnknownMagicIsAnsweredWithTheKnownOnes() {
        fails("%mavn a:b:1", "There is no magic %mavn.", "Did you mean %maven?", "%jars");
        fails("%%htlm\n<b>", "%%htlm", "Did you mean %%html?", "%%bash");
        fails("%html x", "%%html is one for a cell");
        fails("%%jars x", "%jars is one for a line");
    }

    @Test
    void aMagicForACellThatDoesNotBeginItIsNoJava() {
        fails("// says hello\n%%bash\necho 'hello", "%%bash takes a whole cell", "first line");
    }

    @Test
    void anErrorOfAMagicNamesItsLine() {
        assertThatThrownBy(() -> eval("int before = 1;\n\n%jars no-such-*.jar"))
                .isInstanceOfSatisfying(RuntimeFailure.class, e -> {
                    assertThat(e.errorName()).isEqualTo("MagicError");
                    assertThat(String.join("\n", e.trace()))
                            .contains("no-such-*.jar", "cell 5, line 3", "%jars no-such-*.jar")
                            .doesNotContain("deephash.kernel");
                });
        assertThat(eval("before")).isEqualTo(1);
    }

    @Test
    void aScriptIsLoadedWithTheNamesOfItsLines() throws IOException {
        Path script = Files.writeString(folder.resolve("add.jshell"), "int added(int x) {\n return x + 1 / 0;\n}\n");
        eval("%load " + folder.resolve("add"));
        fails("added(1)", "ArithmeticException", "add.jshell, line 2");
        Files.writeString(script, "int notMade = 1;\nString s = 5;");
        fails("%load " + script, "add.jshell, line 2", "String s = 5;");
        assertThat(eval("notMade")).isEqualTo(1);
        fails("%load nowhere", "There is no script nowhere", ".ipynb");
        fails("%load one two", "%load takes one file", "%load \"one two\"");
        Files.writeString(folder.resolve("again.jshell"), "%load " + folder.resolve("again.jshell"));
        fails("%load " + folder.resolve("again"), "loads itself");
    }

    @Test
    void aStatementAfterOneThatLoadsSeesWhatWasLoaded() throws IOException {
        Path script = Files.writeString(folder.resolve("again.jsh"), "String again = \"new\";");
        eval("int again = 1; Object seen = null;");
        eval("lineMagic(\"load\", List.of(\"" + script + "\"));\nseen = again;");
        assertThat(eval("seen")).isEqualTo("new");
    }

    @Test
    void aScriptMayContainCommandsOfJShell() throws IOException {
        Path inner = Files.writeString(folder.resolve("inner.jsh"), "int inner = 6\n/exit\nnonsense");
        Path script = Files.writeString(
                folder.resolve("commands.jsh"),
                "/open " + inner + "\nString text = \"\"\"\n/exit\n\"\"\";\n/vars\nint half = inner\n/2;\n");
        eval("%load " + script);
        assertThat(eval("text + half")).isEqualTo("/exit\n3");
        Files.writeString(script, "int a = 1;\n/set feedback\n");
        fails("%load " + script, "commands.jsh, line 2: /set is a command of jshell");
        Files.writeString(script, "/types\n\nint a = b;\n");
        fails("%load " + script, "commands.jsh, line 3");
    }

    @Test
    void aNotebookIsLoadedCellByCell() throws IOException {
        Path notebook = Files.writeString(
                folder.resolve("lib.ipynb"),
                "{\"nbformat\": 4, \"cells\": [{\"cell_type\": \"markdown\", \"source\": \"no Java\"},"
                        + " {\"cell_type\": \"code\", \"source\": [\"int fromCell = 3;\\n\", \"fromCell++;\"]},"
                        + " {\"cell_type\": \"code\", \"source\": \"%%time\\nint second = fromCell * 10;\"}]}");
        eval("%load " + notebook);
        assertThat(eval("second")).isEqualTo(40);
    }

    @Test
    void timeGivesTheValueAndDeclaresInTheNotebook() {
        assertThat(eval("%time 20 + 1")).isEqualTo(21);
        eval("%time int timed = 7;");
        assertThat(eval("timed")).isEqualTo(7);
        long before = CELLS.nanosRun();
        eval("Thread.sleep(30);");
        long slept = CELLS.nanosRun() - before;
        eval("class Quick {}");
        assertThat(slept).isGreaterThanOrEqualTo(30_000_000);
        assertThat(CELLS.nanosRun() - before).isEqualTo(slept);
        assertThat(eval("%%time\nint a = 1;\na + 1")).isEqualTo(2);
        assertThatThrownBy(() -> eval("%%time\nint a = 1;\nmissing"))
                .isInstanceOfSatisfying(
                        CompileError.class,
                        e -> assertThat(String.join("\n", e.trace())).contains("line 3", "missing"));
    }

    @Test
    void timeitTakesExpressionsAndStatements() {
        eval("int turns = 0;");
        eval("%timeit -n 10 -r 3 turns++");
        assertThat(eval("turns")).isEqualTo(30);
        eval("%timeit -n 1 -r 1 for (int i = 0; i < 4; i++) turns++;");
        assertThat(eval("turns")).isEqualTo(34);
        fails("%timeit", "Say what to measure");
    }

    @Test
    void anAssignedMagicGivesItsValue() throws IOException {
        Path jar = emptyJar(folder.resolve("empty one.jar"));
        assertThat(eval("List<String> jars = %jars \"" + folder + "/*.jar\"\njars.size()"))
                .isEqualTo(1);
        assertThat(eval("jars.get(0)")).isEqualTo(jar.toString());
    }

    @Test
    void whatIsNoJarIsRefusedAndTheSessionLives() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.jar"), "<html>Not found</html>");
        fails("%jars " + broken, "broken.jar is no jar");
        assertThat(eval("1 + 1")).isEqualTo(2);
    }

    @Test
    void magicsAndCellsCanBeCalledFromJava() throws IOException {
        assertThat(eval("(int) eval(\"1 + 2\") + 3")).isEqualTo(6);
        eval("eval(\"int declaredInside = 8;\");");
        assertThat(eval("declaredInside")).isEqualTo(8);
        Path jar = emptyJar(folder.resolve("a.jar"));
        assertThat(eval("List<String> l = lineMagic(\"jars\", List.of(\"" + jar + "\"));\nl"))
                .isEqualTo(List.of(jar.toString()));
        fails("eval(\"nothing\")", "nothing");
        fails("eval(\"throw new IllegalStateException(\\\"deep\\\");\")", "deep");
        assertThat(eval("int sum = 0;\nfor (int i = 1; i <= 3; i++) {\n  sum += (int) eval(\"\" + i);\n}\nsum"))
                .isEqualTo(6);
    }

    @Test
    void aStoppedEvalInsideACellStopsTheCell() throws Exception {
        Thread stopper = Stopper.pressesAfter(700, CELLS);
        assertThatThrownBy(() -> eval("eval(\"while (true) {}\");\nint afterwards = 1;"))
                .isInstanceOf(Interrupted.class);
        stopper.join();
        assertThat(eval("1 + 1")).isEqualTo(2);
    }

    @Test
    void bashRunsWithTheVariablesThatWereSet() {
        Path file = folder.resolve("said");
        eval("%env WORD=hello");
        eval("%%bash\necho $WORD > " + file);
        assertThat(file).hasContent("hello");
        fails("%%bash\nexit 3", "status 3");
    }

    @Test
    void namesFilesAndJavaAreCompleted() throws IOException {
        Files.createFile(folder.resolve("picture.jar"));
        assertThat(texts("%ma")).contains("%maven", "%mavenRepo").doesNotContain("%jars");
        assertThat(texts("int a;\n%%ht")).containsExactly("%%html");
        assertThat(texts("%jars " + folder + "/pic")).containsExactly("picture.jar");
        assertThat(texts("%time \"word\".subs")).contains("substring(");
        assertThat(texts("%maven a:b:1\nString.val")).contains("valueOf(");
        assertThat(MAGICS.complete(CELLS, "String.val", 10)).isEmpty();
    }

    @Test
    void argumentsAreCompletedWithWhatFits() throws IOException {
        assertThat(texts("%maven ")).isEmpty();
        assertThat(texts("%maven --e")).containsExactly("--exclude ");
        assertThat(texts("%env PAT")).contains("PATH");
        assertThat(texts("%env PATH=Str")).isEmpty();
        assertThat(texts("%lsmagic Str")).isEmpty();
        assertThat(texts("%timeit -")).containsExactly("-n ", "-r ");
        assertThat(texts("%timeit -n 3 Math.ma")).containsExactly("max(");
        assertThat(texts("%%timeit -n 3\nMath.ma")).containsExactly("max(");
    }

    @Test
    void pathsWithBlanksAreCompletedInQuotes() throws IOException {
        Files.createFile(Files.createDirectory(folder.resolve("my scripts")).resolve("one two.jsh"));
        assertThat(texts("%load " + folder + "/my")).containsExactly('"' + folder.toString() + "/my scripts/");
        assertThat(texts("%load \"" + folder + "/my s")).containsExactly("my scripts/");
        assertThat(texts("%load \"" + folder + "/my scripts/one t")).containsExactly("one two.jsh\"");
    }

    private static List<String> texts(String cell) {
        return MAGICS.complete(CELLS, cell, cell.length()).orElseThrow().candidates().stream()
                .map(Completion.Candidate::text)
                .toList();
    }

    @Test
    void aMagicIsExplained() {
        assertThat(MAGICS.inspect(CELLS, "%maven", 4, true).orElseThrow())
                .contains("GROUP:ARTIFACT", "--exclude", "addMavenDependency");
        assertThat(MAGICS.inspect(CELLS, "%time Math.max(", 15, true).orElseThrow())
                .contains("Math.max(int a, int b)");
    }

    @Test
    void aCellThatAsksIsAnsweredAsInIPython() {
        assertThat(printed("String.valueOf?")).contains("String.valueOf(");
        assertThat(printed("?Math")).contains("java.lang.Math");
        assertThat(printed("HashCodes.random()??")).contains("Ideal random codes", "@param bits");
        assertThat(printed("%timeit?")).contains("%timeit");
        assertThat(printed("noSuchThing?")).contains("Nothing is known of noSuchThing.");
        assertThat(MAGICS.isComplete(CELLS, "DeepHash?")).hasValue(Completeness.COMPLETE);
        assertThat(eval("// what is it?\n1 > 0 ?\n2 : 3")).isEqualTo(2);
        fails("1 > 0 ?", "The cell ends in the middle");
    }

    private static String printed(String cell) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            assertThat(eval(cell)).isNull();
        } finally {
            System.setOut(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aCellThatIsAMagicIsWholeAfterAnEmptyLine() {
        assertThat(MAGICS.isComplete(CELLS, "%%bash\nls")).hasValue(Completeness.INCOMPLETE);
        assertThat(MAGICS.isComplete(CELLS, "%%bash\nls\n")).hasValue(Completeness.COMPLETE);
        assertThat(MAGICS.isComplete(CELLS, "%maven a:b:1")).hasValue(Completeness.COMPLETE);
        assertThat(MAGICS.isComplete(CELLS, "%jars x\nvoid f() {")).hasValue(Completeness.INCOMPLETE);
        assertThat(MAGICS.isComplete(CELLS, "int a;")).isEmpty();
    }

    @Test
    void startUpSnippetsMayContainMagics() throws IOException {
        Path script = Files.writeString(folder.resolve("start.jshell"), "int started = 1;");
        try (StandardStreams streams = StandardStreams.capture();
                CellEvaluator cells = CellEvaluator.prepare(
                        EvaluatorOptions.defaults().startup(List.of("%load " + script, "started++;")))) {
            Magics magics = new Magics();
            cells.runStartup(magics);
            assertThat(magics.<@Nullable Object>eval(cells, "started", 1, null, value -> value))
                    .isEqualTo(2);
        }
    }
}
