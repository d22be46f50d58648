package deephash.objective;

import ai.djl.ndarray.NDArray;
import deephash.model.engine.Scalar;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Bi-half (Li and van Gemert, "Deep Unsupervised Image Hashing by Maximizing Bit Entropy", AAAI 2021, Eqs. 4 to 8): in
 * each batch the half of the rows with the largest value of a bit has +1, the others −1, so that every bit has the
 * largest entropy. Bits keep the similarities of the inputs:
 *
 * <p>mean over pairs of (cos(bᵢ, bⱼ) − cos(xᵢ, xⱼ))², plus ½ γ · mean (u − b)²,
 *
 * <p>where the gradient of b goes to u (rows, d) as it is, and b has none in the second part.
 *
 * <p>Inputs x are the pixels, or the features where the network is a head on features; their mean over the batch is
 * taken off. The originals compare with the features of a network that others trained: with pixels, codes learn what
 * pixels say.
 *
 * @param gamma γ, how strongly codes are drawn to their bits, at least 0
 */
public record BiHalf(double gamma) implements Objective {

    /** Checks the ranges. */
    public BiHalf {
        Require.notNegative("gamma", gamma);
    }

    BiHalf() {
        this(6);
    }

    /**
     * The same with another gamma.
     *
     * @param value γ, how strongly codes are drawn to their bits, at least 0
     * @return the changed objective
     */
    public BiHalf gamma(double value) {
        return new BiHalf(value);
    }

    @Override
    public String name() {
        return "Bi-half";
    }

    @Override
    public Terms terms(Batch batch) {
        NDArray u = batch.codes();
        NDArray bits = halves(batch, u);
        NDArray through = u.add(bits.sub(u).stopGradient());
        NDArray drawn = Scalar.times(0.5, u.sub(bits).square().mean());
        return Terms.of(u).plus("similarity", Similarities.kept(batch, through)).plus("quantisation", gamma, drawn);
    }

    /** (rows, d) of ±1: by rank within the batch. */
    private static NDArray halves(Batch batch, NDArray u) {
        float[] values = u.toFloatArray();
        int bits = batch.task().bits();
        int rows = batch.rows();
        float[] halves = new float[values.length];
        for (int j = 0; j < bits; j++) {
            int bit = j;
            int[] order = IntStream.range(0, rows)
                    .boxed()
                    .sorted(Comparator.comparingDouble((Integer i) -> -values[i * bits + bit]))
                    .mapToInt(Integer::intValue)
                    .toArray();
            for (int rank = 0; rank < rows; rank++) {
                halves[order[rank] * bits + j] = rank < rows / 2 ? 1 : -1;
            }
        }
        return batch.memory().create(halves, u.getShape());
    }
}
