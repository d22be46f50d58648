package deephash.model.engine;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.JniUtils;
import deephash.code.Digests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A network in a TorchScript file that others trained, for inference. Loading one runs code that the file holds. */
public final class TorchModule implements ImageNetwork {

    private final NDManager owner;
    private final PtSymbolBlock block;

    private TorchModule(NDManager owner, PtSymbolBlock block) {
        this.owner = owner;
        this.block = block;
    }

    /**
     * Does a piece of work with the network of a file, alone. The network stays in native memory for the next piece of
     * work with the same content, until any other is done.
     *
     * @param content the SHA-256 of the file, in hexadecimal digits
     * @param file TorchScript, as {@code torch.jit.save} writes it
     * @param work is given the network in evaluation mode
     * @return what the work gives
     * @throws IllegalArgumentException if this PyTorch cannot load the file; says what it found; or if the file
     *     has another content by now
     */
    public static <T> T use(String content, Path file, Function<ImageNetwork, T> work) {
        return Compute.withKept(
                content, memory -> load(memory, file, content), (memory, network) -> work.apply(network));
    }

    private static TorchModule load(NDManager memory, Path file, String content) {
        try {
            String now = Digests.of(file, "SHA-256");
            if (!now.equals(content)) {
                throw new IllegalArgumentException("\"" + file + "\" has changed since it was opened: its SHA-256 was "
                        + content + " and is " + now + ". Open it anew: Encoder.load(\"" + file + "\").");
            }
            PtSymbolBlock block =
                    JniUtils.loadModule((PtNDManager) memory, file, true, new String[0], new String[0], false);
            memory.attachInternal(String.valueOf(block.getHandle()), block);
            JniUtils.enableInferenceMode(block);
            return new TorchModule(memory, block);
        } catch (EngineException e) {
            throw new IllegalArgumentException("\"" + file + "\" could not be loaded by " + Compute.engineVersion()
                    + ": " + firstLine(e)
                    + " Save a network with torch.jit.save(torch.jit.trace(network.eval(), example), file).");
        } catch (IOException e) {
            throw new UncheckedIOException("\"" + file + "\" could not be read: " + e, e);
        }
    }

    @Override
    public List<Output> run(ByteBuffer pictures, int batch, int height, int width, Input input) {
        try (NDManager memory = owner.newSubManager()) {
            return run(memory, pictures, batch, height, width, input);
        }
    }

    private List<Output> run(NDManager memory, ByteBuffer pictures, int batch, int height, int width, Input input) {
        NDArray x = taken(memory, pictures, new Shape(batch, height, width, 3), input);
        try (IValue in = IValue.from((PtNDArray) x);
                IValue out = block.forward(in)) {
            NDList results = out.toNDList((PtNDManager) memory);
            List<Output> outputs = new ArrayList<>();
            for (NDArray result : results) {
                NDArray numbers = result.toType(DataType.FLOAT32, false);
                String name = result.getName() == null ? "" : result.getName();
                outputs.add(new Output(name, numbers.getShape().getShape(), numbers.toFloatArray()));
            }
            return outputs;
        } catch (EngineException | UnsupportedOperationException e) {
            throw new IllegalArgumentException("The network does not take a batch of " + batch + " pictures of " + width
                    + "×" + height + " as " + input + ": " + firstLine(e));
        }
    }

    /** Pictures, (batch, height, width, 3) bytes, as a network takes them. */
    static NDArray taken(NDManager memory, ByteBuffer pictures, Shape shape, Input input) {
        NDArray x = memory.create(pictures, shape, DataType.UINT8);
        if (!input.bytes()) {
            x = x.toType(DataType.FLOAT32, false)
                    .mul(memory.create(input.scale()))
                    .sub(memory.create(input.mean()))
                    .div(memory.create(input.deviation()));
        }
        return input.channelsFirst() ? x.transpose(0, 3, 1, 2) : x;
    }

    /** What PyTorch says without its stack: the last line that names an error, or the first. */
    static String firstLine(RuntimeException e) {
        List<String> lines = String.valueOf(e.getMessage())
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        String said = lines.stream()
                .filter(line -> line.startsWith("RuntimeError: "))
                .reduce((a, b) -> b)
                .orElse(lines.isEmpty() ? e.getClass().getSimpleName() : lines.get(0));
        return said.endsWith(".") ? said : said + ".";
    }
}
