package deephash.model.engine;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Calls operators of PyTorch that DJL does not offer. A TorchScript module can call any operator, so this class writes
 * one: a stored zip of the code and two pickles.
 */
public final class TorchFunction implements AutoCloseable {

    private static final String HEAD = """
            class Step(Module):
              __parameters__ = []
              __buffers__ = []
              training : bool
              def forward(self: __torch__.deephash.Step,
            """;

    /** A pickled object of the class without fields of its own; see the pickle protocol, version 2. */
    private static final String OBJECT = "\u0080\u0002c__torch__.deephash\nStep\nq\u0000)\u0081}("
            + "X\u0008\u0000\u0000\u0000trainingq\u0001\u0088ubq\u0002.";

    private static final String NO_CONSTANTS = "\u0080\u0002).";

    private final Model model;
    private final ParameterStore none;

    /**
     * Compiles a function.
     *
     * @param memory whose device it runs on
     * @param function in TorchScript's serialised form: parameters, result and body, as they follow {@code self} in the
     *     head of the function
     */
    public TorchFunction(NDManager memory, String function) {
        none = new ParameterStore(memory, false);
        model = Model.newInstance("script", memory.getDevice(), "PyTorch");
        try {
            model.load(archive(HEAD + function));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MalformedModelException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Calls it; its results can be differentiated. */
    public NDList call(NDList inputs) {
        return model.getBlock().forward(none, inputs, true);
    }

    /** Calls it with tensors. */
    public NDArray call(NDArray... inputs) {
        for (NDArray input : inputs) {
            // DJL gathers tensors whose names end in brackets into a list
            input.setName("tensor");
        }
        return call(new NDList(inputs)).singletonOrThrow();
    }

    /** The module as a TorchScript archive. */
    private static InputStream archive(String code) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            store(zip, "step/data.pkl", OBJECT);
            store(zip, "step/code/__torch__/deephash.py", code);
            store(zip, "step/constants.pkl", NO_CONSTANTS);
            store(zip, "step/version", "3\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    private static void store(ZipOutputStream zip, String name, String text) throws IOException {
        byte[] content = text.getBytes(StandardCharsets.ISO_8859_1);
        CRC32 crc = new CRC32();
        crc.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(crc.getValue());
        entry.setTime(0);
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    @Override
    public void close() {
        model.close();
    }
}
