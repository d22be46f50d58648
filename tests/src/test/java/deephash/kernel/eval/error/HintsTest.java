package deephash.kernel.eval.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deephash.kernel.eval.CellEvaluator;
import deephash.kernel.eval.assist.Completion;
import deephash.kernel.eval.error.CellException.CompileError;
import deephash.kernel.eval.text.NearNames;
import deephash.kernel.library.Workbench;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

public class HintsTest {

    private static final CellEvaluator CELLS = CellEvaluator.start(Workbench.options());

    @AfterAll
    static void close() {
        CELLS.close();
    }

    @Test
    void classesOfTheKernelAreNeitherHintedNorOffered() {
        assertThatThrownBy(() -> CELLS.eval("new Stop()"))
                .isInstanceOfSatisfying(
                        CompileError.class,
                        e -> assertThat(String.join("\n", e.trace())).doesNotContain("deephash.kernel"));
        assertThat(CELLS.complete("Sto", 3).candidates())
                .extracting(Completion.Candidate::text)
                .noneMatch(each -> each.equals("Stop") || each.equals("StockKernelExtension"));
    }

    @Test
    void aShortNameIsNearWhatBeginsAlikeInTheSameCase() {
        List<String> names = List.of("VAE", "int", "list", "sum");
        assertThat(NearNames.nearest("val", names)).isEmpty();
        assertThat(NearNames.nearest("Cnt", names)).isEmpty();
        assertThat(NearNames.nearest("nit", names)).contains("int");
        assertThat(NearNames.nearest("lst", names)).contains("list");
        assertThat(NearNames.nearest("som", names)).contains("sum");
        assertThat(NearNames.nearest("vae", names)).contains("VAE");
    }
}
