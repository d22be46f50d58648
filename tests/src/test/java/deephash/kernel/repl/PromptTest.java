package deephash.kernel.repl;

import static org.assertj.core.api.Assertions.assertThat;

import deephash.kernel.display.Display;
import deephash.kernel.eval.CellEvaluator;
import deephash.kernel.library.Workbench;
import deephash.kernel.magic.Magics;
import java.io.ByteArrayOutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.ExternalTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class PromptTest {

    private static final char CTRL_D = 4;

    @TempDir
    private Path folder;

    private String shown(String typed) throws Exception {
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        PipedOutputStream keys = new PipedOutputStream();
        Display before = Display.current();
        try (Terminal terminal = new ExternalTerminal(
                        "test", "xterm", new PipedInputStream(keys, 1 << 12), shown, StandardCharsets.UTF_8);
                CellEvaluator cells = CellEvaluator.start(Workbench.options())) {
            keys.write(typed.getBytes(StandardCharsets.UTF_8));
            keys.flush();
            TerminalDisplay display = new TerminalDisplay(terminal.writer());
            Display.use(display);
            Session session = new Session(cells, new Magics(), terminal.writer(), true);
            new Prompt(session, terminal, display, folder.resolve("history")).run();
            terminal.writer().flush();
            return shown.toString(StandardCharsets.UTF_8);
        } finally {
            Display.use(before);
        }
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void theEndOfInputInAnEmptyLineDropsWhatIsUnfinished() throws Exception {
        assertThat(shown("int f() {\n" + CTRL_D + "40 + 2\n" + CTRL_D))
                .contains("42")
                .doesNotContain("possibilities");
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void theCommandsOfOtherPromptsAreToldOurs() throws Exception {
        assertThat(shown("exit\n" + CTRL_D)).contains("/exit or Ctrl-D leaves").doesNotContain("cannot find symbol");
    }
}
