package deephash.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import deephash.model.engine.SeededDraws;
import deephash.model.engine.Weights;
import deephash.objective.Objective;
import deephash.objective.Task;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an objective learns besides the network, such as a classifier: kept in checkpoints, and gone when the training
 * has ended.
 *
 * @param values by the objective's names
 */
record LearnedBeside(Map<String, NDArray> values) {

    private static final long PURPOSE = 6;
    private static final String PREFIX = "objective.";

    static LearnedBeside of(NDManager memory, Objective objective, Task task) {
        Map<String, NDArray> values = new LinkedHashMap<>();
        objective.learns(task).forEach((name, sides) -> {
            Shape shape = new Shape(sides);
            // uniform, of a size that keeps the variance of what it multiplies
            double bound = Math.sqrt(3.0 / sides[sides.length - 1]);
            SeededDraws draws = new SeededDraws(task.seed(), PURPOSE, values.size());
            float[] first = new float[Math.toIntExact(shape.size())];
            for (int i = 0; i < first.length; i++) {
                first[i] = (float) (bound * (2 * draws.uniform() - 1));
            }
            NDArray array = memory.create(first, shape);
            array.setRequiresGradient(true);
            values.put(name, array);
        });
        return new LearnedBeside(values);
    }

    /** By names that no parameter of a network has. */
    Map<String, NDArray> named() {
        Map<String, NDArray> named = new LinkedHashMap<>();
        values.forEach((name, value) -> named.put(PREFIX + name, value));
        return named;
    }

    /** A copy of the values, beside other tensors. */
    Weights besides(Weights others) {
        Map<String, Weights.Tensor> all = new LinkedHashMap<>(others.tensors());
        named().forEach((name, value) ->
                all.put(name, new Weights.Tensor(value.getShape().getShape(), value.toFloatArray())));
        return new Weights(all);
    }

    /**
     * Goes back to saved values.
     *
     * @throws IllegalArgumentException if they are of another objective
     */
    void restore(Weights saved) {
        named().forEach((name, value) -> {
            Weights.Tensor tensor = saved.tensors().get(name);
            if (tensor == null || tensor.values().length != value.size()) {
                throw new IllegalArgumentException(
                        "The checkpoint does not fit: \"" + name + "\" is missing or has another size.");
            }
            value.set(tensor.values());
        });
    }
}
