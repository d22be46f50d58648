package deephash.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A slider over a cell's parameter, where there is JupyterLab and where there is not. */
@DisabledOnOs(OS.WINDOWS)
@DisplayName("A slider")
class SliderTest {

    private static Path notebook() throws Exception {
        Path notebook = Checkout.built().resolve("notebooks/slider.ipynb");
        Files.createDirectories(notebook.getParent());
        return Files.copy(
                Checkout.source().resolve("tests/src/test/resources/notebooks/slider.ipynb"),
                notebook,
                StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    @DisplayName("is live in JupyterLab, saved with the notebook, and live again when the page is opened again")
    void isLiveInJupyterLab(@TempDir Path folder) throws Exception {
        Path python = Python.with("jupyterlab", "jupyterlab_widgets", "playwright");
        Path chromium = Python.chromium();
        Path notebook = notebook();
        Map<String, String> jupyter = Map.of(
                "JUPYTER_DATA_DIR",
                folder.resolve("jupyter").toString(),
                "JUPYTER_CONFIG_DIR",
                folder.resolve("config").toString());
        Path screenshot = Checkout.source().resolve("tests/target/screenshots/slider.png");
        try {
            Program page = Python.script(
                    python, jupyter, Duration.ofMinutes(10), "lab_slider.py", Checkout.built(), chromium, screenshot);
            assertThat(page.status()).as(page.output()).isZero();
        } finally {
            Files.delete(notebook);
        }
    }

    @Test
    @DisplayName("stays at its value without JupyterLab, and a note says so")
    void staysAtItsValueWithoutJupyterLab(@TempDir Path folder) throws Exception {
        Path executed = folder.resolve("slider.ipynb");
        Path notebook = notebook();
        try {
            Program run = Checkout.deephash(Map.of(), "run", notebook.toString(), "--output", executed.toString());
            assertThat(run.status()).as(run.output()).isZero();
        } finally {
            Files.delete(notebook);
        }
        assertThat(Files.readString(executed))
                .contains("radius = 2, from 0 to 8. To change it with a slider, run this cell in JupyterLab")
                .contains("\"within 2\"");
    }
}
