package deephash.kernel.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deephash.kernel.display.Bundle;
import deephash.kernel.display.Display;
import deephash.kernel.eval.error.CellException.CompileError;
import deephash.kernel.eval.error.CellException.Incomplete;
import deephash.kernel.eval.error.CellException.Interrupted;
import deephash.kernel.eval.error.CellException.RuntimeFailure;
import deephash.kernel.library.Workbench;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

public class CellEvaluatorTest {

    private static final CellEvaluator CELLS = CellEvaluator.start(Workbench.options());

    @AfterAll
    static void close() {
        CELLS.close();
    }

    @Test
    void theValueOfACellIsThatOfItsLastExpression() {
        assertThat(CELLS.eval("int a = 20;\na + 1;\na + 2")).isEqualTo(22);
        assertThat(CELLS.eval("int b = 3;")).isNull();
        assertThat(CELLS.eval("List.of(a, b)")).isEqualTo(List.of(20, 3));
    }

    @Test
    void aCellThatEndsAmidAStatementRunsNothing() {
        CELLS.eval("int ran = 0;");
        assertThatThrownBy(() -> CELLS.eval("ran++;\nvoid f() {")).isInstanceOf(Incomplete.class);
        assertThat(CELLS.eval("ran")).isEqualTo(0);
        for (String header : List.of("if (1 < 2)", "while (true)", "for (int k = 0; k < 3; k++) // later")) {
            assertThatThrownBy(() -> CELLS.eval("ran++;\n" + header))
                    .as(header)
                    .isInstanceOf(Incomplete.class)
                    .hasMessageContaining("line 2");
        }
        assertThat(CELLS.eval("ran")).isEqualTo(0);
    }

    @Test
    void aCompileErrorMarksTheLineOfTheCell() {
        assertThatThrownBy(() -> CELLS.eval("int ok = 1;\nString s = missing;", 7))
                .isInstanceOfSatisfying(
                        CompileError.class,
                        e -> assertThat(String.join("\n", e.trace()))
                                .contains("cell 7, line 2", "String s = missing;", "^^^^^^^"));
    }

    @Test
    void hintsAreGivenWhateverLanguageTheCompilerSpeaks() {
        Locale usual = Locale.getDefault();
        Locale.setDefault(Locale.JAPAN);
        try {
            CELLS.eval("int größe = 1;");
            assertThatThrownBy(() -> CELLS.eval("größ + new AtomicLong(1).get()"))
                    .isInstanceOfSatisfying(
                            CompileError.class,
                            e -> assertThat(String.join("\n", e.trace()))
                                    .contains("Did you mean größe?", "import java.util.concurrent.atomic.AtomicLong;"));
        } finally {
            Locale.setDefault(usual);
        }
    }

    @Test
    void anExceptionKeepsItsNameAndNamesTheLine() {
        CELLS.eval("int fail(int x) {\n    return 1 / x;\n}", 8);
        assertThatThrownBy(() -> CELLS.eval("int z = 0;\n// first\n\n/* then */ fail(\n z)", 9))
                .isInstanceOfSatisfying(RuntimeFailure.class, e -> {
                    assertThat(e.errorName()).isEqualTo("java.lang.ArithmeticException");
                    assertThat(String.join("\n", e.trace())).contains("cell 8, line 2", "cell 9, line 4");
                });
    }

    @Test
    void anExceptionOfALoopOrALambdaNamesTheLineOfItsCell() {
        CELLS.eval("Supplier<Integer> later = null;", 20);
        CELLS.eval("// first\nlater = () ->\n    1 / 0;", 21);
        assertThatThrownBy(() -> CELLS.eval("int[] a = {1};\nfor (int i = 0; i < 2; i++) {\n  a[i] = i;\n}", 22))
                .isInstanceOfSatisfying(RuntimeFailure.class, e -> {
                    assertThat(e.errorName()).isEqualTo("java.lang.ArrayIndexOutOfBoundsException");
                    assertThat(String.join("\n", e.trace())).contains("cell 22, line 3", "a[i] = i;");
                });
        assertThatThrownBy(() -> CELLS.eval("later.get()", 23))
                .isInstanceOfSatisfying(
                        RuntimeFailure.class,
                        e -> assertThat(String.join("\n", e.trace()))
                                .contains("cell 21, line 3", "a lambda", "cell 23, line 1"));
    }

