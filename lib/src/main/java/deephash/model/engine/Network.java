package deephash.model.engine;

import ai.djl.nn.Parameter;
import java.util.Map;

/** A network whose learned numbers have names, so that they can be kept, given back and computed with. */
public interface Network {

    /**
     * The parameters.
     *
     * @return by name, in the order in which they are saved
     */
    Map<String, Parameter> named();

    /** Lays the weights of the encoder out for inference, once they have their values. Called at most once. */
    void packEncoder();
}
