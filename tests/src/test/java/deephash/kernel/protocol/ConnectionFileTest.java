package deephash.kernel.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deephash.ChildJvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConnectionFileTest {

    private static final String RIGHT = """
            {"shell_port": 1001, "iopub_port": 1002, "stdin_port": 1003, "control_port": 1004, "hb_port": 1005,
             "ip": "127.0.0.1", "key": "k", "transport": "tcp", "signature_scheme": "hmac-sha256", "kernel_name": ""}
            """;

    @TempDir
    private Path folder;

    static Stream<Arguments> damaged() {
        return Stream.of(
                Arguments.of("", "it is empty"),
                Arguments.of("{", "it is not whole JSON"),
                Arguments.of("[]", "it is not a JSON object"),
                Arguments.of("null", "it is not a JSON object"),
                Arguments.of("{}", "its ip is null instead of a text"),
                Arguments.of(RIGHT.replace("1001", "null"), "its shell_port is null instead of a number"),
                Arguments.of(RIGHT.replace("1001", "\"x\""), "its shell_port is \"x\" instead of a number"),
                Arguments.of(
                        RIGHT.replace("1002", "70000"), "its iopub_port is 70000 instead of a number from 1 to 65535"),
                Arguments.of(RIGHT.replace("1002", "-1"), "its iopub_port is -1"),
                Arguments.of(RIGHT.replace("1003", "1.5"), "its stdin_port is 1.5"),
                Arguments.of(RIGHT.replace("1004", "1001"), "two of its ports are the same"),
                Arguments.of(RIGHT.replace("\"127.0.0.1\"", "7"), "its ip is 7 instead of a text"),
                Arguments.of(RIGHT.replace("\"k\"", "null"), "its key is null instead of a text"),
                Arguments.of(RIGHT.replace("\"tcp\"", "\"ipc\""), "set KernelManager.transport to \"tcp\""),
                Arguments.of(RIGHT.replace("hmac-sha256", "none"), "its signature_scheme is \"none\""),
                Arguments.of(RIGHT.substring(0, 90), "it is not whole JSON"));
    }

    @ParameterizedTest
    @MethodSource("damaged")
    void aDamagedConnectionFileIsNamedWithWhatIsWrong(String text, String wrong) throws IOException {
        Path file = Files.writeString(folder.resolve("kernel-1.json"), text);
        assertThatThrownBy(() -> ConnectionFile.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("connection file " + file)
                .hasMessageContaining(wrong)
                .hasMessageEndingWith("./deephash lab.");
    }

    @Test
    void aWholeOneIsRead() throws IOException {
        Path file = Files.writeString(folder.resolve("kernel-1.json"), RIGHT);
        assertThat(ConnectionFile.read(file).getHbPort()).isEqualTo(1005);
    }

    @Test
    void theKernelEndsWithTheMessageAndNoStackTrace() throws Exception {
        Path missing = folder.resolve("no.json");
        Process kernel = ChildJvm.of(KernelMain.class, missing.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(kernel.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(kernel.waitFor()).isEqualTo(1);
        assertThat(said).contains("there is no such file").doesNotContain("\tat ");
    }
}
