package deephash.train;

import deephash.model.block.AutoEncoder;
import deephash.model.engine.Compute;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * How much memory a training takes, estimated before it starts.
 *
 * @param parameters how many numbers are learned: each is held four times (value, gradient, two moments) outside the
 *     heap, and up to twice on it (the last good epoch, and the next)
 * @param activations bytes of intermediate results that one batch keeps for its gradients
 */
record MemoryNeed(long parameters, long activations) {

    private static final double GIGABYTE = 1e9;
    private static final Path MEMORY = Path.of("/proc/meminfo");

    static MemoryNeed of(AutoEncoder network, int batch) {
        // each result, and its gradient while it is needed
        return new MemoryNeed(network.parameterCount(), 8L * batch * network.valuesAnImage());
    }

    long outsideHeap() {
        // the encoder, half of them, is there once more when it hashes, and twice while it is laid out for that
        return 16 * parameters + Math.max(activations, 4 * parameters);
    }

    long onHeap() {
        return 8 * parameters;
    }

    /** Throws if the training would exceed the memory of the device that networks run on. */
    void require(String what) {
        OptionalLong onGpu = Compute.freeOnGpu();
        require(
                what,
                onGpu.isPresent() ? onGpu : available(),
                Runtime.getRuntime().maxMemory());
    }

    void require(String what, OptionalLong available, long heap) {
        if (onHeap() > heap) {
            throw new IllegalStateException(String.format(
                    Locale.ROOT,
                    "Training %s needs about %.1f GB of Java heap for its %,d parameters, but the heap may grow to %.1f"
                            + " GB. Start Java with -Xmx%dg, or load smaller images.",
                    what,
                    onHeap() / GIGABYTE,
                    parameters,
                    heap / GIGABYTE,
                    (long) Math.ceil(onHeap() / GIGABYTE) + 2));
        }
        if (available.isPresent() && outsideHeap() > available.getAsLong()) {
            throw new IllegalStateException(String.format(
                    Locale.ROOT,
                    "Training %s needs about %.1f GB of memory (%,d parameters and %.1f GB of intermediate results),"
                            + " but %.1f GB are free. Load smaller images, take a smaller batch, or fewer channels.",
                    what,
                    outsideHeap() / GIGABYTE,
                    parameters,
                    activations / GIGABYTE,
                    available.getAsLong() / GIGABYTE));
        }
    }

    /** The memory that is still free, where the system says so. */
    private static OptionalLong available() {
        try {
            for (String line : Files.readAllLines(MEMORY)) {
                if (line.startsWith("MemAvailable:")) {
                    return OptionalLong.of(1024 * Long.parseLong(line.replaceAll("\\D", "")));
                }
            }
        } catch (IOException | NumberFormatException e) {
            // not Linux: start without an estimate
        }
        return OptionalLong.empty();
    }
}
