package deephash.kernel.display;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Sends {@code System.out} and {@code System.err} of every thread to {@link Display#current()}. A cell may close them:
 * nothing happens. It may set others, which stay until {@link #mend} finds them of no use.
 */
public final class StandardStreams implements AutoCloseable {

    private static volatile @Nullable StandardStreams captured;

    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final @Nullable StandardStreams before = captured;
    private final PrintStream shownOut = stream(Display.STDOUT);
    private final PrintStream shownErr = stream(Display.STDERR);

    private StandardStreams() {}

    /** Replaces the process's streams until closed. */
    public static StandardStreams capture() {
        StandardStreams replaced = new StandardStreams();
        System.setOut(replaced.shownOut);
        System.setErr(replaced.shownErr);
        captured = replaced;
        return replaced;
    }

    /**
     * Replaces streams that a cell has set to null or closed. Other streams that a cell has set stay.
     */
    public static void mend() {
        StandardStreams mine = captured;
        if (mine == null) {
            return;
        }
        if (isUseless(System.out, mine.shownOut)) {
            System.setOut(mine.shownOut);
        }
        if (isUseless(System.err, mine.shownErr)) {
            System.setErr(mine.shownErr);
        }
    }

    private static boolean isUseless(@Nullable PrintStream set, PrintStream mine) {
        if (set == mine) {
            return false;
        }
        try {
            if (set == null) {
                return true;
            }
            // A closed stream says so at its next use only.
            set.flush();
            return set.checkError();
        } catch (RuntimeException e) {
            return true;
        }
    }

    /** The {@code System.out} that was replaced: the server's log. */
    public PrintStream original() {
        return out;
    }

    @Override
    public void close() {
        captured = before;
        System.setOut(out);
        System.setErr(err);
    }

    private static PrintStream stream(String name) {
        return new PrintStream(new ToDisplay(name), true, StandardCharsets.UTF_8) {
            @Override
            public void close() {
                flush();
            }
        };
    }

    /** Decodes what is printed; a character may come in several writes. */
    private static final class ToDisplay extends OutputStream {

        private final String name;
        private final CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        private byte[] undecoded = new byte[0];

        ToDisplay(String name) {
            this.name = name;
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            ByteBuffer in = ByteBuffer.allocate(undecoded.length + length);
            in.put(undecoded).put(bytes, offset, length).flip();
            CharBuffer text = CharBuffer.allocate(in.remaining() + 1);
            decoder.decode(in, text, false);
            undecoded = new byte[in.remaining()];
            in.get(undecoded);
            text.flip();
            if (text.hasRemaining()) {
                Display.current().stream(name, text.toString());
            }
        }
    }
}
