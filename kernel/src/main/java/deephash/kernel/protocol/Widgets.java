package deephash.kernel.protocol;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import deephash.kernel.library.WidgetFront;
import java.util.function.Consumer;
import org.dflib.jjava.jupyter.kernel.comm.Comm;
import org.dflib.jjava.jupyter.kernel.comm.CommManager;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.comm.CommCloseCommand;
import org.dflib.jjava.jupyter.messages.comm.CommMsgCommand;

/** Widgets by comms: one for each model. */
final class Widgets implements WidgetFront {

    /** Of the protocol of widgets, which a front end asks for in the metadata. */
    private static final String VERSION = "2.1.0";

    private final Comms comms;
    private final Executing executing;

    Widgets(Comms comms, Executing executing) {
        this.comms = comms;
        this.executing = executing;
    }

    @Override
    public void open(String id, JsonObject state, Consumer<JsonObject> received) {
        JsonObject data = new JsonObject();
        data.add("state", state);
        data.add("buffer_paths", new JsonArray());
        JsonObject metadata = new JsonObject();
        metadata.addProperty("version", VERSION);
        comms.open(new Model(comms.manager(), id, received), data, metadata);
    }

    @Override
    public void send(String id, JsonObject data) {
        // The browser has closed this one: there is nobody to tell.
        if (comms.manager().getCommByID(id) != null) {
            comms.manager().messageComm(id, data);
        }
    }

    @Override
    public String request() {
        JsonElement id = comms.cause().get("msg_id");
        return id == null ? "" : id.getAsString();
    }

    @Override
    public void asCell(Runnable work) {
        executing.asCell(comms.cause(), work);
    }

    private static final class Model extends Comm {

        private final Consumer<JsonObject> received;

        Model(CommManager manager, String id, Consumer<JsonObject> received) {
            super(manager, id, TARGET);
            this.received = received;
        }

        @Override
        protected void onMessage(Message<CommMsgCommand> message) {
            received.accept(message.getContent().getData());
        }

        @Override
        protected void onClose(Message<CommCloseCommand> message, boolean sending) {}
    }
}
