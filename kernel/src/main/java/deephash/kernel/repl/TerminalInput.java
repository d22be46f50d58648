package deephash.kernel.repl;

import deephash.kernel.display.LineInput;
import java.io.InterruptedIOException;
import java.util.function.Supplier;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jspecify.annotations.Nullable;

/** What a cell reads at the prompt: lines that the user can edit, until Ctrl-C stops the cell. */
final class TerminalInput extends LineInput {

    private final LineReader reader;
    private final Supplier<String> question;
    private final Runnable stop;

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
    protected @Nullable String nextLine() throws InterruptedIOException {
        reader.getTerminal().writer().print('\r');
        try {
            return reader.readLine(question.get());
        } catch (EndOfFileException ended) {
            return null;
        } catch (UserInterruptException pressed) {
            stop.run();
            throw new InterruptedIOException("Nothing was entered.");
        }
    }
}
