package deephash.kernel.library;

import com.google.gson.JsonObject;
import java.util.function.Consumer;

/**
 * The way to widgets in the browser. A widget is a model there, which the kernel opens and changes, and which tells the
 * kernel of changes by the user. Only the notebook kernel has one; whether a client at its end draws widgets is not
 * known.
 */
public interface WidgetFront {

    /** The target of the comms of widgets, as Jupyter's protocol of widgets names it. */
    String TARGET = "jupyter.widget";

    /**
     * Opens a model.
     *
     * @param id by which other models refer to it
     * @param state its attributes
     * @param received called with the data of every message of the front end about it
     */
    void open(String id, JsonObject state, Consumer<JsonObject> received);

    /**
     * Sends a message about a model that is open.
     *
     * @param id of the model
     * @param data as the protocol of widgets has it: a method and what it needs
     */
    void send(String id, JsonObject data);

    /**
     * The request whose output is shown at the moment: a cell, or a message about a model.
     *
     * @return the id of its message
     */
    String request();

    /**
     * Does work for a message about a model as if it were a cell: the stop button ends it, and what it prints, shows
     * and throws is the output of that message.
     *
     * @param work what to do; may throw what it wants
     */
    void asCell(Runnable work);
}
