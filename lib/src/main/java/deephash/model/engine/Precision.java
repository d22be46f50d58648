package deephash.model.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.core.Linear;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * In which numbers the matrix products of a training step are computed. Weights, moments, sums, nonlinearities and the
 * loss stay in 32 bits (mixed precision: Micikevicius et al., 2018).
 */
public enum Precision {
    /** 32 bits. */
    FLOAT32,
    /**
     * 16 bits with the exponent of 32: training is a tenth to two thirds faster where the processor has instructions
     * for it (the flags {@code avx512_bf16} or {@code amx_bf16}; tests/bench/train.md); slower than {@link #FLOAT32}
     * elsewhere, and no faster on a large GPU for images of 28 pixels, where starting the work takes longer than the
     * work.
     */
    BFLOAT16;

    private static final Path PROCESSOR = Path.of("/proc/cpuinfo");

    /**
     * x Wᵀ + b in this precision.
     *
     * @param x shape (…, in)
     * @param weight shape (out, in)
     * @param bias shape (out)
     * @return shape (…, out), of the type of {@code x}
     */
    public NDArray linear(NDArray x, NDArray weight, NDArray bias) {
        if (this == FLOAT32) {
            return Linear.linear(x, weight, bias).singletonOrThrow();
        }
        return Bfloat16.linear(x, weight, bias);
    }

    /** Whether networks run on a processor that is known to lack the instructions that make this precision fast. */
    public boolean isSlowHere() {
        if (this == FLOAT32 || Compute.isOnGpu() || !Files.isReadable(PROCESSOR)) {
            return false;
        }
        try {
            String flags = Files.readString(PROCESSOR);
            return !flags.contains("avx512_bf16") && !flags.contains("amx_bf16");
        } catch (IOException e) {
            return false;
        }
    }
}
