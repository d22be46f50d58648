package deephash.encoder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** Finds the format of an encoder's file by its name, and checks that the file is of it. */
final class EncoderFile {

    static final String MAKE = "In Python, any nn.Module becomes such a file with"
            + " kernel/src/main/python/make_encoder.py, or torch.jit.save(torch.jit.trace("
            + "network.eval(), example), \"encoder.pt\").";

    private EncoderFile() {}

    /**
     * Checks that a file is an encoder's.
     *
     * @return the format that reads it
     * @throws IOException if there is no such file
     * @throws IllegalArgumentException if it is something else; says what, and how to make it one
     * @throws IllegalStateException if it is of a format whose module is not loaded; says how to load it
     */
    static NetworkFormat format(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(
                    file.toString(),
                    null,
                    "there is no such file; its place would be \""
                            + file.toAbsolutePath().normalize() + "\"");
        }
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".safetensors")) {
            throw new IllegalArgumentException("\"" + file + "\" holds weights without a network. " + MAKE);
        }
        NetworkFormat format = added(name);
        if (format == null && name.endsWith(".onnx")) {
            throw new IllegalStateException("\"" + file + "\" is ONNX. " + withOnnx());
        }
        NetworkFormat found = format == null ? new TorchScript() : format;
        found.check(file);
        return found;
    }

    private static String withOnnx() {
        String packaged = EncoderFile.class.getPackage().getImplementationVersion();
        String artifact = "io.github.deephash:deephash-onnx:" + (packaged == null ? "0.1.0" : packaged);
        return """
                The module that reads it, deephash-onnx, is not loaded. Build it once, in the folder of the checkout \
                (it fetches 75 MB):
                    mvn -Ponnx -pl lib/onnx -am -DskipTests install
                Then load it in a cell:
                    %%maven %s
                In a program, add that dependency.""".formatted(artifact);
    }

    /** The format of a module; a notebook's {@code %maven} puts modules on the loader of the cell's thread. */
    private static @Nullable NetworkFormat added(String name) {
        ClassLoader ofThread = Thread.currentThread().getContextClassLoader();
        for (ClassLoader loader : List.of(
                ofThread == null ? EncoderFile.class.getClassLoader() : ofThread, EncoderFile.class.getClassLoader())) {
            for (NetworkFormat format : ServiceLoader.load(NetworkFormat.class, loader)) {
                if (name.endsWith(format.extension())) {
                    return format;
                }
            }
        }
        return null;
    }
}
