package deephash.kernel.eval;

import static org.assertj.core.api.Assertions.assertThat;

import deephash.kernel.eval.CellEvaluator.Completeness;
import jdk.jshell.JShell;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class CellSplitterTest {

    private static final JShell SHELL =
            JShell.builder().executionEngine("local").build();

    @AfterAll
    static void close() {
        SHELL.close();
    }

    private static void is(Completeness expected, String... cells) {
        for (String each : cells) {
            assertThat(CellSplitter.completeness(each, SHELL.sourceCodeAnalysis()))
                    .as(each)
                    .isEqualTo(expected);
        }
    }

    @Test
    void annotationsAloneAreNoWholeCell() {
        is(
                Completeness.INCOMPLETE,
                "@Deprecated",
                "@Override\n",
                "@java.lang.Deprecated // Since when?",
                "@Deprecated @SafeVarargs",
                "@Deprecated(since = \"1\")",
                "@Deprecated(since = \"1\") @SafeVarargs",
                "@SafeVarargs @Deprecated(since = \"1\")",
                "int x = 1;\n@Deprecated\n",
                "@Größe");
        is(
                Completeness.COMPLETE,
                "@Deprecated int x = 1;",
                "@Deprecated int x",
                "@Deprecated\nvoid f() {}",
                "@interface Note {}");
    }

    @Test
    void aChoiceWithoutItsLastPartIsNoWholeCell() {
        is(Completeness.INCOMPLETE, "a ? b :", "int a = x ? 1 :\n", "a ? b : c ? d : // And?", "x -> a ? b :", "foo:");
        is(Completeness.COMPLETE, "a ? b : c", "var s = \"a :\"", "foo: while (true) { }", "int a = 1; // so:");
    }
}
