package deephash.kernel.eval.jshell;

import static org.assertj.core.api.Assertions.assertThat;

import deephash.ChildJvm;
import deephash.kernel.eval.CellEvaluator;
import deephash.kernel.eval.EvaluatorOptions;
import deephash.kernel.eval.ShellOf;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ShellTest {

    @Test
    void everyPrivatePartOfJShellOpensOnThisJdk() {
        try (CellEvaluator cells = CellEvaluator.start(EvaluatorOptions.defaults())) {
            assertThat(ShellOf.cells(cells).closedParts()).isEmpty();
        }
    }

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void withoutThePrivatePartsOfJShellCellsRunAllTheSame() throws Exception {
        Process child = ChildJvm.of(ClosedShell.class).redirectErrorStream(true).start();
        String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(child.waitFor()).as(said).isZero();
        assertThat(said).containsPattern("(?m)^[2-9]\\d tests passed, all parts of JShell closed$");
    }
}