    @Test
    void statementsThatAreCompiledTogetherAreStillStatements() {
        CELLS.eval("List<Integer> done = new ArrayList<>(); int at = 0;");
        CELLS.eval("done.add(1);\n// between\nat = 5;\nfor (int i = 0; i < 2; i++) { done.add(i); }");
        assertThat(CELLS.eval("done.add(at);\ndone.toString()")).isEqualTo("[1, 0, 1, 5]");
        // What stands before an error has run.
        assertThatThrownBy(() -> CELLS.eval("done.clear();\nat++;\ndone.add(\"text\");", 30))
                .isInstanceOfSatisfying(
                        CompileError.class,
                        e -> assertThat(String.join("\n", e.trace())).contains("cell 30, line 3"));
        assertThat(CELLS.eval("at + done.size()")).isEqualTo(6);
        assertThatThrownBy(() -> CELLS.eval("at++;\nat++;\ndone.get(7);\nat++;", 31))
                .isInstanceOfSatisfying(
                        RuntimeFailure.class,
                        e -> assertThat(String.join("\n", e.trace())).contains("cell 31, line 3", "done.get(7);"));
        assertThat(CELLS.eval("at")).isEqualTo(8);
    }

    @Test
    void theLastOfStatementsThatAreCompiledTogetherHasAValue() {
        CELLS.eval("List<Integer> grows = new ArrayList<>();");
        assertThat(CELLS.eval("grows.add(1);\ngrows.add(2);\ngrows.size();")).isEqualTo(2);
        assertThat(CELLS.eval("grows.add(3);\n// and\ngrows.size()")).isEqualTo(3);
        assertThat(CELLS.eval("grows.clear();\n// and\nSystem.out.print(grows.isEmpty() ? \"\" : grows);"))
                .isNull();
    }

    @Test
    void whatAPatternDeclaresEndsWithItsStatement() {
        CELLS.eval("int n = 0; Object val = 42;");
        CELLS.eval("if (!(val instanceof Integer n)) throw new RuntimeException();\nn++;\nn += 1;");
        assertThat(CELLS.eval("n")).isEqualTo(2);
    }

    @Test
    @Tag("needs-private-parts")
    void aDeclarationThatDoesNotCompileLeavesWhatItWouldReplace() {
        CELLS.eval(
                "double acc = 0.5; int keep(int a) { return a; } class Kept { int v = 1; } Kept living = new Kept();");
        CELLS.eval("living.v = 9;");
        refused("double acc = computeAcc(1);", "cannot find symbol", "computeAcc(1)", "^^^");
        refused("int keep(int a) { return \"s\"; }", "incompatible types");
        refused("int other = 1;\nclass Kept {\n  int v = \"s\";\n}", "line 3", "incompatible types");
        assertThat(CELLS.eval("acc + keep(1) + living.v + new Kept().v")).isEqualTo(11.5);
    }

    private static void refused(String cell, String... because) {
        assertThatThrownBy(() -> CELLS.eval(cell))
                .isInstanceOfSatisfying(
                        CompileError.class,
                        e -> assertThat(String.join("\n", e.trace())).contains(because));
    }

    @Test
    void classesThatNeedEachOtherAreStillDeclaredAnew() {
        CELLS.eval("class Leaf { Tree tree; Leaf in(Tree t) { t.take(this); return this; } }\n"
                + "class Tree { Leaf last; void take(Leaf l) { last = l; } Leaf first() { return last; } }");
        CELLS.eval(
                "class Leaf { Tree tree; int x = 4; Leaf in(Tree t) { t.take(this); Leaf l = t.first(); return l; } }");
        assertThat(CELLS.eval("new Leaf().in(new Tree()).x")).isEqualTo(4);
        CELLS.eval("int sooner(int x) { return x; }");
        CELLS.eval("int sooner(int x) { return later(x); }\nint later(int x) { return 2 * x; }");
        assertThat(CELLS.eval("sooner(4)")).isEqualTo(8);
    }

    @Test
    void aValueAmidACellIsNoErrorThere() {
        assertThat(CELLS.eval("int amid = 1;\namid++;\namid + 1;\namid++;\namid"))
                .isEqualTo(3);
    }

    @Test
    void assignmentsAndStatementsChangeWhatIsDeclared() {
        CELLS.eval("int n = 1; int[] all = new int[3];");
        CELLS.eval("n = 5;");
        CELLS.eval("n += 2;\nn++;\nall[1] = n;\nif (n > 7) { all[2] = 1; } else { all[2] = 2; }");
        assertThat(CELLS.eval("Arrays.toString(all) + n")).isEqualTo("[0, 8, 1]8");
        assertThat(CELLS.eval("switch (n) { case 8 -> \"eight\"; default -> \"other\"; }"))
                .isEqualTo("eight");
        assertThatThrownBy(() -> CELLS.eval("n = \"text\";")).isInstanceOf(CompileError.class);
    }

