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
    void systemExitInACellIsRefused() {
        assertThatThrownBy(() -> CELLS.eval("System.exit(3)")).hasMessageContaining("System.exit(3)");
    }
}
