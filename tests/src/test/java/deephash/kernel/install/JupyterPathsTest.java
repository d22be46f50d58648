package deephash.kernel.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JupyterPathsTest {

    private static final Path HOME = Path.of("/home/ann");

    private static JupyterPaths paths(String system, Map<String, String> environment) {
        return new JupyterPaths(environment, system, HOME);
    }

    @Test
    void theUsersDataLieWhereJupyterPutsThemOnEachSystem() {
        assertThat(paths("Linux", Map.of()).user()).isEqualTo(HOME.resolve(".local/share/jupyter"));
        assertThat(paths("Linux", Map.of("XDG_DATA_HOME", "/data")).user()).isEqualTo(Path.of("/data/jupyter"));
        assertThat(paths("Mac OS X", Map.of()).user()).isEqualTo(HOME.resolve("Library/Jupyter"));
        assertThat(paths("Windows 11", Map.of("APPDATA", "/roaming")).user()).isEqualTo(Path.of("/roaming/jupyter"));
        assertThat(paths("Windows 11", Map.of()).user()).isEqualTo(HOME.resolve(".jupyter/data"));
    }

    @Test
    void theVariableOfJupyterWinsOnEverySystem() {
        for (String system : new String[] {"Linux", "Mac OS X", "Windows 11"}) {
            assertThat(paths(system, Map.of("JUPYTER_DATA_DIR", "/own")).user()).isEqualTo(Path.of("/own"));
        }
    }

    @Test
    void kernelsAreLookedForInJupytersOrder() {
        Map<String, String> environment = Map.of("JUPYTER_PATH", "/a", "VIRTUAL_ENV", "/venv");
        assertThat(paths("Linux", environment).kernelFolders())
                .containsExactly(
                        Path.of("/a/kernels"),
                        HOME.resolve(".local/share/jupyter/kernels"),
                        Path.of("/venv/share/jupyter/kernels"),
                        Path.of("/usr/local/share/jupyter/kernels"),
                        Path.of("/usr/share/jupyter/kernels"));
    }

    @Test
    void anEmptyVariableIsNone() {
        assertThat(paths("Linux", Map.of("JUPYTER_DATA_DIR", "", "VIRTUAL_ENV", " "))
                        .user())
                .isEqualTo(HOME.resolve(".local/share/jupyter"));
        assertThat(paths("Linux", Map.of("VIRTUAL_ENV", " ")).activePrefix()).isNull();
    }
}
