package deephash.kernel.eval.run;

import static org.assertj.core.api.Assertions.assertThat;

import deephash.kernel.eval.CellEvaluator;
import deephash.kernel.library.Workbench;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PrintedTraceTest {

    private static final CellEvaluator CELLS = CellEvaluator.start(Workbench.options());

    @BeforeAll
    static void declare() {
        CELLS.eval("int divide(int by) {\n    int one = 1;\n    return one / by;\n}", 40);
        CELLS.eval("var told = new java.io.StringWriter();");
    }

    @AfterAll
    static void close() {
        CELLS.close();
    }

    @Test
    void aTraceThatACellPrintsNamesCellsAndLines() {
        CELLS.eval(
                "// first\ntry {\n    divide(0);\n} catch (Exception e) {\n"
                        + "    e.printStackTrace(new java.io.PrintWriter(told, true));\n}",
                41);
        assertThat(CELLS.eval("told.toString()").toString())
                .contains("java.lang.ArithmeticException: / by zero")
                .contains("at cell 40, line 3 in divide()   return one / by;", "at cell 41, line 3   divide(0);")
                .doesNotContain("REPL", "do_it$", "\u001b");
    }

    @Test
    void soDoesOneThatIsPrintedByAReferenceOrWhileAVariableIsDeclared() {
        String printed = CELLS.eval("""
                        var before = System.err;
                        var bytes = new java.io.ByteArrayOutputStream();
                        System.setErr(new java.io.PrintStream(bytes, true));
                        Consumer<Throwable> shown = Throwable::printStackTrace;
                        int tried = ((Supplier<Integer>) () -> {
                            try { return divide(0); } catch (ArithmeticException e) { shown.accept(e); return 1; }
                        }).get();
                        System.setErr(before);
                        bytes.toString()""", 42).toString();
        assertThat(printed).contains("cell 40, line 3", "cell 42, line 6").doesNotContain("REPL", "do_it$");
    }

    @Test
    void whatAnExceptionPrintsOfItselfStays() {
        CELLS.eval("class Own extends RuntimeException { public void printStackTrace(java.io.PrintWriter to) {"
                + " to.print(\"mine\"); } }");
        CELLS.eval("var own = new java.io.StringWriter();\nnew Own().printStackTrace(new java.io.PrintWriter(own));");
        assertThat(CELLS.eval("own.toString()")).isEqualTo("mine");
        CELLS.eval("class OwnError extends Error { public void printStackTrace() { told.append(\"mine\"); } }");
        CELLS.eval("new OwnError().printStackTrace();");
        assertThat(CELLS.eval("told.toString()").toString()).contains("mine");
    }
}
