package deephash.kernel.protocol;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import deephash.kernel.eval.run.Stop;
import deephash.kernel.protocol.wire.Codec;
import deephash.kernel.protocol.wire.Outbox;
import deephash.kernel.protocol.wire.WireMessage;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.dflib.jjava.jupyter.channels.IOPubChannel;
import org.dflib.jjava.jupyter.kernel.comm.Comm;
import org.dflib.jjava.jupyter.kernel.comm.CommManager;
import org.dflib.jjava.jupyter.kernel.comm.CommTarget;
import org.dflib.jjava.jupyter.messages.HMACGenerator;
import org.dflib.jjava.jupyter.messages.Header;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.comm.CommCloseCommand;
import org.dflib.jjava.jupyter.messages.comm.CommMsgCommand;
import org.dflib.jjava.jupyter.messages.comm.CommOpenCommand;
import org.jspecify.annotations.Nullable;
import org.zeromq.ZMQ;

/** Comms: the conversations of widgets. Targets register with jjava-jupyter's {@link CommManager}. */
final class Comms {

    private static final Gson GSON = new GsonBuilder().serializeNulls().create();

    private final CommManager manager = new Shared();
    private final Codec codec;
    private final Outbox outbox;
    private volatile JsonObject parent = new JsonObject();

    Comms(Codec codec, Outbox outbox) {
        this.codec = codec;
        this.outbox = outbox;
        manager.setIOPubChannel(new Bridge());
    }

    /** Opens a comm from here. */
    void open(Comm comm, JsonObject data, JsonObject metadata) {
        manager.registerComm(comm);
        JsonObject content = new JsonObject();
        content.addProperty("comm_id", comm.getID());
        content.addProperty("target_name", comm.getTargetName());
        content.add("data", data);
        outbox.publish(codec.broadcast(cause(), "comm_open", content, metadata, List.of()));
    }

    /** The parent header of messages sent now: the running cell's, or else that of the last comm message. */
    JsonObject cause() {
        return Stop.tag() instanceof JsonObject header ? header : parent;
    }

    CommManager manager() {
        return manager;
    }

    /** Takes comm_open, comm_msg and comm_close. */
    void handle(WireMessage message) {
        parent = message.header();
        String id = message.text("comm_id", "");
        JsonObject data = message.content().get("data") instanceof JsonObject object ? object : new JsonObject();
        switch (message.type()) {
            case "comm_open" -> open(message, id, data);
            case "comm_msg" -> {
                Comm comm = manager.getCommByID(id);
                if (comm != null) {
                    manager.handleCommMsgCommand(
                            NoReplies.HERE, typed(message, MessageType.COMM_MSG_COMMAND, new CommMsgCommand(id, data)));
                }
            }
            default ->
                manager.handleCommCloseCommand(
                        NoReplies.HERE, typed(message, MessageType.COMM_CLOSE_COMMAND, new CommCloseCommand(id, data)));
        }
    }

    private void open(WireMessage message, String id, JsonObject data) {
        String name = message.text("target_name", "");
        CommTarget target = manager.getTarget(name);
        if (target == null) {
            // Nobody listens: the protocol says to close it.
            JsonObject close = new JsonObject();
            close.addProperty("comm_id", id);
            close.add("data", new JsonObject());
            outbox.publish(codec.broadcast(message.header(), "comm_close", close));
            return;
        }
        Message<CommOpenCommand> opening =
                typed(message, MessageType.COMM_OPEN_COMMAND, new CommOpenCommand(id, name, data));
        manager.registerComm(target.createComm(manager, id, name, opening));
    }

    private static <T> Message<T> typed(WireMessage message, MessageType<T> type, T content) {
        @SuppressWarnings("unchecked")
        Map<String, Object> metadata = GSON.fromJson(message.metadata(), Map.class);
        return new Message<>(new Header<>(type), content, metadata, message.buffers());
    }

    /** The content of a comm_info_reply. */
    JsonObject info(WireMessage request) {
        String wanted = request.text("target_name", "");
        JsonObject comms = new JsonObject();
        for (Comm each : manager) {
            if (wanted.isEmpty() || wanted.equals(each.getTargetName())) {
                JsonObject comm = new JsonObject();
                comm.addProperty("target_name", each.getTargetName());
                comms.add(each.getID(), comm);
            }
        }
        JsonObject content = Replies.ok();
        content.add("comms", comms);
        return content;
    }

    /** A cell opens comms while others are answered beside it. */
    private static final class Shared extends CommManager {
        Shared() {
            comms = new ConcurrentHashMap<>();
            targets = new ConcurrentHashMap<>();
        }
    }

    /** What the comm manager takes for a socket: it passes everything on to the outbox. */
    private final class Bridge extends IOPubChannel {

        Bridge() {
            super(ZMQ.context(1), HMACGenerator.NO_AUTH_INSTANCE);
        }

        @Override
        public synchronized void sendMessage(Message<?> message) {
            JsonObject content = GSON.toJsonTree(message.getContent()).getAsJsonObject();
            @Nullable Map<String, Object> metadata = message.getMetadata();
            @Nullable List<byte[]> buffers = message.getBlobs();
            outbox.publish(codec.broadcast(
                    cause(),
                    message.getHeader().getType().getName(),
                    content,
                    metadata == null
                            ? new JsonObject()
                            : GSON.toJsonTree(metadata).getAsJsonObject(),
                    buffers == null ? List.of() : buffers));
        }
    }
}
