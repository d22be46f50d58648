package deephash.model.block;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import deephash.model.engine.Scalar;

/**
 * Multi-head self-attention (Vaswani et al., 2017, Eq. 1): softmax(Q Kᵀ / √(width / heads)) V in every head, and a
 * linear layer over the heads together. Input and output (batch, tokens, width).
 */
public final class Attention extends Layer {

    private final long width;
    private final long heads;
    private final Dense queryKeyValue;
    private final Dense output;

    /**
     * Self-attention.
     *
     * @param width of a token, a multiple of heads
     * @param heads how many
     */
    public Attention(long width, long heads) {
        this.width = width;
        this.heads = heads;
        queryKeyValue = addChildBlock("qkv", new Dense(width, 3 * width, 1));
        output = addChildBlock("output", new Dense(width, width, 1));
    }

    @Override
    public NDArray apply(ParameterStore parameters, NDArray input, boolean training) {
        Shape shape = input.getShape();
        long batch = shape.get(0);
        long tokens = shape.get(1);
        long each = width / heads;
        NDArray all = queryKeyValue
                .apply(parameters, input, training)
                .reshape(batch, tokens, 3, heads, each)
                .transpose(2, 0, 3, 1, 4);
        NDList parts = new NDList(all.get(0), all.get(1), all.get(2));
        // scaling the queries touches fewer values than scaling the scores
        NDArray query = Scalar.times(1 / Math.sqrt((double) each), parts.get(0));
        NDArray scores = query.matMul(parts.get(1).transpose(0, 1, 3, 2)).softmax(-1);
        NDArray mixed = scores.matMul(parts.get(2)).transpose(0, 2, 1, 3).reshape(batch, tokens, width);
        return output.apply(parameters, mixed, training);
    }

    @Override
    protected Shape outputShape(Shape input) {
        return input;
    }
}
