package deephash.kernel.eval.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deephash.kernel.eval.CellEvaluator;
import deephash.kernel.library.Workbench;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A variable is what its declaration says, or is not there. */
class VariablesAsDeclaredTest {

    private static final CellEvaluator CELLS = CellEvaluator.start(Workbench.options());

    @AfterAll
    static void close() {
        CELLS.close();
    }

    @Test
    @Tag("needs-private-parts")
    void nothingAssignsToAFinalVariable() {
        CELLS.eval("final int z = 3;\nstatic final String NAME = \"n\";");
        for (String each : new String[] {
            "z = 4", "z++;", "int y = z = 5;", "z += 1;", "for (z = 0; z < 3;) {}", "Runnable r = () -> { z = 6; };"
        }) {
            assertThatThrownBy(() -> CELLS.eval(each)).as(each).hasMessageContaining("final variable z");
        }
        assertThatThrownBy(() -> CELLS.eval("NAME = \"m\";")).hasMessageContaining("final variable NAME");
        assertThat(CELLS.eval("z + NAME")).isEqualTo("3n");
        CELLS.eval("int twice() { int z = 1; z = 2; return z * 2; }");
        assertThat(CELLS.eval("twice()")).isEqualTo(4);
        CELLS.eval("int z = 8;\nz = 9;");
        assertThat(CELLS.eval("z")).isEqualTo(9);
    }

    @Test
    @Tag("needs-private-parts")
    void aFinalVariableStaysFinalWhenWhatItMentionsChanges() {
        CELLS.eval("record Kept(int a) {}");
        CELLS.eval("final List<Kept> kept = new ArrayList<Kept>();");
        CELLS.eval("record Kept(int a, int b) {}");
        assertThatThrownBy(() -> CELLS.eval("kept = null;")).hasMessageContaining("final variable kept");
        assertThat(CELLS.eval("kept.size()")).isEqualTo(0);
    }

    @Test
    void aVariableWhoseInitialiserFailedIsNotThere() {
        assertThatThrownBy(() -> CELLS.eval("int parsed = Integer.parseInt(\"x\");"))
                .hasMessageContaining("For input string")
                .hasMessageContaining("parsed is not declared, since its initialiser failed");
        assertThatThrownBy(() -> CELLS.eval("parsed + 1"))
                .hasMessageContaining("parsed is not declared, since its initialiser failed: run the cell");
        CELLS.eval("int parsed = 5;");
        assertThat(CELLS.eval("parsed")).isEqualTo(5);
        assertThatThrownBy(() -> CELLS.eval("int parsed = Integer.parseInt(\"y\");"))
                .hasMessageContaining("parsed is not declared");
        assertThatThrownBy(() -> CELLS.eval("parsed")).hasMessageContaining("its initialiser failed");
    }

    @Test
    void aMethodThatUsesAVariableWithoutAValueSaysSo() {
        CELLS.eval("int base = 1;");
        CELLS.eval("int above() { return base + 1; }");
        assertThatThrownBy(() -> CELLS.eval("int base = List.<Integer>of().get(0);"))
                .hasMessageContaining("base is not declared")
                .hasMessageContaining("above no longer compiles");
        CELLS.eval("int base = 4;");
        assertThat(CELLS.eval("above()")).isEqualTo(5);
    }
}
