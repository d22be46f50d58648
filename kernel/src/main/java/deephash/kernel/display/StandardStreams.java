package deephash.kernel.display;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Sends {@code System.out} and {@code System.err} of every thread to {@link Display#current()}. A cell may close them:
 * nothing happens.
 */
public final class StandardStreams implements AutoCloseable {

    private final PrintStream out = System.out;
    private final PrintStream err = System.err;

    private StandardStreams() {}

    /** Replaces the process's streams until closed. */
    public static StandardStreams capture() {
        StandardStreams replaced = new StandardStreams();
        System.setOut(stream(Display.STDOUT));
        System.setErr(stream(Display.STDERR));
        return replaced;
    }

    /** The {@code System.out} that was replaced: the server's log. */
    public PrintStream original() {
        return out;
    }

    @Override
    public void close() {
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
