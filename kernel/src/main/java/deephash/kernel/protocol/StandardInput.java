package deephash.kernel.protocol;

import com.google.gson.JsonObject;
import deephash.kernel.display.Asking;
import deephash.kernel.display.LineInput;
import deephash.kernel.protocol.wire.Channel;
import deephash.kernel.protocol.wire.Codec;
import deephash.kernel.protocol.wire.Outbox;
import deephash.kernel.protocol.wire.WireMessage;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.Scanner;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code System.in} of a notebook: asks the client for a line. */
final class StandardInput extends LineInput implements Asking {

    private final Codec codec;
    private final Outbox outbox;
    private final LinkedBlockingQueue<WireMessage> answers = new LinkedBlockingQueue<>();
    private volatile @Nullable WireMessage asking;

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
            throw refused("This cell asked for input, but whoever runs it allows none"
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

    /**
     * Not an {@code IOException}, which a scanner takes for the end of input: it would only report that nothing was
     * found.
     */
    private static IOException refused(String why) {
        IOException refused = new IOException(why);
        if (StackWalker.getInstance().walk(StandardInput::isScannersNext)) {
            throw new UncheckedIOException(why, refused);
        }
        return refused;
    }

    /** Whether a scanner requires input, rather than only asking whether there is any. */
    private static boolean isScannersNext(Stream<StackWalker.StackFrame> stack) {
        return stack.filter(each -> each.getClassName().equals(Scanner.class.getName()))
                .reduce((inner, outer) -> outer)
                .filter(outermost -> outermost.getMethodName().startsWith("next"))
                .isPresent();
    }

    @Override
    protected String nextLine() throws IOException {
        return ask("", false);
    }
}
