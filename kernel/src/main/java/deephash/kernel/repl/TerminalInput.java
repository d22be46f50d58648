package deephash.kernel.repl;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.ControlChar;
import org.jline.terminal.Terminal;

/**
 * {@code System.in} of the prompt. A read that waits would outlast a stop, and take the first key of the next line from
 * the prompt; so nothing is read before a line is there.
 */
final class TerminalInput extends InputStream {

    private static final int LOOK_MILLIS = 20;
    private static final int CTRL_D = 4;

    private final InputStream typed;
    private final Terminal terminal;

    /**
     * Reads lines.
     *
     * @param typed the terminal's bytes, in which a line is available when it is whole
     */
    TerminalInput(InputStream typed, Terminal terminal) {
        this.typed = typed;
        this.terminal = terminal;
    }

    @Override
    public synchronized int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public synchronized int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (typed.available() == 0) {
            awaitLine();
        }
        int count = 0;
        while (count < length && typed.available() > 0) {
            int next = typed.read();
            if (next < 0 || next == CTRL_D) {
                return count == 0 ? -1 : count;
            }
            buffer[offset + count++] = (byte) next;
            if (next == '\n') {
                break;
            }
        }
        return count;
    }

    @Override
    public int available() throws IOException {
        return typed.available();
    }

    private void awaitLine() throws IOException {
        Attributes before = terminal.getAttributes();
        Attributes visibleEnd = new Attributes(before);
        // A line ends with Ctrl-D as with Enter: that of a terminal cannot be seen without a read.
        visibleEnd.setControlChar(ControlChar.VEOL, CTRL_D);
        visibleEnd.setControlChar(ControlChar.VEOF, 0);
        terminal.setAttributes(visibleEnd);
        try {
            while (typed.available() == 0) {
                Thread.sleep(LOOK_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("The cell was stopped while it waited for input.");
        } finally {
            terminal.setAttributes(before);
        }
    }
}
