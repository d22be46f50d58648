package deephash.kernel.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

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
}
