package deephash.train;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** The optimizer and its state: first and second moments and a step count for each parameter. */
final class Adam implements AutoCloseable {

    private final Model script;
    private final ParameterStore none;
    private final List<NDArray> parameters;
    private final List<NDArray> first = new ArrayList<>();
    private final List<NDArray> second = new ArrayList<>();
    private final List<NDArray> steps = new ArrayList<>();

    /**
     * An optimizer that has made no step.
     *
     * @param memory owns its state
     * @param parameters are updated in place
     */
    Adam(NDManager memory, List<NDArray> parameters) {
        this.parameters = List.copyOf(parameters);
        for (NDArray parameter : parameters) {
            first.add(memory.zeros(parameter.getShape()));
            second.add(memory.zeros(parameter.getShape()));
            steps.add(memory.zeros(new Shape()));
        }
        none = new ParameterStore(memory, false);
        script = Model.newInstance("adam", memory.getDevice(), "PyTorch");
        try {
            script.load(AdamScript.archive());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MalformedModelException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Follows the gradient of a loss one step down.
     *
     * @param loss a scalar; what was computed for it is used up
     * @param rate the learning rate
     * @param decay the weight decay
     * @param clip the largest norm of the gradient, 0 for no limit
     */
    void step(NDArray loss, double rate, double decay, double clip) {
        NDManager memory = loss.getManager();
        NDList inputs = new NDList();
        inputs.add(loss);
        addAll(inputs, "params[]", parameters);
        addAll(inputs, "m[]", first);
        addAll(inputs, "v[]", second);
        addAll(inputs, "steps[]", steps);
        inputs.add(memory.create(new double[] {rate, decay, clip}));
        script.getBlock().forward(none, inputs, true);
    }

    private static void addAll(NDList inputs, String name, List<NDArray> arrays) {
        for (NDArray array : arrays) {
            array.setName(name);
            inputs.add(array);
        }
    }

    @Override
    public void close() {
        script.close();
    }
}
