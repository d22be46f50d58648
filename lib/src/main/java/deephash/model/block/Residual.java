package deephash.model.block;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.List;

/**
 * A residual block (He et al., CVPR 2016, Fig. 2): y = max(x + N(C(max(N(C(x)), 0))), 0), with C a 3×3 convolution with
 * padding 1 and N batch normalisation. Input and output (B, height · width, channels), row by row; 18 · channels² +
 * 4 · channels parameters are learned.
 */
public final class Residual extends Layer {

    private final ConvolutionParameters first;
    private final ConvolutionParameters second;
    private final ConvolutionScripts scripts;

    /**
     * A block for images of one shape.
     *
     * @param height in positions
     * @param width in positions
     * @param channels in and out
     */
    public Residual(int height, int width, long channels) {
        first = ConvolutionParameters.of("1", channels, channels, this::parameter);
        second = ConvolutionParameters.of("2", channels, channels, this::parameter);
        scripts = new ConvolutionScripts("""
                    x: Tensor,
                    weight1: Tensor,
                    gamma1: Tensor,
                    beta1: Tensor,
                    mean1: Tensor,
                    variance1: Tensor,
                    weight2: Tensor,
                    gamma2: Tensor,
                    beta2: Tensor,
                    mean2: Tensor,
                    variance2: Tensor) -> Tensor:
                    rows = torch.to(torch.reshape(x, [-1, %1$d, %2$d, %3$d]), TYPE)
                    grid = torch.permute(rows, [0, 3, 1, 2])
                    a = torch.conv2d(grid, torch.to(weight1, TYPE), None, [1, 1], [1, 1])
                    b = torch.relu(torch.batch_norm(a, gamma1, beta1, mean1, variance1, TRAINING, 0.1, 1.0e-05, True))
                    c = torch.conv2d(b, torch.to(weight2, TYPE), None, [1, 1], [1, 1])
                    d = torch.batch_norm(c, gamma2, beta2, mean2, variance2, TRAINING, 0.1, 1.0e-05, True)
                    e = torch.permute(torch.relu(torch.add(grid, d)), [0, 2, 3, 1])
                    return torch.to(torch.reshape(e, [-1, %4$d, %3$d]), 6)
                """.formatted(height, width, channels, height * width));
    }

    @Override
    public NDArray apply(ParameterStore parameters, NDArray input, boolean training) {
        List<Parameter> all = new ArrayList<>(first.parameters());
        all.addAll(second.parameters());
        return scripts.of(training, precision(training))
                .call(new ConvolutionParameters(all).behind(input, p -> value(parameters, p, input, training)));
    }

    @Override
    protected Shape outputShape(Shape input) {
        return input;
    }

    @Override
    protected long valuesHeld(Shape input) {
        // before and after both normalisations, and the sum
        return 5 * input.size();
    }
}
