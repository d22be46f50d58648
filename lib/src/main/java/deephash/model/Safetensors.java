package deephash.model;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonReader;
import deephash.code.Digests;
import deephash.model.engine.Weights;
import deephash.model.engine.Weights.Tensor;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Tensors in a file, in the safetensors format (Hugging Face): the length of a JSON header, the header with each
 * tensor's type, shape and place, and the numbers. Nothing in such a file can be executed. Only float32 is read.
 */
public final class Safetensors {

    private static final int CHUNK = 1 << 20;
    private static final long LARGEST_HEADER = 100_000_000;

    private static final String METADATA = "__metadata__";

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
        return whole(file, null).weights();
    }

    /**
     * What a file holds, read at once, so that all of it is of one save.
     *
     * @param texts by name, the {@code __metadata__} of the format; empty if there are none
     * @param weights the tensors
     */
    public record Whole(Map<String, String> texts, Weights weights) {}

    /**
     * Reads all tensors and texts of a file.
     *
     * @param file in the safetensors format
     * @param sha256 what its content must be, in hexadecimal digits; null for any
     * @return what it holds
     * @throws IOException if the file cannot be read
     * @throws ModelFormatException if it is cut short, is no such file, or has another content
     */
    public static Whole whole(Path file, @Nullable String sha256) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            if (sha256 != null && !sha256.equals(Digests.sha256(channel, file))) {
                throw new ModelFormatException(file + " is damaged, or does not belong to the description beside it:"
                        + " its SHA-256 is not the one written there. Copy the folder anew.");
            }
            byte[] json = header(channel, file);
            long headerLength = json.length;
            String text = new String(json, StandardCharsets.UTF_8);
            JsonObject header = JsonParser.parseString(text).getAsJsonObject();
            requireOnce(text);
            requireGapless(header, channel.size() - 8 - headerLength, file);
            long start = 8 + headerLength;
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            for (Map.Entry<String, JsonElement> entry : header.entrySet()) {
                if (!entry.getKey().equals(METADATA)) {
                    tensors.put(
                            entry.getKey(),
                            tensor(channel, start, entry.getValue().getAsJsonObject(), file, entry.getKey()));
                }
            }
            return new Whole(texts(header), new Weights(tensors));
        } catch (JsonParseException
                | IllegalStateException
                | IllegalArgumentException
                | UnsupportedOperationException
                | IndexOutOfBoundsException
                | ClassCastException
                | NullPointerException
                | ArithmeticException e) {
            throw new ModelFormatException(
                    file + " is damaged: its header cannot be read (" + e.getMessage() + ").", e);
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
        try (FileChannel channel = FileChannel.open(file)) {
            return texts(JsonParser.parseString(new String(header(channel, file), StandardCharsets.UTF_8))
                    .getAsJsonObject());
        } catch (JsonParseException | IllegalStateException | ClassCastException | UnsupportedOperationException e) {
            throw new ModelFormatException(
                    file + " is damaged: its header cannot be read (" + e.getMessage() + ").", e);
        }
    }

    private static Map<String, String> texts(JsonObject header) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (header.has(METADATA)) {
            header.getAsJsonObject(METADATA).asMap().forEach((name, text) -> texts.put(name, text.getAsString()));
        }
        return texts;
    }

    private static byte[] header(FileChannel channel, Path file) throws IOException {
        ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        readAll(channel, length, file);
        long headerLength = length.getLong(0);
        if (headerLength < 2 || headerLength > Math.min(LARGEST_HEADER, channel.size() - 8)) {
            throw damaged(file, "its header would be " + headerLength + " bytes long");
        }
        ByteBuffer json = ByteBuffer.allocate(Math.toIntExact(headerLength));
        readAll(channel, json, file);
        return json.array();
    }

    /** A name that is there twice would hide one of its tensors. */
    private static void requireOnce(String header) throws IOException {
        Set<String> names = new HashSet<>();
        try (JsonReader reader = new JsonReader(new StringReader(header))) {
            reader.beginObject();
            while (reader.hasNext()) {
                String name = reader.nextName();
                if (!names.add(name)) {
                    throw new IllegalArgumentException("\"" + name + "\" is there twice");
                }
                reader.skipValue();
            }
        }
    }

    /** Tensors lie one behind the other from the first byte to the last, as the format demands. */
    private static void requireGapless(JsonObject header, long bytes, Path file) {
        TreeMap<Long, Long> places = new TreeMap<>();
        for (Map.Entry<String, JsonElement> entry : header.entrySet()) {
            if (!entry.getKey().equals(METADATA)) {
                JsonArray place = entry.getValue().getAsJsonObject().getAsJsonArray("data_offsets");
                long from = place.get(0).getAsLong();
                long to = place.get(1).getAsLong();
                Long other = to > from ? places.put(from, to) : null;
                if (other != null) {
                    throw damaged(file, "two tensors begin at byte " + from + ", which does not fit");
                }
            }
        }
        long at = 0;
        for (Map.Entry<Long, Long> place : places.entrySet()) {
            if (place.getKey() != at) {
                throw damaged(file, "its tensors overlap or leave a gap at byte " + at + ", which does not fit");
            }
            at = place.getValue();
        }
        if (at != bytes) {
            throw damaged(file, "its tensors take " + at + " bytes of " + bytes + ", which does not fit");
        }
    }

    private static Tensor tensor(FileChannel channel, long start, JsonObject description, Path file, String name)
            throws IOException {
        String type = description.get("dtype").getAsString();
        if (!type.equals("F32")) {
            throw damaged(file, "tensor \"" + name + "\" is of type " + type + ", and only F32 is read");
        }
        JsonArray sides = description.getAsJsonArray("shape");
        long[] shape = new long[sides.size()];
        long size = 1;
        for (int i = 0; i < shape.length; i++) {
            shape[i] = sides.get(i).getAsLong();
            size = Math.multiplyExact(size, shape[i]);
        }
        JsonArray place = description.getAsJsonArray("data_offsets");
        long from = place.get(0).getAsLong();
        long to = place.get(1).getAsLong();
        if (size < 0 || from < 0 || to - from != Math.multiplyExact(4L, size) || start + to > channel.size()) {
            throw damaged(
                    file, "tensor \"" + name + "\" would lie at bytes " + from + " to " + to + ", which does not fit");
        }
        float[] values = new float[Math.toIntExact(size)];
        channel.position(start + from);
        ByteBuffer chunk =
                ByteBuffer.allocateDirect((int) Math.min(4L * CHUNK, 4 * size)).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at < values.length; at += CHUNK) {
            int count = Math.min(CHUNK, values.length - at);
            chunk.clear().limit(4 * count);
            readAll(channel, chunk, file);
            chunk.flip().asFloatBuffer().get(values, at, count);
        }
        return new Tensor(shape, values);
    }

    private static void readAll(FileChannel channel, ByteBuffer bytes, Path file) throws IOException {
        while (bytes.hasRemaining()) {
            if (channel.read(bytes) < 0) {
                throw damaged(file, "it ends too early");
            }
        }
    }

    private static ModelFormatException damaged(Path file, String how) {
        return new ModelFormatException(file + " is damaged: " + how + ". Copy or train the model anew.");
    }
}
