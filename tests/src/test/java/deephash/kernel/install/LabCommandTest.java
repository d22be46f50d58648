package deephash.kernel.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabCommandTest {

    @Test
    void rootIsToldHowToAskJupyterLab() {
        assertThat(LabCommand.isRefusedAsRoot("root", List.of("--no-browser"))).isTrue();
        assertThat(LabCommand.isRefusedAsRoot("root", List.of("--allow-root"))).isFalse();
        assertThat(LabCommand.isRefusedAsRoot("ann", List.of())).isFalse();
    }

    @Test
    void jupyterLabAsksNobodyForNewsUnlessTheUserSaysSo() {
        assertThat(LabCommand.quietly(List.of("--no-browser")))
                .containsExactly(
                        "--LabApp.news_url=None",
                        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
                        "--no-browser");
        assertThat(LabCommand.quietly(List.of("--LabApp.news_url=https://example.org/feed.xml")))
                .containsExactly(
                        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
                        "--LabApp.news_url=https://example.org/feed.xml");
    }

    @Test
    void theFirstChapterIsOpenedUnlessTheUserSaysWhat(@TempDir Path folder) throws IOException {
        assertThat(LabCommand.opening(folder, List.of())).isEmpty();
        Files.createFile(folder.resolve("00-quickstart.ipynb"));
        assertThat(LabCommand.opening(folder, List.of("--no-browser")))
                .containsExactly("--LabApp.default_url=/lab/tree/00-quickstart.ipynb");
        assertThat(LabCommand.opening(folder, List.of("05-csvae.ipynb"))).isEmpty();
    }
}
