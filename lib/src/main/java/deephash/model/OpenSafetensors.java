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
import java.io.Closeable;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * An open file in the format of {@link Safetensors}, to check it and to read it: all that is read is of one save, even
 * if another file takes its place meanwhile.
 */
public final class OpenSafetensors implements Closeable {

    private static final long LARGEST_HEADER = 100_000_000;

    private final Path file;
    private final FileChannel channel;

    private OpenSafetensors(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Opens a file.
     *
     * @param file in the safetensors format
     * @return to be closed
     * @throws IOException if the file cannot be opened
     */
    public static OpenSafetensors open(Path file) throws IOException {
        return new OpenSafetensors(file, FileChannel.open(file));
    }

    /**
     * Throws if the file has other content than expected.
     *
     * @param sha256 what its SHA-256 must be, in hexadecimal digits
     * @throws IOException if the file cannot be read
     * @throws ModelFormatException if it is another
     */
    public void require(String sha256) throws IOException {
        if (!sha256.equals(Digests.sha256(channel, file))) {
            throw new ModelFormatException(file + " is damaged, or does not belong to the description beside it:"
                    + " its SHA-256 is not the one written there. Copy the folder anew.");
        }
    }

    /**
     * Reads the texts that describe the tensors.
     *
     * @return by name; empty if there are none
     * @throws IOException if the file cannot be read
     * @throws ModelFormatException if it is no such file
     */
    public Map<String, String> texts() throws IOException {
        try {
            JsonObject header = JsonParser.parseString(text()).getAsJsonObject();
            Map<String, String> texts = new LinkedHashMap<>();
            if (header.has(Safetensors.METADATA)) {
                header.getAsJsonObject(Safetensors.METADATA)
                        .asMap()
                        .forEach((name, text) -> texts.put(name, text.getAsString()));
            }
            return texts;
        } catch (JsonParseException | IllegalStateException | ClassCastException | UnsupportedOperationException e) {
            throw unreadable(e);
        }
    }

    /**
     * Reads all tensors.
     *
     * @return the tensors by name
     * @throws IOException if the file cannot be read
     * @throws ModelFormatException if it is cut short or is no such file
     */
    public Weights weights() throws IOException {
        try {
            String text = text();
            JsonObject header = JsonParser.parseString(text).getAsJsonObject();
            requireOnce(text);
            long start = channel.position();
            requireGapless(header, channel.size() - start);
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            for (Map.Entry<String, JsonElement> entry : header.entrySet()) {
                if (!entry.getKey().equals(Safetensors.METADATA)) {
                    tensors.put(entry.getKey(), tensor(start, entry.getValue().getAsJsonObject(), entry.getKey()));
                }
            }
            return new Weights(tensors);
        } catch (JsonParseException
                | IllegalStateException
                | IllegalArgumentException
                | UnsupportedOperationException
                | IndexOutOfBoundsException
                | ClassCastException
                | NullPointerException
                | ArithmeticException e) {
            throw unreadable(e);
        }
    }

    /** Reads the header; the channel then stands behind it. */
    private String text() throws IOException {
        channel.position(0);
        ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        readAll(length);
        long headerLength = length.getLong(0);
        if (headerLength < 2 || headerLength > Math.min(LARGEST_HEADER, channel.size() - 8)) {
            throw damaged("its header would be " + headerLength + " bytes long");
        }
        ByteBuffer json = ByteBuffer.allocate(Math.toIntExact(headerLength));
        readAll(json);
        return new String(json.array(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private ModelFormatException unreadable(RuntimeException e) {
        return new ModelFormatException(file + " is damaged: its header cannot be read (" + e.getMessage() + ").", e);
    }

    /** Of a name that occurs twice, one tensor would be hidden. */
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
    private void requireGapless(JsonObject header, long bytes) {
        TreeMap<Long, Long> places = new TreeMap<>();
        for (Map.Entry<String, JsonElement> entry : header.entrySet()) {
            if (!entry.getKey().equals(Safetensors.METADATA)) {
                JsonArray place = entry.getValue().getAsJsonObject().getAsJsonArray("data_offsets");
                long from = place.get(0).getAsLong();
                long to = place.get(1).getAsLong();
                Long other = to > from ? places.put(from, to) : null;
                if (other != null) {
                    throw damaged("two tensors begin at byte " + from + ", which does not fit");
                }
            }
        }
        long at = 0;
        for (Map.Entry<Long, Long> place : places.entrySet()) {
            if (place.getKey() != at) {
                throw damaged("its tensors overlap or leave a gap at byte " + at + ", which does not fit");
            }
            at = place.getValue();
        }
        if (at != bytes) {
            throw damaged("its tensors take " + at + " bytes of " + bytes + ", which does not fit");
        }
    }

    private Tensor tensor(long start, JsonObject description, String name) throws IOException {
        String type = description.get("dtype").getAsString();
        if (!type.equals("F32")) {
            throw damaged("tensor \"" + name + "\" is of type " + type + ", and only F32 is read");
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
            throw damaged("tensor \"" + name + "\" would lie at bytes " + from + " to " + to + ", which does not fit");
        }
        float[] values = new float[Math.toIntExact(size)];
        channel.position(start + from);
        ByteBuffer chunk = ByteBuffer.allocateDirect((int) Math.min(4L * Safetensors.CHUNK, 4 * size))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at < values.length; at += Safetensors.CHUNK) {
            int count = Math.min(Safetensors.CHUNK, values.length - at);
            chunk.clear().limit(4 * count);
            readAll(chunk);
            chunk.flip().asFloatBuffer().get(values, at, count);
        }
        return new Tensor(shape, values);
    }

    private void readAll(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            if (channel.read(bytes) < 0) {
                throw damaged("it ends too early");
            }
        }
    }

    private ModelFormatException damaged(String how) {
        return new ModelFormatException(file + " is damaged: " + how + ". Copy or train the model anew.");
    }
}
