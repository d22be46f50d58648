package deephash.model.block;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.jspecify.annotations.Nullable;

/** Products of 16-bit numbers, which DJL has no name for: PyTorch makes them itself, and gives 32 bits back. */
final class Bfloat16 {

    /** 15 is PyTorch's number for bfloat16, 6 for float. */
    private static final String LINEAR = """
                x: Tensor,
                weight: Tensor,
                bias: Tensor) -> Tensor:
                _0 = torch.to(x, 15)
                _1 = torch.to(weight, 15)
                _2 = torch.to(bias, 15)
                return torch.to(torch.linear(_0, _1, _2), 6)
            """;

    private static @Nullable Script linear;

    private Bfloat16() {}

    /** x Wᵀ + b. One for the process: all native work is done one piece at a time. */
    static NDArray linear(NDArray x, NDArray weight, NDArray bias) {
        Script script = linear;
        if (script == null) {
            NDManager ofAll = x.getManager();
            while (ofAll.getParentManager() != ofAll && ofAll.getParentManager() != null) {
                ofAll = ofAll.getParentManager();
            }
            script = new Script(ofAll, LINEAR);
            linear = script;
        }
        return script.call(x, weight, bias);
    }
}
