package deephash.model.engine;

import ai.djl.ndarray.NDArray;

/** Products of 16-bit numbers, which DJL has no name for: PyTorch makes them itself, and gives 32 bits back. */
final class Bfloat16 {

    /** 15 is PyTorch's number for bfloat16, 6 for float. */
    private static final LazyTorchFunction LINEAR = new LazyTorchFunction("""
                x: Tensor,
                weight: Tensor,
                bias: Tensor) -> Tensor:
                _0 = torch.to(x, 15)
                _1 = torch.to(weight, 15)
                _2 = torch.to(bias, 15)
                return torch.to(torch.linear(_0, _1, _2), 6)
            """);

    private Bfloat16() {}

    /** x Wᵀ + b. */
    static NDArray linear(NDArray x, NDArray weight, NDArray bias) {
        return LINEAR.call(x, weight, bias);
    }
}
