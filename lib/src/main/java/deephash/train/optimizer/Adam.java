package deephash.train.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import deephash.model.engine.Compute;
import deephash.model.engine.TorchFunction;
import deephash.model.engine.Weights;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The optimizer and its state: first and second moments and a step count for each parameter. */
public final class Adam implements AutoCloseable {

    private final TorchFunction script;
    private final List<String> names;
    private final List<NDArray> parameters;
    private final List<NDArray> first = new ArrayList<>();
    private final List<NDArray> second = new ArrayList<>();
    private final List<NDArray> steps = new ArrayList<>();

    /**
     * An optimizer that has made no step.
     *
     * @param memory owns its state
     * @param parameters by name, in a fixed order; they are updated in place
     */
    public Adam(NDManager memory, Map<String, NDArray> parameters) {
        names = List.copyOf(parameters.keySet());
        this.parameters = List.copyOf(parameters.values());
        for (NDArray parameter : this.parameters) {
            first.add(memory.zeros(parameter.getShape()));
            second.add(memory.zeros(parameter.getShape()));
            steps.add(memory.zeros(new Shape()));
        }
        script = new TorchFunction(memory, AdamScript.FUNCTION);
    }

    /**
     * Follows the gradient of a loss one step down.
     *
     * @param loss a scalar; what was computed for it is used up
     * @param rate the learning rate
     * @param decay the weight decay
     * @param clip the largest norm of the gradient, 0 for no limit
     */
    public void step(NDArray loss, double rate, double decay, double clip) {
        NDManager memory = loss.getManager();
        NDList inputs = new NDList();
        inputs.add(loss);
        addAll(inputs, "params[]", parameters);
        addAll(inputs, "m[]", first);
        addAll(inputs, "v[]", second);
        addAll(inputs, "steps[]", steps);
        // read as numbers: from a GPU that would wait for all its work
        inputs.add(Compute.onCpu(memory).create(new double[] {rate, decay, clip}));
        script.call(inputs);
    }

    /** A copy of the moments and step counts: {@code "head.weight.first"}, {@code ".second"} and {@code ".steps"}. */
    public Weights state() {
        Map<String, Weights.Tensor> state = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            state.put(names.get(i) + ".first", tensor(first.get(i)));
            state.put(names.get(i) + ".second", tensor(second.get(i)));
            state.put(names.get(i) + ".steps", tensor(steps.get(i)));
        }
        return new Weights(state);
    }

    private static Weights.Tensor tensor(NDArray array) {
        return new Weights.Tensor(array.getShape().getShape(), array.toFloatArray());
    }

    /**
     * Goes back to a state.
     *
     * @throws IllegalArgumentException if it is that of other parameters
     */
    public void state(Weights state) {
        for (int i = 0; i < names.size(); i++) {
            restore(first.get(i), state, names.get(i) + ".first");
            restore(second.get(i), state, names.get(i) + ".second");
            restore(steps.get(i), state, names.get(i) + ".steps");
        }
    }

    private static void restore(NDArray array, Weights state, String name) {
        Weights.Tensor saved = state.tensors().get(name);
        if (saved == null || saved.values().length != array.size()) {
            throw new IllegalArgumentException(
                    "The optimizer's state does not fit: \"" + name + "\" is missing or has" + " another size.");
        }
        array.set(saved.values());
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
