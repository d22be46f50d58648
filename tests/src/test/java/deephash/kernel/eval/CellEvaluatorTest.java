package deephash.kernel.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class CellEvaluatorTest {

    private static final CellEvaluator CELLS = CellEvaluator.start(EvaluatorOptions.defaults());

    @AfterAll
    static void close() {
        CELLS.close();
    }

    @Test
    void theValueOfACellIsThatOfItsLastExpression() {
        assertThat(CELLS.eval("int a = 20;\na + 1;\na + 2")).isEqualTo(22);
        assertThat(CELLS.eval("int b = 3;")).isNull();
        assertThat(CELLS.eval("List.of(a, b)")).isEqualTo(java.util.List.of(20, 3));
    }

    @Test
    void aCellThatEndsAmidAStatementRunsNothing() {
        CELLS.eval("int ran = 0;");
        assertThatThrownBy(() -> CELLS.eval("ran++;\nvoid f() {")).isInstanceOf(Incomplete.class);
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
        Thread stopper = new Thread(() -> {
            try {
                Thread.sleep(500);
            } catch (InterruptedException e) {
                return;
            }
            CELLS.interrupt();
        });
        stopper.start();
        assertThatThrownBy(() -> CELLS.eval("while (true) { try { while (true) {} } catch (Throwable t) {} }"))
                .isInstanceOf(Interrupted.class);
        stopper.join();
        assertThat(CELLS.eval("1 + 1")).isEqualTo(2);
    }

    @Test
    void aWaitThatNoticesNoStopIsLeftBehind() throws Exception {
        Thread stopper = new Thread(() -> {
            try {
                Thread.sleep(500);
            } catch (InterruptedException e) {
                return;
            }
            CELLS.interrupt();
        });
        stopper.start();
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
}