    @Test
    void aTightLoopIsStoppedAndTheNextCellRuns() throws Exception {
        Thread stopper = Stopper.pressesAfter(500, CELLS);
        assertThatThrownBy(() -> CELLS.eval("while (true) { try { while (true) {} } catch (Throwable t) {} }"))
                .isInstanceOf(Interrupted.class);
        stopper.join();
        assertThat(CELLS.eval("1 + 1")).isEqualTo(2);
    }

    @Test
    void aWaitThatNoticesNoStopIsLeftBehind() throws Exception {
        Thread stopper = Stopper.pressesAfter(500, CELLS);
        assertThatThrownBy(() -> CELLS.eval("new CompletableFuture<String>().join()"))
                .isInstanceOf(Interrupted.class);
        stopper.join();
        assertThat(CELLS.eval("IntStream.range(0, 3).parallel().map(x -> x + 1).sum()"))
                .isEqualTo(6);
    }

    @Test
    void systemExitInACellIsRefused() {
        assertThatThrownBy(() -> CELLS.eval("System.exit(3)")).hasMessageContaining("System.exit(3)");
        assertThatThrownBy(() -> CELLS.eval("Runtime.getRuntime().halt(5)")).hasMessageContaining("Runtime.halt(5)");
    }

    @Test
    void aMessageNamesWhatTheUserWrote() {
        CELLS.eval("String nothing = null;");
        assertThatThrownBy(() -> CELLS.eval("nothing.length()"))
                .isInstanceOfSatisfying(
                        RuntimeFailure.class, e -> assertThat(e.getMessage()).endsWith("because \"nothing\" is null"));
    }

    @Test
    void ofAClassAndAnImportOfTheSameNameTheLaterWins() {
        CELLS.eval("record Point(int x) {}\nvar early = new Point(3);");
        CELLS.eval("List<Point> points = List.of(early);");
        assertThat(notes("import java.awt.Point;")).contains("Point is now java.awt.Point", "early, points");
        assertThat(CELLS.eval("Point place = new Point(1, 2);\nplace.x + place.y"))
                .isEqualTo(3);
        assertThat(notes("record Point(int x) {}")).contains("Point is now the record", "no longer java.awt.Point");
        assertThat(CELLS.eval("new Point(4).x() + place.x")).isEqualTo(5);
        CELLS.eval("class Date {}\nimport java.util.Date;");
        assertThat(CELLS.eval("new Date(0).getTime()")).isEqualTo(0L);
    }

    @Test
    void aClassMayHaveTheNameOfAPreload() {
        CELLS.eval("Duration wait = Duration.ofSeconds(3);");
        assertThat(notes("class Precision {}\nrecord Duration(int days) {}")).contains("no longer java.time.Duration");
        assertThat(CELLS.eval("new Duration(2).days() + wait.toSeconds()")).isEqualTo(5L);
        assertThat(notes("import java.time.Duration;")).contains("Duration is now java.time.Duration");
        assertThat(CELLS.eval("Duration.ofSeconds(3).equals(wait) && new Precision() != null"))
                .isEqualTo(true);
    }

    @Test
    @Tag("needs-private-parts")
    void whatIsTooLongForAClassFileIsRefusedAndChangesNothing() {
        String text = "\"" + "x".repeat(70_000) + "\"";
        CELLS.eval("String longest = \"short\";\nString longer() { return longest; }");
        for (String cell : List.of(
                "String longest = " + text + ";", "String longer() { return " + text + "; }", text + ".length()")) {
            assertThatThrownBy(() -> CELLS.eval(cell)).isInstanceOfSatisfying(CompileError.class, e -> {
                assertThat(e).hasMessageContaining("constant string too long");
                assertThat(e.trace()).allSatisfy(line -> assertThat(line).hasSizeLessThan(300));
            });
        }
        CELLS.eval("class Lengthy { int n = 3; }\nList<Lengthy> longs = List.of(new Lengthy());");
        assertThatThrownBy(() -> CELLS.eval("class Lengthy { String s = " + text + "; }"))
                .isInstanceOf(CompileError.class);
        assertThat(CELLS.eval("longs.get(0).n")).isEqualTo(3);
        assertThatThrownBy(() -> CELLS.eval("int[] many = {" + "1, ".repeat(12_000) + "};"))
                .hasMessageContaining("code too large");
        assertThat(CELLS.eval("longer() + longest")).isEqualTo("shortshort");
    }

