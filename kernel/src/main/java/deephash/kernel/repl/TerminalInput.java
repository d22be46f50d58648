package deephash.kernel.repl;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;

/** What a cell reads at the prompt: lines that the user can edit, until Ctrl-C stops the cell. */
final class TerminalInput extends InputStream {

    private final LineReader reader;
    private final Supplier<String> question;
    private final Runnable stop;
    private byte[] line = {};
    private int at;

    /**
     * Reads from a terminal.
     *
     * @param question what stands in the line already
     * @param stop stops the cell that reads
     */
    TerminalInput(Terminal terminal, Supplier<String> question, Runnable stop) {
        this.question = question;
        this.stop = stop;
        reader = LineReaderBuilder.builder()
                .appName("deephash input")
                .terminal(terminal)
                .variable(LineReader.DISABLE_HISTORY, true)
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .build();
    }

    @Override
    public synchronized int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public synchronized int read(byte[] bytes, int offset, int length) throws IOException {
        if (length > 0 && at == line.length && !readLine()) {
            return -1;
        }
        int count = Math.min(length, line.length - at);
        System.arraycopy(line, at, bytes, offset, count);
        at += count;
        return count;
    }

    @Override
    public synchronized int available() {
        return line.length - at;
    }

    private boolean readLine() throws InterruptedIOException {
        reader.getTerminal().writer().print('\r');
        try {
            line = (reader.readLine(question.get()) + "\n").getBytes(StandardCharsets.UTF_8);
            at = 0;
            return true;
        } catch (EndOfFileException ended) {
            return false;
        } catch (UserInterruptException pressed) {
            stop.run();
            throw new InterruptedIOException("Nothing was entered.");
        }
    }
}
