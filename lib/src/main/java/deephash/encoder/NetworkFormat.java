package deephash.encoder;

import deephash.model.engine.ImageNetwork;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * A kind of file that holds networks, and the engine that runs them. Formats other than TorchScript are modules of
 * their own, which {@link java.util.ServiceLoader} finds: {@code deephash-onnx} is one.
 */
public interface NetworkFormat {

    /**
     * The end of the names of such files.
     *
     * @return lower case, with its dot, such as {@code .onnx}
     */
    String extension();

    /**
     * Whether loading a file runs code that the file holds, so that its user has to trust where it comes from.
     *
     * @return false if a file holds only numbers and the names of known operations
     */
    boolean runsCode();

    /**
     * Checks that a file is of this format, before anything in it runs.
     *
     * @param file exists
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if it is something else, or not an encoder; says what was found and how to make
     *     one
     */
    void check(Path file) throws IOException;

    /**
     * A text that is kept in a file.
     *
     * @param file passed the check
     * @param name such as {@code preprocessor_config.json}
     * @return the text, or empty if the file has none of this name
     * @throws IOException if the file cannot be read
     */
    Optional<String> text(Path file, String name) throws IOException;

    /**
     * Does a piece of work with the network of a file, alone. The network stays in memory for the next piece of work
     * with the same content.
     *
     * @param content the SHA-256 of the file, in hexadecimal digits
     * @param file passed the check
     * @param work is given the network, for inference
     * @param <T> what the work gives
     * @return what the work gives
     * @throws IllegalArgumentException if the engine cannot load the file, or the file has another content by now
     */
    <T> T use(String content, Path file, Function<ImageNetwork, T> work);
}
