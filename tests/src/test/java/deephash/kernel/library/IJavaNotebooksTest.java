package deephash.kernel.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deephash.kernel.display.Bundle;
import deephash.kernel.eval.CellEvaluator;
import deephash.kernel.magic.Magics;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What notebooks written for IJava do with its own classes. */
class IJavaNotebooksTest {

    private static final Magics MAGICS = new Magics();
    private static final CellEvaluator CELLS = CellEvaluator.start(Workbench.options());

    @AfterAll
    static void close() {
        CELLS.close();
    }

    private static Bundle shown(String cell) {
        return MAGICS.eval(CELLS, cell, 1, null, Rendering::of);
    }

    @Test
    void aRendererRegisteredWithIJavasClassesIsUsed() {
        shown("import io.github.spencerpark.ijava.IJava;\n"
                + "import io.github.spencerpark.jupyter.kernel.display.common.*;\n"
                + "import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;\n"
                + "record Star(int n) {}\n"
                + "IJava.getKernelInstance().getRenderer().createRegistration(Star.class)\n"
                + "    .preferring(MIMEType.TEXT_HTML).supporting(MIMEType.TEXT_PLAIN)\n"
                + "    .register((star, context) -> context.renderIfRequested(MIMEType.TEXT_HTML,"
                + " () -> \"<b>\" + \"*\".repeat(star.n()) + \"</b>\"));");
        Bundle star = shown("new Star(3)");
        assertThat(star.data().get(Bundle.HTML).getAsString()).isEqualTo("<b>***</b>");
        assertThat(star.text()).isEqualTo("Star[n=3]");
        assertThat(shown("render(new Star(2), \"text/html\")")
                        .data()
                        .get(Bundle.HTML)
                        .getAsString())
                .isEqualTo("<b>**</b>");
    }

    @Test
    void displayDataIsShownAsItIs() {
        Bundle made = shown("import io.github.spencerpark.jupyter.kernel.display.DisplayData;\n"
                + "var made = new DisplayData(\"plain\");\nmade.putHTML(\"<i>rich</i>\");\nmade");
        assertThat(made.data().get(Bundle.HTML).getAsString()).isEqualTo("<i>rich</i>");
        assertThat(made.text()).isEqualTo("plain");
    }

    @Test
    void whatRendersItselfDoes() {
        Bundle own = shown("import io.github.spencerpark.jupyter.kernel.display.*;\n"
                + "class Own implements DisplayDataRenderable { public void render(RenderContext context) {"
                + " context.renderIfRequested(io.github.spencerpark.jupyter.kernel.display.mime.MIMEType.TEXT_HTML, () -> \"<u>own</u>\"); } }\n"
                + "new Own()");
        assertThat(own.data().get(Bundle.HTML).getAsString()).isEqualTo("<u>own</u>");
    }

    @Test
    void magicsCanBeRegistered() {
        shown("io.github.spencerpark.ijava.runtime.Kernel.getKernelInstance().getMagics()\n"
                + "    .registerLineMagic(\"twice\", words -> words.get(0) + words.get(0));\n"
                + "getKernelInstance().getMagics().registerCellMagic(\"upper\", (words, body) -> body.toUpperCase());");
        assertThat(shown("%twice ab").text()).isEqualTo("null");
        assertThat(shown("var two = %twice ab\ntwo").text()).isEqualTo("abab");
        assertThat(shown("%%upper\nloud").text()).isEqualTo("LOUD");
        assertThatThrownBy(() -> shown("%thrice ab")).hasMessageContaining("no magic %thrice");
    }

    @Test
    void theKernelEvaluates() {
        assertThat(shown("getKernelInstance().evalRaw(\"int fromText = 4;\\nfromText + 1\")")
                        .text())
                .isEqualTo("5");
        assertThat(shown("fromText").text()).isEqualTo("4");
    }
}
