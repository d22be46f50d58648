package deephash.model.block;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import deephash.model.engine.LazyTorchFunction;

/**
 * Batch normalisation (Ioffe and Szegedy, 2015) without learned scale and shift: y = (x − mean) / √(variance + 1e-5),
 * each of the {@code width} values by itself. In training, mean and variance are those of the batch; otherwise running
 * means over the batches seen, each new batch weighing 0.1. Input and output (B, width), with B at least 2 in training.
 *
 * <p>On a code this is a threshold that is learned along the way: every bit is near its mean over the training images.
 */
public final class BatchNorm extends Layer {

    private static final LazyTorchFunction TRAINING = script("True");
    private static final LazyTorchFunction OTHERWISE = script("False");

    private final Parameter mean;
    private final Parameter variance;

    /**
     * Normalises over the batch.
     *
     * @param width how many values an item has
     */
    public BatchNorm(long width) {
        mean = parameter("mean", Parameter.Type.RUNNING_MEAN, Initializer.ZEROS, width);
        variance = parameter("variance", Parameter.Type.RUNNING_VAR, Initializer.ONES, width);
    }

    private static LazyTorchFunction script(String training) {
        return new LazyTorchFunction("""
                    x: Tensor,
                    mean: Tensor,
                    variance: Tensor) -> Tensor:
                    return torch.batch_norm(x, None, None, mean, variance, %s, 0.1, 1.0e-05, True)
                """.formatted(training));
    }

    @Override
    public NDArray apply(ParameterStore parameters, NDArray input, boolean training) {
        return (training ? TRAINING : OTHERWISE)
                .call(input, value(parameters, mean, input, training), value(parameters, variance, input, training));
    }

    @Override
    protected Shape outputShape(Shape input) {
        return input;
    }
}
