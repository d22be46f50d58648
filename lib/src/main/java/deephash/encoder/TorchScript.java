package deephash.encoder;

import deephash.model.engine.ImageNetwork;
import deephash.model.engine.TorchModule;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Files of {@code torch.jit.save}, run by PyTorch. */
final class TorchScript implements NetworkFormat {

    @Override
    public String extension() {
        return ".pt";
    }

    @Override
    public boolean runsCode() {
        return true;
    }

    @Override
    public void check(Path file) throws IOException {
        List<String> entries;
        try (ZipFile zip = new ZipFile(file.toFile())) {
            entries = zip.stream().map(ZipEntry::getName).toList();
        } catch (ZipException e) {
            throw new IllegalArgumentException("\"" + file + "\" is no TorchScript file. " + EncoderFile.MAKE, e);
        }
        boolean script = entries.stream().anyMatch(each -> each.contains("/code/"));
        boolean pickle = entries.stream().anyMatch(each -> each.endsWith("/data.pkl"));
        if (!script) {
            throw new IllegalArgumentException("\"" + file + "\" "
                    + (pickle ? "holds weights without a network (a file of torch.save)" : "is no TorchScript file")
                    + ". " + EncoderFile.MAKE);
        }
    }

    @Override
    public Optional<String> text(Path file, String name) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            Enumeration<? extends ZipEntry> entries = zip.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                if (entry.getName().endsWith("/extra/" + name)) {
                    try (InputStream in = zip.getInputStream(entry)) {
                        return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
                    }
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public <T> T use(String content, Path file, Function<ImageNetwork, T> work) {
        return TorchModule.use(content, file, work);
    }
}
