package deephash.model.block;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import deephash.model.engine.LazyTorchFunction;

/**
 * A 3×3 convolution with padding 1, batch normalisation with learned scale and shift (Ioffe and Szegedy, 2015), and
 * max(x, 0). Input (B, height · width, in), row by row; output (B, ⌈height / stride⌉ · ⌈width / stride⌉, out), row by
 * row. 9 · in · out + 2 · out parameters are learned; running means and variances, each new batch weighing 0.1, serve
 * outside training.
 */
public final class Convolution extends Layer {

    private final int height;
    private final int width;
    private final int stride;
    private final long outputs;
    private final ConvolutionParameters values;
    private final ConvolutionScripts scripts;

    /**
     * A convolution for images of one shape.
     *
     * @param height of the input, in positions
     * @param width of the input, in positions
     * @param inputs channels in
     * @param outputs channels out
     * @param stride 1, or 2 to halve the image
     */
    public Convolution(int height, int width, long inputs, long outputs, int stride) {
        this.height = height;
        this.width = width;
        this.stride = stride;
        this.outputs = outputs;
        values = ConvolutionParameters.of("", inputs, outputs, this::parameter);
        scripts = new ConvolutionScripts("""
                    x: Tensor,
                    weight: Tensor,
                    gamma: Tensor,
                    beta: Tensor,
                    mean: Tensor,
                    variance: Tensor) -> Tensor:
                    grid = torch.permute(torch.reshape(x, [-1, %d, %d, %d]), [0, 3, 1, 2])
                    y = torch.conv2d(torch.to(grid, TYPE), torch.to(weight, TYPE), None, [%d, %d], [1, 1])
                    z = torch.batch_norm(y, gamma, beta, mean, variance, TRAINING, 0.1, 1.0e-05, True)
                    rows = torch.permute(torch.relu(z), [0, 2, 3, 1])
                    return torch.to(torch.reshape(rows, [-1, %d, %d]), 6)
                """.formatted(height, width, inputs, stride, stride, positions(), outputs));
    }

    private long positions() {
        return (long) ((height - 1) / stride + 1) * ((width - 1) / stride + 1);
    }

    @Override
    public NDArray apply(ParameterStore parameters, NDArray input, boolean training) {
        LazyTorchFunction script = scripts.of(training, precision(training));
        return script.call(values.behind(input, p -> value(parameters, p, input, training)));
    }

    @Override
    protected Shape outputShape(Shape input) {
        return new Shape(input.get(0), positions(), outputs);
    }

    @Override
    protected long valuesHeld(Shape input) {
        // before and after the normalisation
        return 2 * outputShape(input).size();
    }
}
