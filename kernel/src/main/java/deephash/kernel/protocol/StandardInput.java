package deephash.kernel.protocol;

import com.google.gson.JsonObject;
import deephash.kernel.display.Asking;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** {@code System.in} of a notebook: asks the client for a line. */
final class StandardInput extends InputStream implements Asking {

    private final Codec codec;
    private final Outbox outbox;
    private final LinkedBlockingQueue<WireMessage> answers = new LinkedBlockingQueue<>();
    private volatile @Nullable WireMessage asking;
    private byte[] line = new byte[0];
    private int at;

    StandardInput(Codec codec, Outbox outbox) {
        this.codec = codec;
        this.outbox = outbox;
    }

    /** Sets the cell on whose behalf to ask; null if its client allows no question. */
    void asks(@Nullable WireMessage request) {
        asking = request;
    }

    /** Takes a client's answer. */
    void answered(WireMessage message) {
        if (message.type().equals("input_reply")) {
            answers.add(message);
        }
    }

    @Override
    public String ask(String prompt) throws IOException {
        return ask(prompt, false);
    }

    /**
     * Asks for a line, which may be hidden while it is typed.
     *
     * @throws InterruptedIOException if the cell is stopped meanwhile
     * @throws IOException if the client allows no question
     */
    String ask(String prompt, boolean password) throws IOException {
        WireMessage request = asking;
        if (request == null) {
            throw new IOException("This cell asked for input, but whoever runs it allows none"
                    + " (allow_stdin is false, as when a notebook runs without a user).");
        }
        answers.clear();
        JsonObject content = new JsonObject();
        content.addProperty("prompt", prompt);
        content.addProperty("password", password);
        outbox.answer(Channel.STDIN, codec.reply(request, "input_request", content));
        try {
            return answers.take().text("value", "");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("The cell was stopped while it waited for input.");
        }
    }

    @Override
    public synchronized int read() throws IOException {
        fill();
        return line[at++] & 0xff;
    }

    @Override
    public synchronized int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        fill();
        int count = Math.min(length, line.length - at);
        System.arraycopy(line, at, buffer, offset, count);
        at += count;
        return count;
    }

    @Override
    public synchronized int available() {
        return line.length - at;
    }

    private void fill() throws IOException {
        if (at == line.length) {
            line = (ask("", false) + "\n").getBytes(StandardCharsets.UTF_8);
            at = 0;
        }
    }
}
