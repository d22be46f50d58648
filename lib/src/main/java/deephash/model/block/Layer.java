package deephash.model.block;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import ai.djl.util.PairList;
import deephash.model.engine.Precision;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A block with one input and one output, whose parameters have known shapes from the start. */
public abstract class Layer extends AbstractBlock {

    private Precision precision = Precision.FLOAT32;

    /**
     * What the layer computes.
     *
     * @param parameters where the values of parameters are found
     * @param input see the layer
     * @param training whether gradients are wanted
     */
    public abstract NDArray apply(ParameterStore parameters, NDArray input, boolean training);

    /** What the layer computes, and then a nonlinearity: a layer that can do both at once overrides this. */
    protected NDArray apply(ParameterStore parameters, NDArray input, boolean training, Nonlinearity then) {
        return then.apply(apply(parameters, input, training));
    }

    /** Prepares this layer and all within to compute outputs faster; no gradients can be computed after this. */
    protected void pack() {
        layersWithin().forEach(Layer::pack);
    }

    private Stream<Layer> layersWithin() {
        return getChildren().values().stream().filter(Layer.class::isInstance).map(Layer.class::cast);
    }

    /** The shape of the output for a shape of the input. */
    protected abstract Shape outputShape(Shape input);

    /** How many numbers this layer keeps for its gradients, roughly: its output, unless it knows better. */
    protected long valuesHeld(Shape input) {
        return outputShape(input).size();
    }

    /** Sets the precision of matrix products in training, here and in all layers within. */
    final void precision(Precision kind) {
        precision = kind;
        layersWithin().forEach(layer -> layer.precision(kind));
    }

    /** The precision of matrix products: in training as it was set, else 32 bits. */
    protected final Precision precision(boolean training) {
        return training ? precision : Precision.FLOAT32;
    }

    /** Adds a parameter of a given shape. */
    protected final Parameter parameter(String name, Parameter.Type type, Initializer initializer, long... shape) {
        return addParameter(Parameter.builder()
                .setName(name)
                .setType(type)
                .optShape(new Shape(shape))
                .optInitializer(initializer)
                // running values are kept, not learned
                .optRequiresGrad(type != Parameter.Type.RUNNING_MEAN && type != Parameter.Type.RUNNING_VAR)
                .build());
    }

    /** The value of one of this layer's parameters, where {@code like} lies. */
    protected static NDArray value(ParameterStore parameters, Parameter parameter, NDArray like, boolean training) {
        return parameters.getValue(parameter, like.getDevice(), training);
    }

    @Override
    protected final NDList forwardInternal(
            ParameterStore parameters, NDList inputs, boolean training, @Nullable PairList<String, Object> params) {
        return new NDList(apply(parameters, inputs.singletonOrThrow(), training));
    }

    @Override
    public final Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {outputShape(inputShapes[0])};
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType dataType, Shape... inputShapes) {
        for (Block child : getChildren().values()) {
            // all parameters have their shapes already, so the input's is not needed
            child.initialize(manager, dataType, inputShapes);
        }
    }
}
