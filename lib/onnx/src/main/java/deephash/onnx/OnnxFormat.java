package deephash.onnx;

import deephash.encoder.NetworkFormat;
import deephash.model.engine.ImageNetwork;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * ONNX files, run by ONNX Runtime on the processor. {@code Encoder.load("x.onnx")} finds this class by itself when the
 * module is there:
 *
 * <pre>{@code
 * %maven io.github.deephash:deephash-onnx:0.1.0
 * var lite = Encoder.load("efficientnet-lite0.onnx");
 * }</pre>
 *
 * What the network wants its images to be is read from the file's metadata, under {@code preprocessor_config.json}, or
 * stands beside the file or in code, as for TorchScript. A file holds no code, so it needs no {@code trusted()}.
 */
public final class OnnxFormat implements NetworkFormat {

    /** For {@link java.util.ServiceLoader}. */
    public OnnxFormat() {}

    @Override
    public String extension() {
        return ".onnx";
    }

    @Override
    public boolean runsCode() {
        return false;
    }

    @Override
    public void check(Path file) throws IOException {
        Sessions.withLatest(file, network -> true);
    }

    @Override
    public Optional<String> text(Path file, String name) throws IOException {
        return Sessions.withLatest(file, network -> network.text(name));
    }

    @Override
    public <T> T use(String content, Path file, Function<ImageNetwork, T> work) {
        try {
            return Sessions.with(content, file, work::apply);
        } catch (IOException e) {
            throw new UncheckedIOException("\"" + file + "\" could not be read: " + e, e);
        }
    }
}