    @Test
    void whatNoLongerCompilesIsNamedWithTheReason() {
        CELLS.eval("int rate = 3;\nint cost(int n) { return n * rate; }");
        assertThat(notes("double rate = 3.5;"))
                .contains("cost no longer compiles: incompatible types: possible lossy conversion");
        assertThatThrownBy(() -> CELLS.eval("cost(2)")).hasMessageContaining("possible lossy conversion");
        CELLS.eval("interface Vis { void go(); }\nclass Visitor implements Vis { public void go() {} }");
        assertThat(notes("interface Vis { void go(); void stop(); }")).contains("Visitor no longer compiles", "stop()");
        assertThatThrownBy(() -> CELLS.eval("new Visitor()")).hasMessageContaining("abstract method stop()");
        CELLS.eval("int sized() { return List.of(1).get(); }");
        assertThatThrownBy(() -> CELLS.eval("sized()")).hasMessageContaining("cannot be applied");
    }

    @Test
    void anImportLeavesVariablesWhatTheyAre() {
        CELLS.eval("record Old(int a) {}\nObject held = new Old(9);\nList<Map<String, int[]>> many = List.of();");
        CELLS.eval("record Old(int a, int b) {}");
        assertThat(notes("import java.awt.*;")).isEmpty();
        assertThat(CELLS.eval("held.toString() + many")).isEqualTo("Old[a=9][]");
        assertThat(notes("import java.util.List;")).isEmpty();
        assertThat(CELLS.eval("held.toString() + many")).isEqualTo("Old[a=9][]");
    }

    @Test
    void anObjectOfAnOldFormIsCalledThat() {
        CELLS.eval("record Item(int n) {}\nMap<String, Object> items = Map.of(\"a\", new Item(1));");
        CELLS.eval("record Item(int n, int m) {}");
        assertThatThrownBy(() -> CELLS.eval("((Item) items.get(\"a\")).n()"))
                .hasMessageContaining("an object of the old form of Item; run the cell that made it again");
    }

    @Test
    void aFailedStaticInitialiserKeepsItsNameAndIsExplained() {
        CELLS.eval("class Static { static int v = Integer.parseInt(\"x\"); }");
        assertThatThrownBy(() -> CELLS.eval("Static.v")).isInstanceOfSatisfying(RuntimeFailure.class, e -> {
            assertThat(e.errorName()).isEqualTo("java.lang.ExceptionInInitializerError");
            assertThat(String.join("\n", e.trace())).contains("Caused by", "NumberFormatException");
            assertThat(e).hasMessageContaining("For input string");
        });
        assertThatThrownBy(() -> CELLS.eval("Static.v"))
                .isInstanceOfSatisfying(
                        RuntimeFailure.class,
                        e -> assertThat(String.join("\n", e.trace()))
                                .contains("initialiser of Static failed")
                                .doesNotContain("%maven"));
        CELLS.eval("class Static { static int v = 1; }");
        assertThat(CELLS.eval("Static.v")).isEqualTo(1);
    }

    @Test
    @Tag("needs-private-parts")
    void aClassWhoseInitialiserFailedIsTriedAgainWhenItsCellIs() {
        String cell = "class Again { static int v = Integer.parseInt(System.getProperty(\"deephash.again\", \"x\")); }";
        CELLS.eval(cell);
        assertThatThrownBy(() -> CELLS.eval("int first = Again.v;")).isInstanceOf(RuntimeFailure.class);
        System.setProperty("deephash.again", "7");
        CELLS.eval(cell);
        assertThat(CELLS.eval("Again.v")).isEqualTo(7);
    }

    /** What a cell tells beside its output. */
    private static String notes(String cell) {
        StringBuilder told = new StringBuilder();
        Display before = Display.use(new Told(told));
        try {
            CELLS.eval(cell);
        } finally {
            Display.use(before);
        }
        return told.toString();
    }

    private record Told(StringBuilder told) implements Display {
        @Override
        public void stream(String name, String text) {
            told.append(text);
        }

        @Override
        public void display(Bundle bundle, String displayId) {}

        @Override
        public void updateDisplay(Bundle bundle, String displayId) {}

        @Override
        public void clearOutput(boolean wait) {}
    }
}
