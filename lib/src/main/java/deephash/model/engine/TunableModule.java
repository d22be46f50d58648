package deephash.model.engine;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import deephash.file.WholeFile;
import deephash.model.engine.ImageNetwork.Input;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A network in a TorchScript file that goes on learning.
 *
 * <p>Its mode is set here, not by DJL, which runs the first training pass of a file in evaluation mode without a word.
 */
public final class TunableModule {

    private final PtSymbolBlock block;
    private final Map<String, NDArray> parameters = new LinkedHashMap<>();

    private TunableModule(PtSymbolBlock block, NDList named) {
        this.block = block;
        for (NDArray parameter : named) {
            parameters.put(parameter.getName(), parameter);
        }
    }

    /**
     * Loads a network. This runs code that the file holds.
     *
     * @param memory owns it
     * @param file TorchScript that is not frozen
     * @return the network in evaluation mode, of which nothing learns yet
     * @throws IllegalArgumentException if PyTorch cannot load the file, or the network has no parameters
     */
    public static TunableModule load(NDManager memory, Path file) {
        try {
            PtSymbolBlock block =
                    JniUtils.loadModule((PtNDManager) memory, file, true, new String[0], new String[0], true);
            memory.attachInternal(String.valueOf(block.getHandle()), block);
            TunableModule module = new TunableModule(block, JniUtils.moduleGetParams(block, (PtNDManager) memory));
            if (module.parameters.isEmpty()) {
                throw new IllegalArgumentException("\"" + file + "\" has no parameters that could learn: it was frozen"
                        + " (torch.jit.freeze). Make it with make_encoder.save(..., trainable=True), or"
                        + " ./deephash encoder NAME --trainable.");
            }
            module.parameters.values().forEach(parameter -> parameter.setRequiresGradient(false));
            module.mode(false);
            return module;
        } catch (EngineException e) {
            throw new IllegalArgumentException("\"" + file + "\" could not be loaded by " + Compute.engineVersion()
                    + ": " + TorchModule.firstLine(e));
        }
    }

    /**
     * The values of the network that can learn.
     *
     * @return by PyTorch's names, such as {@code layer4.0.conv1.weight}; the arrays are the network's own
     */
    public Map<String, NDArray> parameters() {
        return Collections.unmodifiableMap(parameters);
    }

    /**
     * Lets parameters learn.
     *
     * @param names which; the others stay as they are
     */
    public void learn(Collection<String> names) {
        parameters.forEach((name, parameter) -> parameter.setRequiresGradient(names.contains(name)));
    }

    /**
     * Sets the mode, as PyTorch's {@code train} does.
     *
     * @param training whether batch normalisations use and learn the statistics of the batch, and dropout drops. A
     *     traced file keeps the mode in which it was traced
     */
    public void mode(boolean training) {
        if (training) {
            JniUtils.enableTrainingMode(block);
        } else {
            JniUtils.enableInferenceMode(block);
        }
    }

    /**
     * Whether the network gives other values in training mode. The call shows a batch to its statistics.
     *
     * @param memory owns what is computed meanwhile
     * @param pictures (batch, size, size, 3) bytes, a direct buffer
     * @param size height and width
     * @param input what the network takes
     * @return false for a trace, and for a network without batch normalisation or dropout
     */
    public boolean hasTrainingMode(NDManager memory, ByteBuffer pictures, int size, Input input) {
        mode(false);
        float[] evaluated =
                run(memory, pictures.duplicate(), size, input).get(0).toFloatArray();
        mode(true);
        float[] trained = run(memory, pictures.duplicate(), size, input).get(0).toFloatArray();
        mode(false);
        return !Arrays.equals(evaluated, trained);
    }

    /**
     * Runs the network on a batch so that its parameters can follow the gradient.
     *
     * @param memory owns the results
     * @param pictures (batch, size, size, 3) bytes, a direct buffer
     * @param size height and width
     * @param input what the network takes
     * @return its results, with names if it gives a dictionary
     * @throws IllegalArgumentException if the network does not take such pictures
     */
    public NDList run(NDManager memory, ByteBuffer pictures, int size, Input input) {
        int batch = pictures.remaining() / (3 * size * size);
        NDArray x = TorchModule.taken(memory, pictures, new Shape(batch, size, size, 3), input);
        // PyTorch computes a network's first passes in another way than later ones, so a resumed training would not
        // reach the same bits
        JniUtils.setGraphExecutorOptimize(false);
        try {
            return IValueUtils.forward(block, new NDList((PtNDArray) x), true);
        } catch (EngineException | UnsupportedOperationException e) {
            throw new IllegalArgumentException("The network does not take a batch of " + batch + " pictures of " + size
                    + "×" + size + " as " + input + ": " + TorchModule.firstLine(e));
        } finally {
            JniUtils.setGraphExecutorOptimize(true);
        }
    }

    /**
     * Writes the network as it is now, in evaluation mode.
     *
     * @param file replaced if it is there, whole or not at all
     * @throws IOException if it cannot be written
     */
    public void write(Path file) throws IOException {
        mode(false);
        WholeFile.write(file.toAbsolutePath(), channel -> {
            // closing the stream closes the channel
            OutputStream out = Channels.newOutputStream(channel);
            JniUtils.writeModule(block, out, false);
            out.flush();
            channel.force(true);
        });
    }
}
