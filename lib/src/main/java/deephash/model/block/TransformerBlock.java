package deephash.model.block;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;

/**
 * A pre-norm transformer block (Dosovitskiy et al., 2021, Eqs. 2 and 3): x + MSA(LN(x)), then x + MLP(LN(x)), with an
 * MLP of one hidden layer four times as wide and GELU. Input and output (batch, tokens, width).
 */
public final class TransformerBlock extends Layer {

    private final long heads;
    private final LayerNorm norm1;
    private final Attention attention;
    private final LayerNorm norm2;
    private final Dense widen;
    private final Dense narrow;

    /**
     * A block.
     *
     * @param width of a token, a multiple of heads
     * @param heads of the attention
     */
    public TransformerBlock(long width, long heads) {
        this.heads = heads;
        norm1 = addChildBlock("norm1", new LayerNorm(width));
        attention = addChildBlock("attention", new Attention(width, heads));
        norm2 = addChildBlock("norm2", new LayerNorm(width));
        widen = addChildBlock("widen", new Dense(width, 4 * width, 1));
        narrow = addChildBlock("narrow", new Dense(4 * width, width, 1));
    }

    @Override
    public NDArray apply(ParameterStore parameters, NDArray input, boolean training) {
        NDArray x = input.add(attention.apply(parameters, norm1.apply(parameters, input, training), training));
        NDArray hidden = widen.apply(parameters, norm2.apply(parameters, x, training), training, Nonlinearity.GELU);
        return x.add(narrow.apply(parameters, hidden, training));
    }

    @Override
    protected Shape outputShape(Shape input) {
        return input;
    }

    @Override
    protected long valuesHeld(Shape input) {
        // norms, queries, keys and values, mixed values, the hidden layer twice; and two score matrices a head
        long tokens = input.get(1);
        return 18 * input.size() + 2 * heads * tokens * tokens;
    }
}
