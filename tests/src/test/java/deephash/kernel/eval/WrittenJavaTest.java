package deephash.kernel.eval;

import static org.assertj.core.api.Assertions.assertThat;

import deephash.kernel.display.Bundle;
import deephash.kernel.library.Rendering;
import deephash.kernel.library.Workbench;
import deephash.kernel.magic.Magics;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Java as people write it: each case of {@code cells/java-as-written.txt} in an evaluator of its own. */
class WrittenJavaTest {

    private record Case(String name, List<String> cells, String shown) {
        static Case of(String text) {
            String name = text.lines().findFirst().orElseThrow();
            int end = text.lastIndexOf("\n=> ");
            return new Case(
                    name,
                    List.of(text.substring(name.length() + 1, end).split("\n---\n")),
                    text.substring(end + "\n=> ".length()).strip());
        }
    }

    private static List<Case> cases() throws IOException {
        try (InputStream in = WrittenJavaTest.class.getResourceAsStream("/cells/java-as-written.txt")) {
            String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            List<Case> found = new ArrayList<>();
            for (String each :
                    text.substring(text.indexOf("\n=== ") + "\n=== ".length()).split("\n=== ")) {
                found.add(Case.of(each));
            }
            return found;
        }
    }

    @TestFactory
    List<DynamicTest> eachCaseShowsWhatItShould() throws IOException {
        return cases().stream()
                .map(each -> DynamicTest.dynamicTest(each.name(), () -> run(each)))
                .toList();
    }

    private static void run(Case tried) {
        Magics magics = new Magics();
        try (CellEvaluator cells = CellEvaluator.start(Workbench.options())) {
            Bundle shown = null;
            int number = 0;
            for (String cell : tried.cells()) {
                shown = magics.eval(cells, cell, ++number, null, each -> each == null ? null : Rendering.of(each));
            }
            if (!tried.shown().equals("(none)")) {
                assertThat(shown).isNotNull();
                assertThat(shown.text()).isEqualTo(tried.shown());
            }
        }
    }
}
