package deephash.model.block;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import deephash.model.engine.LazyTorchFunction;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * x Wᵀ + b with the weights laid out as oneDNN multiplies them fastest, and the nonlinearity in the same pass: a tenth
 * to a quarter faster than product and nonlinearity apart (tests/bench/train.md). What it gives for an item does not
 * depend on what else is in the batch, to the last bit; the other products round differently in small batches. No
 * gradients.
 */
final class PackedLinear {

    private static final LazyTorchFunction PACK = new LazyTorchFunction("""
                weight: Tensor) -> Tensor:
                return ops.mkldnn._reorder_linear_weight(weight)
            """);

    private static final LazyTorchFunction LINEAR = product("none", "");

    private static final Map<Nonlinearity, LazyTorchFunction> AT_ONCE = new EnumMap<>(Map.of(
            Nonlinearity.RELU, product("relu", ""),
            Nonlinearity.GELU, product("gelu", "none"),
            Nonlinearity.TANH, product("tanh", "")));

    private static boolean missing;

    private final NDArray weight;
    private final NDArray bias;

    private PackedLinear(NDArray weight, NDArray bias) {
        this.weight = weight;
        this.bias = bias;
    }

    private static LazyTorchFunction product(String then, String algorithm) {
        return new LazyTorchFunction("""
                    x: Tensor,
                    weight: Tensor,
                    bias: Tensor) -> Tensor:
                    _0 = annotate(List[Optional[number]], [])
                    return ops.mkldnn._linear_pointwise(x, weight, bias, "%s", _0, "%s")
                """.formatted(then, algorithm));
    }

    /**
     * Packs weights.
     *
     * @param weight (out, in); the packed ones have the same owner
     * @param bias (out)
     * @return nothing where PyTorch was built without oneDNN, and on a GPU
     */
    static Optional<PackedLinear> of(NDArray weight, NDArray bias) {
        if (missing || weight.getDevice().isGpu()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new PackedLinear(PACK.call(weight), bias));
        } catch (EngineException e) {
            missing = true;
            return Optional.empty();
        }
    }

    /** Maps (..., in) to (..., out). */
    NDArray apply(NDArray x) {
        return LINEAR.call(x, weight, bias);
    }

    /** With a nonlinearity after it. */
    NDArray apply(NDArray x, Nonlinearity then) {
        LazyTorchFunction both = AT_ONCE.get(then);
        return both == null ? then.apply(apply(x)) : both.call(x, weight, bias);
    }
}
