package deephash.model;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import deephash.model.engine.Weights;
import deephash.model.engine.Weights.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/**
 * Tensors in a file, in the safetensors format (Hugging Face): the length of a JSON header, the header with each
 * tensor's type, shape and place, and the numbers. Nothing in such a file can be executed. Only float32 is read.
 */
public final class Safetensors {

    /** How many numbers are written or read at a time. */
    static final int CHUNK = 1 << 20;

    /** The name of the texts in a header. */
    static final String METADATA = "__metadata__";

    private Safetensors() {}

    /**
     * Writes tensors, and forces them to the disk.
     *
     * @param file replaced if it exists
     * @param weights the tensors by name
     * @throws IOException if the file cannot be written
     */
    public static void write(Path file, Weights weights) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            write(channel, weights, Map.of());
            channel.force(true);
        }
    }

    /**
     * Writes tensors, and texts that describe them.
     *
     * @param channel empty, open for writing; stays open
     * @param weights the tensors
     * @param texts by name, the {@code __metadata__} of the format
     * @throws IOException if it cannot be written
     */
    public static void write(FileChannel channel, Weights weights, Map<String, String> texts) throws IOException {
        JsonObject header = new JsonObject();
        if (!texts.isEmpty()) {
            JsonObject described = new JsonObject();
            texts.forEach(described::addProperty);
            header.add(METADATA, described);
        }
        long offset = 0;
        for (Map.Entry<String, Tensor> entry : weights.tensors().entrySet()) {
            Tensor tensor = entry.getValue();
            JsonObject description = new JsonObject();
            description.addProperty("dtype", "F32");
            JsonArray shape = new JsonArray();
            for (long side : tensor.shape()) {
                shape.add(side);
            }
            description.add("shape", shape);
            JsonArray place = new JsonArray();
            place.add(offset);
            offset += 4L * tensor.values().length;
            place.add(offset);
            description.add("data_offsets", place);
            header.add(entry.getKey(), description);
        }
        // the format asks for padding with spaces so that the numbers are aligned
        byte[] json = header.toString().getBytes(StandardCharsets.UTF_8);
        int padded = (json.length + 7) / 8 * 8;
        ByteBuffer start = ByteBuffer.allocate(8 + padded).order(ByteOrder.LITTLE_ENDIAN);
        start.putLong(padded).put(json);
        while (start.hasRemaining()) {
            start.put((byte) ' ');
        }
        writeAll(channel, start.flip());
        ByteBuffer chunk = ByteBuffer.allocateDirect(4 * CHUNK).order(ByteOrder.LITTLE_ENDIAN);
        for (Tensor tensor : weights.tensors().values()) {
            float[] values = tensor.values();
            for (int from = 0; from < values.length; from += CHUNK) {
                int count = Math.min(CHUNK, values.length - from);
                chunk.clear();
                chunk.asFloatBuffer().put(values, from, count);
                writeAll(channel, chunk.limit(4 * count));
            }
        }
    }

    private static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /**
     * Reads all tensors of a file.
     *
     * @param file in the safetensors format
     * @return the tensors by name
     * @throws IOException if the file cannot be read
     * @throws ModelFormatException if it is cut short or is no such file
     */
    public static Weights read(Path file) throws IOException {
        try (OpenSafetensors opened = OpenSafetensors.open(file)) {
            return opened.weights();
        }
    }

    /**
     * Reads the texts that describe the tensors of a file.
     *
     * @param file in the safetensors format
     * @return by name; empty if there are none
     * @throws IOException if the file cannot be read
     * @throws ModelFormatException if it is no such file
     */
    public static Map<String, String> texts(Path file) throws IOException {
        try (OpenSafetensors opened = OpenSafetensors.open(file)) {
            return opened.texts();
        }
    }
}
