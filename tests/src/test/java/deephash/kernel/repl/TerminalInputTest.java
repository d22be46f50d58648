package deephash.kernel.repl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.Test;

class TerminalInputTest {

    private final PipedOutputStream keys = new PipedOutputStream();
    private final InputStream terminal = new PipedInputStream(keys);
    private final TerminalInput input = new TerminalInput(
            terminal, new DumbTerminal(InputStream.nullInputStream(), OutputStream.nullOutputStream()));

    TerminalInputTest() throws IOException {}

    private void type(String text) throws IOException {
        keys.write(text.getBytes(StandardCharsets.UTF_8));
        keys.flush();
    }

    @Test
    void aReadGivesALineInUtf8() throws IOException {
        type("h\u00e9\nnext\n");
        byte[] line = new byte[100];
        assertThat(new String(line, 0, input.read(line), StandardCharsets.UTF_8))
                .isEqualTo("h\u00e9\n");
        assertThat(input.read()).isEqualTo('n');
    }

    @Test
    void controlDEndsTheInput() throws IOException {
        type("\u0004");
        assertThat(input.read()).isEqualTo(-1);
    }

    @Test
    void aReadEndsWhenItsThreadIsInterruptedAndLeavesWhatIsTypedThen() throws Exception {
        Thread.currentThread().interrupt();
        assertThatThrownBy(input::read).isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();
        type("40");
        assertThat((char) terminal.read()).isEqualTo('4');
        assertThat((char) terminal.read()).isEqualTo('0');
    }
}
