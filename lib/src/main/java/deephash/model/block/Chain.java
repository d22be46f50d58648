package deephash.model.block;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import java.util.List;

/** Layers one after the other, with a nonlinearity after those that ask for one. */
public final class Chain extends Layer {

    private final List<Step> steps;

    /**
     * Layers in their order.
     *
     * @param steps at least one
     */
    public Chain(List<Step> steps) {
        this.steps = List.copyOf(steps);
        for (Step step : steps) {
            addChildBlock(step.name(), step.layer());
        }
    }

    /**
     * One layer of a chain.
     *
     * @param name unique in the chain
     * @param layer what is applied
     */
    public record Step(String name, Layer layer) {}

    /** The layers in their order. */
    public List<Step> steps() {
        return steps;
    }

    @Override
    public NDArray apply(ParameterStore parameters, NDArray input, boolean training) {
        NDArray x = input;
        for (int i = 0; i < steps.size(); i++) {
            Layer layer = steps.get(i).layer();
            if (i + 1 < steps.size() && steps.get(i + 1).layer() instanceof Pointwise next) {
                x = layer.apply(parameters, x, training, next.function());
                i++;
            } else {
                x = layer.apply(parameters, x, training);
            }
        }
        return x;
    }

    @Override
    protected Shape outputShape(Shape input) {
        Shape shape = input;
        for (Block layer : getChildren().values()) {
            shape = layer.getOutputShapes(new Shape[] {shape})[0];
        }
        return shape;
    }

    @Override
    protected long valuesHeld(Shape input) {
        Shape shape = input;
        long held = 0;
        for (Step step : steps) {
            held += step.layer().valuesHeld(shape);
            shape = step.layer().outputShape(shape);
        }
        return held;
    }
}
