package deephash.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kernel in reserve as Jupyter's own client meets it: the launcher, the pipes and the processes are real. */
class KernelsInReserveTest {

    @Test
    void theyServeWhoeverFitsAndOutliveNobody(@TempDir Path folder) throws Exception {
        Path python = Python.with("jupyter_client", "jupyterlab");
        Map<String, String> jupyter =
                Map.of("JUPYTER_DATA_DIR", folder.resolve("jupyter").toString());
        Program install = Checkout.deephash(jupyter, "kernel", "install");
        assertThat(install.status()).as(install.output()).isZero();
        Program client =
                Python.script(python, jupyter, Duration.ofMinutes(10), "kernels_in_reserve.py", Checkout.built());
        assertThat(client.status()).as(client.output()).isZero();
    }
}
