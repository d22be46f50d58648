package deephash.kernel.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelSpecTest {

    @TempDir
    private Path folder;

    private KernelSpec install(String name) throws Exception {
        return KernelSpec.install(
                folder.resolve("jupyter/kernels"), name, "DeepHash (Java)", Path.of("/a b/dh"), false);
    }

    @Test
    void theSpecNamesItsLauncherByAbsolutePathAndAsksForInterruptsByMessage() throws Exception {
        KernelSpec kernel = install("deephash");
        JsonObject json = JsonParser.parseString(
                        Files.readString(kernel.folder().resolve("kernel.json")))
                .getAsJsonObject();
        assertThat(json.getAsJsonArray("argv").get(0).getAsString()).isEqualTo("/a b/dh/deephash");
        assertThat(json.getAsJsonArray("argv").get(3).getAsString()).isEqualTo("{connection_file}");
        assertThat(json.get("display_name").getAsString()).isEqualTo("DeepHash (Java)");
        assertThat(json.get("language").getAsString()).isEqualTo("java");
        assertThat(json.get("interrupt_mode").getAsString()).isEqualTo("message");
    }

    @Test
    void theLogosHaveTheSizesThatTheirNamesSay() throws Exception {
        Path spec = install("deephash").folder();
        assertThat(ImageIO.read(spec.resolve("logo-32x32.png").toFile()).getWidth())
                .isEqualTo(32);
        assertThat(ImageIO.read(spec.resolve("logo-64x64.png").toFile()).getHeight())
                .isEqualTo(64);
        assertThat(spec.resolve("logo-svg.svg")).content().contains("<svg");
    }

    @Test
    void uninstallingLeavesNothing() throws Exception {
        install("deephash").uninstall();
        assertThat(folder.resolve("jupyter")).doesNotExist();
    }

    @Test
    void uninstallingLeavesNothingUnderAPrefix() throws Exception {
        Path prefix = folder.resolve("python");
        Path kernels = JupyterPaths.under(prefix).resolve("kernels");
        KernelSpec.install(kernels, "deephash", "DeepHash (Java)", Path.of("/dh"), false)
                .uninstall();
        assertThat(prefix).isEmptyDirectory();
    }

    @Test
    void uninstallingLeavesOtherKernelsAlone() throws Exception {
        KernelSpec other = install("other");
        install("deephash").uninstall();
        assertThat(KernelSpec.find(List.of(folder.resolve("jupyter/kernels")))).containsExactly(other);
    }

    @Test
    void installingAgainReplacesTheSpec() throws Exception {
        install("deephash");
        KernelSpec again = install("deephash");
        assertThat(KernelSpec.read(again.folder())).contains(again);
        assertThat(Files.list(again.folder())).hasSize(4);
    }

    @Test
    void aKernelOfAnotherProgramIsNotReplaced() throws Exception {
        Path theirs = Files.createDirectories(folder.resolve("jupyter/kernels/deephash"));
        Files.writeString(theirs.resolve("kernel.json"), "{\"argv\": [\"python\"], \"display_name\": \"x\"}");
        assertThatThrownBy(() -> install("deephash"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not DeepHash's")
                .hasMessageContaining("--name");
    }

    @Test
    void aNameThatJupyterWouldNotFindIsRefused() {
        assertThatThrownBy(() -> install("deep hash"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"deep hash\"");
    }

    @Test
    void aSpecWhoseCheckoutIsGoneSaysSo() throws Exception {
        assertThat(install("deephash").fault()).contains("/a b/dh is gone");
    }
}
