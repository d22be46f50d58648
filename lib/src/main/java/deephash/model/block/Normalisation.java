package deephash.model.block;

/** The normalisation between a convolution and its nonlinearity. */
public enum Normalisation {
    /** Nothing. */
    NONE,
    /** Layer normalisation over the channels of each position, see {@link LayerNorm}. */
    LAYER
}
