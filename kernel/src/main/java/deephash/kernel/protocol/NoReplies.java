package deephash.kernel.protocol;

import org.dflib.jjava.jupyter.channels.ReplyEnvironment;
import org.dflib.jjava.jupyter.messages.ContentType;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.reply.ErrorReply;

/** What jjava-jupyter's comm manager would report its state to; {@link KernelServer} reports that itself. */
final class NoReplies implements ReplyEnvironment {

    static final ReplyEnvironment HERE = new NoReplies();

    private NoReplies() {}

    @Override
    public void publish(Message<?> message) {}

    @Override
    public void reply(Message<?> message) {}

    @Override
    public ReplyEnvironment defer() {
        return this;
    }

    @Override
    public void defer(Runnable action) {}

    @Override
    public void resolveDeferrals() {}

    @Override
    public <T extends ContentType<T>> void publish(T content) {}

    @Override
    public <T extends ContentType<T>> void reply(T content) {}

    @Override
    public void replyError(MessageType<?> type, ErrorReply error) {}

    @Override
    public void setStatusBusy() {}

    @Override
    public void setStatusIdle() {}

    @Override
    public void setBusyDeferIdle() {}
}
