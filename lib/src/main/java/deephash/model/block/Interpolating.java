package deephash.model.block;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import deephash.data.pixel.Pixels;
import deephash.model.engine.Scalar;

/**
 * A 1×1 convolution and bilinear interpolation to twice the side: every new pixel lies a quarter of a pixel from an old
 * one, so y = 9/16 of the nearest old pixel + 3/16 of each of the next two + 1/16 of the one across; at the border the
 * nearest stands for those that are missing. Input (B, P, in), output (B, 4P, out), both in {@link QuadOrder};
 * in · out + out parameters. The two steps commute, and the convolution comes first because it then has fewer
 * positions.
 */
public final class Interpolating extends Layer {

    private static final double NEAREST = 9.0 / 16;
    private static final double BESIDE = 3.0 / 16;
    private static final double ACROSS = 1.0 / 16;

    private final long outputs;
    private final Dense product;
    /** For each new position the old ones beside it in x, beside it in y, and across. */
    private final long[][] others;

    /**
     * Doubles the side of images.
     *
     * @param inputs channels in
     * @param outputs channels out
     * @param height of the input
     * @param width of the input
     * @param levels how often an input is halved in {@link QuadOrder}: 2^levels is the side of its cells
     * @param gain of the first weights, see {@link Dense}
     */
    public Interpolating(long inputs, long outputs, int height, int width, int levels, double gain) {
        this.outputs = outputs;
        product = addChildBlock("product", new Dense(inputs, outputs, gain));
        int[] oldPositions = new QuadOrder(new Pixels(1, height, width), levels).positions();
        int[] newPositions = new QuadOrder(new Pixels(1, 2 * height, 2 * width), levels + 1).positions();
        others = new long[3][newPositions.length];
        for (int y = 0; y < 2 * height; y++) {
            for (int x = 0; x < 2 * width; x++) {
                int at = newPositions[y * 2 * width + x];
                int besideX = beside(x, width);
                int besideY = beside(y, height);
                others[0][at] = oldPositions[y / 2 * width + besideX];
                others[1][at] = oldPositions[besideY * width + x / 2];
                others[2][at] = oldPositions[besideY * width + besideX];
            }
        }
    }

    /** The second nearest of {@code size} old places to a new one. */
    private static int beside(int place, int size) {
        int next = place / 2 + (place % 2 == 0 ? -1 : 1);
        return Math.max(0, Math.min(size - 1, next));
    }

    @Override
    public NDArray apply(ParameterStore parameters, NDArray input, boolean training) {
        NDArray x = product.apply(parameters, input, training);
        Shape shape = x.getShape();
        // in quad order the four new pixels of an old one follow each other
        NDArray nearest = x.expandDims(2)
                .broadcast(shape.get(0), shape.get(1), 4, outputs)
                .reshape(shape.get(0), 4 * shape.get(1), outputs);
        NDArray beside = at(others[0], x).add(at(others[1], x));
        return Scalar.times(NEAREST, nearest)
                .add(Scalar.times(BESIDE, beside))
                .add(Scalar.times(ACROSS, at(others[2], x)));
    }

    private static NDArray at(long[] positions, NDArray x) {
        return x.get(new NDIndex(":, {}", x.getManager().create(positions)));
    }

    @Override
    protected Shape outputShape(Shape input) {
        return new Shape(input.get(0), 4 * input.get(1), outputs);
    }

    @Override
    protected long valuesHeld(Shape input) {
        return input.get(1) * outputs + 5 * outputShape(input).size();
    }
}
