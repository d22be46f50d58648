package deephash.encoder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Tells TorchScript files from others before anything in them runs. */
final class EncoderFile {

    private EncoderFile() {}

    /**
     * Checks that a file is TorchScript.
     *
     * @throws IOException if there is no such file
     * @throws IllegalArgumentException if it is something else; says what, and how to make it one
     */
    static void check(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(
                    file.toString(),
                    null,
                    "there is no such file; its place would be \""
                            + file.toAbsolutePath().normalize() + "\"");
        }
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".onnx")) {
            throw new IllegalArgumentException("\"" + file + "\" is ONNX, which is not read here. " + MAKE);
        }
        if (name.endsWith(".safetensors")) {
            throw new IllegalArgumentException("\"" + file + "\" holds weights without a network. " + MAKE);
        }
        List<String> entries;
        try (ZipFile zip = new ZipFile(file.toFile())) {
            entries = zip.stream().map(ZipEntry::getName).toList();
        } catch (ZipException e) {
            throw new IllegalArgumentException("\"" + file + "\" is no TorchScript file. " + MAKE, e);
        }
        boolean script = entries.stream().anyMatch(each -> each.contains("/code/"));
        boolean pickle = entries.stream().anyMatch(each -> each.endsWith("/data.pkl"));
        if (!script) {
            throw new IllegalArgumentException("\"" + file + "\" "
                    + (pickle ? "holds weights without a network (a file of torch.save)" : "is no TorchScript file")
                    + ". " + MAKE);
        }
    }

    private static final String MAKE = "In Python, any nn.Module becomes such a file with"
            + " kernel/src/main/python/make_encoder.py, or torch.jit.save(torch.jit.trace("
            + "network.eval(), example), \"encoder.pt\").";
}
