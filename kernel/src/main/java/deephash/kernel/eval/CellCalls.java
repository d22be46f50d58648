package deephash.kernel.eval;

import deephash.kernel.display.Asking;
import deephash.kernel.eval.error.Traces;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What every cell can call without an import, beside {@link deephash.kernel.library.DisplayCalls}. */
public final class CellCalls {

    private static volatile @Nullable Throwable lastError;
    private static volatile @Nullable Traces traces;
    private static @Nullable InputStream consoleOf;
    private static BufferedReader console = new BufferedReader(Reader.nullReader());

    private CellCalls() {}

    @SuppressWarnings("StaticAssignmentOfThrowable") // kept for trace(), never thrown again
    static void failed(Throwable thrown) {
        lastError = thrown;
    }

    /** Sets what names the lines of cells in {@link #trace()}. */
    static void tracedBy(Traces cells) {
        traces = cells;
    }

    /** What the last failing cell threw, or a thread of one that ended since. */
    public static Optional<Throwable> lastError() {
        return Optional.ofNullable(lastError);
    }

    /** Prints the whole trace of what the last failing cell threw, with the frames of every library. */
    public static void trace() {
        Throwable last = lastError;
        Traces cells = traces;
        if (last == null || cells == null) {
            System.out.println("No cell has failed.");
        } else {
            cells.whole(last).forEach(System.err::println);
        }
    }

    /** Prints as {@link String#format} formats. */
    public static void printf(String format, @Nullable Object... arguments) {
        System.out.printf(format, arguments);
    }

    /** Always the same reader, since it buffers: a second one would miss what the first has read ahead. */
    private static synchronized BufferedReader console() {
        if (consoleOf != System.in) {
            consoleOf = System.in;
            console = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        }
        return console;
    }

    /**
     * Asks the user for a line.
     *
     * @throws IOException if whoever runs the cell allows no question
     */
    public static String input(String prompt) throws IOException {
        if (System.in instanceof Asking user) {
            return user.ask(prompt);
        }
        System.out.print(prompt);
        System.out.flush();
        String line = console().readLine();
        return line == null ? "" : line;
    }
}
